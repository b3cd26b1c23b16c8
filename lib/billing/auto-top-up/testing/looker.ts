/** A process that looks at all given workspaces at a given instant, as another one does at the same time. */
import { getPool } from '../../../db/pool';
import '../../../testing/patient-pool';
import { evaluate } from '../evaluate';

const workspaces = (process.env.WORKSPACES ?? '').split(',');
await getPool().query('SELECT 1');
await new Promise((resolve) => setTimeout(resolve, Math.max(0, Number(process.env.START_AT) - Date.now())));
for (const workspaceId of workspaces) await evaluate(workspaceId, 'spend');
process.stdout.write('looked\n');
await getPool().end();
