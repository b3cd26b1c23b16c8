/** A process that sweeps due wallets until none is left, saying so when it begins and when it is done. */
import { getPool } from '../../db/pool';
import '../../testing/patient-pool';
import { getLedger } from '..';

process.stdout.write('sweeping\n');
let idleRounds = 0;
while (idleRounds < 20) {
  // As the job does it: what fails now is done in a later round. Who is stopped for long finds its connection gone.
  const swept = await getLedger()
    .sweepDueWallets(5)
    .catch(() => null);
  idleRounds = swept === 0 ? idleRounds + 1 : 0;
  if (!swept) await new Promise((resolve) => setTimeout(resolve, 25));
}
process.stdout.write('swept\n');
await getPool().end();
