/** A process that sweeps due wallets until none is left, saying so when it begins and when it is done. */
import { getPool } from '../../db/pool';
import { getLedger } from '..';

process.stdout.write('sweeping\n');
let idleRounds = 0;
while (idleRounds < 20) {
  // As the job does it: what fails now is done in a later round. PostgreSQL ends the transaction of a process that is
  // stopped for long, and that process finds its connection gone: so its waits must stay as short as in production.
  const swept = await getLedger()
    .sweepDueWallets(5)
    .catch(() => null);
  idleRounds = swept === 0 ? idleRounds + 1 : 0;
  if (!swept) await new Promise((resolve) => setTimeout(resolve, 25));
}
process.stdout.write('swept\n');
await getPool().end();
