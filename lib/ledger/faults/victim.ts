/** A process that does one operation and, with COFFER_FAILPOINT set, is killed in the middle of it. */
import { getPool } from '../../db/pool';
import { TEST_ACTOR } from '../../testing/factories';
import '../../testing/patient-pool';
import { getLedger } from '..';
import { keyFor, OPERATIONS, type Prepared } from './operations';

const { VICTIM_OPERATION = '', VICTIM_WORKSPACE = '', VICTIM_PREPARED = '{}' } = process.env;
const scope = { workspaceId: VICTIM_WORKSPACE, mode: 'live' as const, actor: TEST_ACTOR };
await OPERATIONS[VICTIM_OPERATION]?.(
  getLedger(),
  { ...scope, idempotency: keyFor(VICTIM_WORKSPACE, VICTIM_OPERATION) },
  JSON.parse(VICTIM_PREPARED) as Prepared,
);
process.stdout.write('survived\n');
await getPool().end();
