import type { Mode } from '@/prisma/generated/enums';
import type { Pool, PoolClient } from '../db/pool';
import type { AlertKind, AlertRule, AlertThreshold } from './types';

export interface RuleRow {
  id: string;
  workspaceId: string;
  mode: Mode;
  kind: AlertKind;
  amountMicro: bigint | null;
  percent: number | null;
  days: number[];
  tellsBillingContact: boolean;
  memberIds: string[];
  emails: string[];
  byMail: boolean;
  byWebhook: boolean;
  isEnabled: boolean;
  firedAt: Date | null;
  lastFiredAt: Date | null;
  createdAt: Date;
}

export const RULE_COLUMNS = `r.id, r.workspace_id AS "workspaceId", r.mode::text AS mode, r.kind,
  r.amount_micro AS "amountMicro", r.percent, r.days, r.tells_billing_contact AS "tellsBillingContact",
  r.member_ids AS "memberIds", r.emails, r.by_mail AS "byMail", r.by_webhook AS "byWebhook",
  r.is_enabled AS "isEnabled", r.fired_at AS "firedAt", r.last_fired_at AS "lastFiredAt", r.created_at AS "createdAt"`;

function thresholdOf({ kind, amountMicro, percent, days }: RuleRow): AlertThreshold {
  switch (kind) {
    case 'balance_below':
      return { kind, amountMicro: amountMicro ?? 0n };
    case 'share_below':
      return { kind, percent: percent ?? 0 };
    case 'runway_below':
      return { kind, days: days[0] ?? 0 };
    case 'grants_expiring':
      return { kind, days };
  }
}

export const toRule = (row: RuleRow): AlertRule => ({
  id: row.id,
  workspaceId: row.workspaceId,
  mode: row.mode,
  threshold: thresholdOf(row),
  recipients: { billingContact: row.tellsBillingContact, memberIds: row.memberIds, emails: row.emails },
  channels: { mail: row.byMail, webhook: row.byWebhook },
  isEnabled: row.isEnabled,
  firedAt: row.firedAt,
  lastFiredAt: row.lastFiredAt,
  createdAt: row.createdAt,
});

/** The threshold as columns: amount_micro, percent, days. */
export function thresholdColumns(threshold: AlertThreshold): [bigint | null, number | null, number[]] {
  switch (threshold.kind) {
    case 'balance_below':
      return [threshold.amountMicro, null, []];
    case 'share_below':
      return [null, threshold.percent, []];
    case 'runway_below':
      return [null, null, [threshold.days]];
    case 'grants_expiring':
      return [null, null, threshold.days];
  }
}

/** A workspace's rules in the books of one mode, oldest first. */
export async function readRules(
  db: Pool | PoolClient,
  { workspaceId, mode }: { workspaceId: string; mode: Mode },
): Promise<AlertRule[]> {
  const { rows } = await db.query<RuleRow>(
    `SELECT ${RULE_COLUMNS} FROM alert_rules r WHERE r.workspace_id = $1 AND r.mode = $2::mode
     ORDER BY r.created_at, r.id`,
    [workspaceId, mode],
  );
  return rows.map(toRule);
}
