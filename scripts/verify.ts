/** `npm run verify` — runs the oracle over the books of DATABASE_URL, or of the demo in this folder. Exit 1 when anything is violated. */
import { createPool } from '../lib/db/pool';
import { verifyLedger } from '../lib/ledger/verify';
import { fillFromDemo } from './lib/demo-environment';

fillFromDemo();
const url = process.env.DATABASE_URL;
if (!url) {
  console.error('Set DATABASE_URL to the database to verify.');
  process.exit(1);
}
const pool = createPool({ connectionString: url, max: 2, applicationName: 'coffer-verify' });
const violations = await verifyLedger(pool);
await pool.end();
for (const { check, rule, rows } of violations) {
  console.error(`${check}: violated — ${rule}`);
  console.error(JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? value.toString() : value), 2));
}
console.log(
  violations.length === 0 ? 'The books are right: every check passed.' : `${violations.length} checks violated.`,
);
process.exit(violations.length === 0 ? 0 : 1);
