import type { Pool, PoolClient } from '../../db/pool';
import { billingClock } from './clock';

export type RuleState = 'on' | 'paused' | 'off';

/** Why a rule is paused: each needs a person, and says what for. */
export type PauseReason =
  /** Declined four times in a row. */
  | 'declined'
  /** The bank said that trying again is of no use. */
  | 'never_retry'
  /** The bank wants to ask the card's owner. */
  | 'authentication'
  /** No saved card, or one that Stripe does not know any more. */
  | 'no_card'
  /** The price is higher than what was agreed to for one purchase. */
  | 'price_above_cap'
  /** The item gives fewer credits than the sentence said that was agreed to. */
  | 'fewer_credits'
  /** The pack, or amounts of one's own, are no longer for sale. */
  | 'not_for_sale'
  /** Stripe refused the request itself; the operator was told. */
  | 'refused'
  /** Stripe's figures differ from ours; the operator was told. */
  | 'review';

/** Why a rule is off. */
export type OffReason = 'stopped' | 'stopped_by_key' | 'stopped_by_link' | 'stopped_by_operator' | 'dispute' | 'closed';

/** A row of `auto_top_up_rules` as PostgreSQL gives it. */
export interface RuleRow {
  workspace_id: string;
  state: RuleState;
  state_reason: PauseReason | OffReason | null;
  state_since: Date;
  threshold_micro: bigint;
  pack_id: string | null;
  amount_minor: bigint | null;
  currency: string;
  attempt_cap_minor: bigint;
  day_cap_minor: bigint;
  month_cap_minor: bigint;
  failure_count: number;
  next_try_at: Date | null;
  limited_until: Date | null;
  failed_card: string | null;
  /** What one purchase gave when it was agreed to; null: agreed to before these figures were kept, and not known. */
  agreed_credit_micro: bigint | null;
  agreed_bonus_micro: bigint | null;
  consent_version: string;
  consent_text: string;
  consent_locale: string;
  consent_actor_id: string;
  consent_email: string;
  consent_at: Date;
}

export type AttemptState = 'running' | 'authentication' | 'succeeded' | 'declined' | 'failed' | 'canceled';

/** What made us look. */
export type Cause = 'spend' | 'switched_on' | 'sweep' | 'card';

/** A row of `auto_top_up_attempts` as PostgreSQL gives it. */
export interface AttemptRow {
  workspace_id: string;
  id: string;
  purchase_id: string;
  state: AttemptState;
  cause: Cause;
  threshold_micro: bigint;
  available_micro: bigint;
  arriving_micro: bigint;
  total_minor: bigint;
  currency: string;
  card_id: string | null;
  card_label: string | null;
  failure_code: string | null;
  created_at: Date;
  ended_at: Date | null;
}

/**
 * Whether a rule does not stand behind an attempt any more: it was switched off since, or agreed to anew, be it in the same
 * words. Such an attempt is not sent to Stripe again.
 */
export const isWithdrawn = (
  rule: Pick<RuleRow, 'state' | 'consent_at'>,
  attempt: Pick<AttemptRow, 'created_at'>,
): boolean => rule.state === 'off' || rule.consent_at > attempt.created_at;

/** The rule, or null: nobody ever agreed to anything. */
export async function findRule(db: Pool | PoolClient, workspaceId: string): Promise<RuleRow | null> {
  const { rows } = await db.query<RuleRow>('SELECT * FROM auto_top_up_rules WHERE workspace_id = $1', [workspaceId]);
  return rows[0] ?? null;
}

/** The rule under its lock, with the time that decisions are made at. All that changes rule or attempts takes it first. */
export async function lockRule(client: PoolClient, workspaceId: string): Promise<(RuleRow & { now: Date }) | null> {
  const { rows } = await client.query<RuleRow & { now: Date }>(
    `SELECT *, date_trunc('milliseconds', clock_timestamp()) AS now FROM auto_top_up_rules
     WHERE workspace_id = $1 FOR UPDATE`,
    [workspaceId],
  );
  const row = rows[0];
  return row ? { ...row, now: billingClock().clock?.now() ?? row.now } : null;
}

/** The attempt that is in flight, or null. */
export async function findInFlight(db: Pool | PoolClient, workspaceId: string): Promise<AttemptRow | null> {
  const { rows } = await db.query<AttemptRow>(
    `SELECT * FROM auto_top_up_attempts WHERE workspace_id = $1 AND state IN ('running', 'authentication')`,
    [workspaceId],
  );
  return rows[0] ?? null;
}

export async function findAttempt(
  db: Pool | PoolClient,
  workspaceId: string,
  attemptId: string,
): Promise<AttemptRow | null> {
  const { rows } = await db.query<AttemptRow>(
    'SELECT * FROM auto_top_up_attempts WHERE workspace_id = $1 AND id = $2',
    [workspaceId, attemptId],
  );
  return rows[0] ?? null;
}

export async function findAttemptOfPurchase(
  db: Pool | PoolClient,
  workspaceId: string,
  purchaseId: string,
): Promise<AttemptRow | null> {
  const { rows } = await db.query<AttemptRow>(
    'SELECT * FROM auto_top_up_attempts WHERE workspace_id = $1 AND purchase_id = $2',
    [workspaceId, purchaseId],
  );
  return rows[0] ?? null;
}
