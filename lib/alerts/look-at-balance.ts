/** Rules about what is left: looked at soon after credits moved, and for all workspaces now and then. */
import { getPool, type PoolClient } from '../db/pool';
import { getLedger } from '../ledger';
import { log } from '../log';
import { alertsClock } from './clock';
import { decideBalance, shareOf } from './decide';
import { LAST_TOP_UP, readLastTopUp } from './last-top-up';
import { moveRule, type Verdict } from './move';
import { RULE_COLUMNS, type RuleRow, toRule } from './rule-row';
import type { AlertRule } from './types';
import { movedWorkspaces } from './wake';

/**
 * Rules that may have something to do, by the figures as they are stored; what fell due and is not booked yet makes a
 * wallet worth a look of its own. Times are kept in milliseconds, rounded: compared with now() itself, what falls due in
 * this very moment can seem not yet due. $1: these workspaces only, null: all.
 */
const CANDIDATES = `
  SELECT ${RULE_COLUMNS} FROM alert_rules r
  JOIN wallets w ON w.workspace_id = r.workspace_id AND w.mode = r.mode AND w.owner_kind = 'workspace'
    AND w.owner_id = r.workspace_id
  CROSS JOIN LATERAL (SELECT CASE r.kind WHEN 'balance_below' THEN r.amount_micro::numeric
    ELSE floor(${LAST_TOP_UP}::numeric * r.percent / 100) END AS micro) AS threshold
  WHERE r.is_enabled AND r.kind IN ('balance_below', 'share_below')
    AND ($1::uuid[] IS NULL OR r.workspace_id = ANY ($1::uuid[]))
    AND (w.next_event_at <= now()::timestamptz(3)
      OR (r.fired_at IS NULL AND w.settled_micro - w.held_micro < threshold.micro)
      OR (r.fired_at IS NOT NULL AND (w.settled_micro - w.held_micro)::numeric * 100 >= threshold.micro * 110))`;

/** By the balance of this instant. */
async function judge(client: PoolClient, { workspaceId, mode, threshold, firedAt }: AlertRule): Promise<Verdict> {
  const query = { workspaceId, mode, owner: { kind: 'workspace' } as const };
  const { walletId, availableMicro } = await getLedger().balanceOn(client, query);
  if (walletId === null) return null; // nothing was ever there to run low
  const isFired = firedAt !== null;
  if (threshold.kind === 'balance_below') {
    const thresholdMicro = threshold.amountMicro;
    const move = decideBalance({ availableMicro, thresholdMicro, isFired });
    if (move !== 'fire') return move && { move };
    return { move, news: { kind: threshold.kind, availableMicro, thresholdMicro } };
  }
  if (threshold.kind !== 'share_below') return null;
  const topUpMicro = await readLastTopUp(client, workspaceId, walletId);
  if (topUpMicro === null) return null;
  const { percent } = threshold;
  const move = decideBalance({ availableMicro, thresholdMicro: shareOf(topUpMicro, percent), isFired });
  if (move !== 'fire') return move && { move };
  return { move, news: { kind: threshold.kind, availableMicro, percent, topUpMicro } };
}

async function look(workspaceIds: string[] | null): Promise<number> {
  const { rows } = await getPool().query<RuleRow>(CANDIDATES, [workspaceIds]);
  let moved = 0;
  for (const row of rows) {
    try {
      if (await moveRule(toRule(row), alertsClock().clock.now(), judge)) moved += 1;
    } catch (error) {
      // One workspace must not keep the others from being told; the next full look comes back to it.
      log.error({ err: error, workspaceId: row.workspaceId, ruleId: row.id }, 'an alert could not be looked at');
    }
  }
  return moved;
}

/** Looks at the workspaces whose credits moved in this process since the last time. Answers how many rules moved. */
export async function lookAtMoved(): Promise<number> {
  const { ids } = movedWorkspaces();
  if (ids.size === 0) return 0;
  const workspaceIds = [...ids];
  ids.clear();
  return look(workspaceIds);
}

/** Looks at all: what other processes moved, and what was missed. One statement when there is nothing to do. */
export const lookAtAll = (): Promise<number> => look(null);
