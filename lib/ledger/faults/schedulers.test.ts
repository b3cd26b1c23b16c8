import { expect, it } from 'vitest';
import { testClock } from '../../clock';
import { startChild } from '../../testing/child-process';
import { useTestDatabase } from '../../testing/database';
import { CREDIT, createWorkspace, giveCredits } from '../../testing/factories';
import { createLedger } from '..';

const database = useTestDatabase();
const WALLETS = 60;

it('two schedulers, one of them stopped for a while, book each expiry once and at its true instant', async () => {
  // By a clock that stands still the credits have not ended yet while they are given, however long that takes.
  const clock = testClock(new Date());
  const ledger = createLedger({ pool: database.pool, clock });
  const expiresAt = new Date(clock.now().getTime() + 1);
  for (let i = 0; i < WALLETS; i++) {
    await giveCredits(ledger, await createWorkspace(database.pool), CREDIT, { expiresAt });
  }

  const sweepers = [startChild('lib/ledger/faults/sweeper.ts'), startChild('lib/ledger/faults/sweeper.ts')] as const;
  await Promise.all(sweepers.map((child) => child.waitFor(/sweeping/)));
  sweepers[0].process.kill('SIGSTOP');
  await sweepers[1].waitFor(/swept/);
  sweepers[0].process.kill('SIGCONT');
  await sweepers[0].waitFor(/swept/);
  await Promise.all(sweepers.map((child) => child.ended));

  const { rows } = await database.pool.query<{ n: bigint; wallets: bigint; instants: Date[] }>(
    `SELECT count(*) AS n, count(DISTINCT wallet_id) AS wallets, array_agg(DISTINCT occurred_at) AS instants
     FROM transactions WHERE kind = 'expire'`,
  );
  expect(rows[0]).toMatchObject({ n: BigInt(WALLETS), wallets: BigInt(WALLETS), instants: [expiresAt] });
});
