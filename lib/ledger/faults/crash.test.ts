import { describe, expect, it } from 'vitest';
import { startChild } from '../../testing/child-process';
import { useTestDatabase } from '../../testing/database';
import { booksOf, createMember, createWorkspace } from '../../testing/factories';
import { createLedger } from '..';
import { FAILPOINTS, type Failpoint } from '../failpoints';
import { verifyLedger } from '../verify';
import { keyFor, OPERATIONS, prepare } from './operations';

const database = useTestDatabase();

/** At these points the effect is committed, though nobody was told. */
const COMMITTED: Failpoint[] = ['fast:after', 'batch:committed'];
/** Only a plain spend on an idle lane takes the single statement. */
const reaches = (point: Failpoint, operation: string) => (point.startsWith('fast:') ? operation === 'consume' : true);
/** Those of `consume` on an idle lane never see the batch. */
const isPassed = (point: Failpoint, operation: string) =>
  reaches(point, operation) && !(operation === 'consume' && point.startsWith('batch:'));

const CASES = Object.keys(OPERATIONS).flatMap((operation) =>
  FAILPOINTS.filter((point) => isPassed(point, operation)).map((point) => ({ operation, point })),
);

describe('a process killed in the middle of a write', () => {
  it.concurrent.each(CASES)(
    '$operation at $point: wholly there or wholly absent, and the retry settles it',
    async ({ operation, point }) => {
      const ledger = createLedger({ pool: database.pool });
      const workspaceId = await createWorkspace(database.pool);
      const memberId = await createMember(database.pool, workspaceId);
      const prepared = await prepare(ledger, booksOf(workspaceId), memberId);
      const count = async () =>
        Number(
          (
            await database.pool.query('SELECT count(*) AS n FROM idempotency_records WHERE workspace_id = $1', [
              workspaceId,
            ])
          ).rows[0].n,
        );

      const child = startChild('lib/ledger/faults/victim.ts', {
        COFFER_FAILPOINT: point,
        VICTIM_OPERATION: operation,
        VICTIM_WORKSPACE: workspaceId,
        VICTIM_PREPARED: JSON.stringify(prepared),
      });
      expect((await child.ended).signal).toBe('SIGKILL');
      const isCommitted = COMMITTED.includes(point);
      expect(await count()).toBe(isCommitted ? 1 : 0);
      expect(await verifyLedger(database.pool)).toEqual([]);

      const scope = { ...booksOf(workspaceId), idempotency: keyFor(workspaceId, operation) };
      const retried = await OPERATIONS[operation]!(ledger, scope, prepared);
      expect(retried.replayed).toBe(isCommitted);
      const again = await OPERATIONS[operation]!(ledger, scope, prepared);
      expect(again.replayed).toBe(true);
      expect(again.result).toEqual(retried.result);
      expect(await count()).toBe(1);
    },
  );
});
