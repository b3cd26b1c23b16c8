/** `npm run migrate` — brings the database of DATABASE_URL up to date. MIGRATE_DATABASE_URL: the owner's role, if another. */
import { migrate } from '../lib/db/migrate';
import { fillFromDemo } from './lib/demo-environment';

fillFromDemo();
const url = process.env.MIGRATE_DATABASE_URL ?? process.env.DATABASE_URL;
if (!url) {
  console.error('Set DATABASE_URL to the database to migrate: postgresql://user:password@host:5432/coffer');
  process.exit(1);
}
try {
  const applied = await migrate(url);
  console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
