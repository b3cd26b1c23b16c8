/** `npm run verify` — runs the oracle over the books of DATABASE_URL, or of the demo in this folder. Exit 1 when violated. */
import { createPool } from '../lib/db/pool';
import { explainConnection } from '../lib/http/database-check';
import { type Violation, verifyLedger } from '../lib/ledger/verify';
import { fillFromDemo } from './lib/demo-environment';

fillFromDemo();
const url = process.env.DATABASE_URL;
if (!url) {
  console.error('Set DATABASE_URL to the database to verify.');
  process.exit(1);
}

async function verify(connectionString: string): Promise<Violation[]> {
  const pool = createPool({ connectionString, max: 2, applicationName: 'coffer-verify' });
  try {
    return await verifyLedger(pool);
  } catch (error) {
    console.error(explainConnection(error, connectionString));
    process.exit(1);
  } finally {
    await pool.end();
  }
}

const violations = await verify(url);
for (const { check, rule, rows } of violations) {
  console.error(`${check}: violated — ${rule}`);
  console.error(JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? value.toString() : value), 2));
}
console.log(
  violations.length === 0 ? 'The books are right: every check passed.' : `${violations.length} checks violated.`,
);
process.exit(violations.length === 0 ? 0 : 1);
