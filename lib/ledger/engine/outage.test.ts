import { expect, it } from 'vitest';
import { createPool } from '../../db/pool';
import { useTestDatabase } from '../../testing/database';
import { booksOf, CREDIT, createWorkspace, giveCredits } from '../../testing/factories';
import { createLedger } from '..';
import { armFailpoint, type Failpoint } from '../failpoints';
import { newKey, WALLET } from '../operations/testing';

const database = useTestDatabase();

it.each<Failpoint>(['batch:begun', 'batch:locked', 'batch:loaded', 'batch:planned', 'batch:written'])(
  'a connection that dies at %s is said to the callers, ends nothing else, and their retries spend once',
  async (point) => {
    const workspaceId = await createWorkspace(database.pool);
    await giveCredits(createLedger({ pool: database.pool }), workspaceId, 10n * CREDIT);
    const name = `coffer-${point.replace(':', '-')}`;
    const pool = createPool({ connectionString: database.url, max: 4, applicationName: name });
    const ledger = createLedger({ pool });
    const asks = [1, 2, 3].map(() => ({
      ...booksOf(workspaceId),
      owner: WALLET,
      amountMicro: CREDIT,
      idempotency: newKey(),
    }));
    const disarm = armFailpoint(point, async () => {
      disarm();
      await database.pool.query(
        'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1',
        [name],
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
    try {
      const first = await Promise.allSettled(asks.map((ask) => ledger.consume(ask)));
      for (const outcome of first) expect(outcome).toMatchObject({ reason: { code: 'unavailable' } });
      await Promise.all(asks.map((ask) => ledger.consume(ask)));
      const again = await Promise.all(asks.map((ask) => ledger.consume(ask)));
      expect(again.map(({ replayed }) => replayed)).toEqual([true, true, true]);
      expect(await ledger.balance(asks[0]!)).toMatchObject({ settledMicro: 7n * CREDIT });
    } finally {
      disarm();
      await pool.end();
    }
  },
);
