/** Rules about how long credits last: they change with time as with use, so they are looked at by the clock. */
import { getPool, type PoolClient } from '../db/pool';
import { addDays, localDateOf } from '../i18n/formats';
import { getLedger } from '../ledger';
import { log } from '../log';
import { daysLeft, PACE_DAYS, paceOf } from '../pace';
import { alertsClock } from './clock';
import { decideRunway } from './decide';
import { moveRule, type Verdict } from './move';
import { RULE_COLUMNS, type RuleRow, toRule } from './rule-row';
import type { AlertRule } from './types';

async function timeZoneOf(client: PoolClient, workspaceId: string): Promise<string> {
  const { rows } = await client.query<{ time_zone: string }>('SELECT time_zone FROM workspaces WHERE id = $1', [
    workspaceId,
  ]);
  return rows[0]?.time_zone ?? 'UTC';
}

const judgeAt =
  (now: Date) =>
  async (client: PoolClient, { workspaceId, mode, threshold, firedAt }: AlertRule): Promise<Verdict> => {
    if (threshold.kind !== 'runway_below') return null;
    const ledger = getLedger();
    const balance = await ledger.balanceOn(client, { workspaceId, mode, owner: { kind: 'workspace' } });
    const { walletId, availableMicro } = balance;
    if (walletId === null) return null;
    const timeZone = await timeZoneOf(client, workspaceId);
    const today = localDateOf(now, timeZone);
    const range = { fromDate: addDays(today, -PACE_DAYS), toDate: today };
    const report = await ledger.usage({ workspaceId, mode, walletId, timeZone, ...range });
    const left = daysLeft(availableMicro, paceOf(report, now));
    const move = decideRunway(left, threshold.days, firedAt !== null);
    if (move !== 'fire') return move && { move };
    return { move, news: { kind: threshold.kind, availableMicro, days: threshold.days, daysLeft: left ?? 0 } };
  };

/** Answers how many rules fired or were armed again. */
export async function lookAtRunways(): Promise<number> {
  const now = alertsClock().clock.now();
  const { rows } = await getPool().query<RuleRow>(
    `SELECT ${RULE_COLUMNS} FROM alert_rules r WHERE r.is_enabled AND r.kind = 'runway_below'`,
  );
  let moved = 0;
  for (const row of rows) {
    try {
      if (await moveRule(toRule(row), now, judgeAt(now))) moved += 1;
    } catch (error) {
      log.error({ err: error, workspaceId: row.workspaceId, ruleId: row.id }, 'an alert could not be looked at');
    }
  }
  return moved;
}
