import { getPool } from '../../db/pool';
import { getLedger } from '../../ledger';
import type { Quote } from '../types';
import type { Caps } from './decide';
import { type Simulation, simulate } from './simulate';

export const SIMULATED_DAYS = 30;

export interface SimulationQuery {
  workspaceId: string;
  timeZone: string;
  thresholdMicro: bigint;
  quote: Quote;
  caps: Caps;
  now: Date;
}

/**
 * Runs the rule over what the workspace's wallet really used in the last 30 days, from the balance of that time on.
 * A wallet younger than that begins with its first usage. The caller has authorised.
 */
export async function simulateLastDays(query: SimulationQuery): Promise<Simulation & { usedMicro: bigint }> {
  const { workspaceId, timeZone, thresholdMicro, quote, caps, now } = query;
  const since = new Date(now.getTime() - SIMULATED_DAYS * 86_400_000);
  const [{ rows }, { availableMicro }] = await Promise.all([
    getPool().query<{ at: Date; used: bigint }>(
      `SELECT r.bucket_at AS at, (-sum(r.amount_micro))::bigint AS used
       FROM usage_rollups r JOIN wallets w ON w.workspace_id = r.workspace_id AND w.id = r.wallet_id
       WHERE r.workspace_id = $1 AND r.mode = 'live' AND r.bucket_at >= $2 AND r.bucket_at <= $3
         AND w.owner_kind = 'workspace' AND r.kind IN ('consume', 'capture', 'reverse')
       GROUP BY r.bucket_at ORDER BY r.bucket_at`,
      [workspaceId, since, now],
    ),
    getLedger().balance({ workspaceId, mode: 'live', owner: { kind: 'workspace' }, asOf: since }),
  ]);
  const usage = rows.map(({ at, used }) => ({ at, usedMicro: used }));
  const usedMicro = usage.reduce((sum, step) => sum + step.usedMicro, 0n);
  const simulation = simulate({
    startMicro: availableMicro,
    usage,
    thresholdMicro,
    creditMicro: quote.creditMicro + quote.bonusMicro,
    totalMinor: quote.totalMinor,
    caps,
    timeZone,
  });
  return { ...simulation, usedMicro };
}
