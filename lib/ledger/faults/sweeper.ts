/** A process that sweeps due wallets until none is left, saying so when it begins and when it is done. */
import { getPool } from '../../db/pool';
import { getLedger } from '..';

process.stdout.write('sweeping\n');
let idleRounds = 0;
while (idleRounds < 20) {
  const swept = await getLedger().sweepDueWallets(5);
  idleRounds = swept === 0 ? idleRounds + 1 : 0;
  if (swept === 0) await new Promise((resolve) => setTimeout(resolve, 25));
}
process.stdout.write('swept\n');
await getPool().end();
