import type Stripe from 'stripe';
import type { PoolClient } from '../../db/pool';
import { inTransaction } from '../../db/transaction';
import { markFailed } from '../mark-failed';
import type { PurchaseRow } from '../purchase-row';
import type { PurchaseStatus } from '../types';
import { failureOf, retryAt } from './back-off';
import { billingClock } from './clock';
import { pauseRule } from './pause';
import {
  type AttemptRow,
  type AttemptState,
  findAttemptOfPurchase,
  findRule,
  isWithdrawn,
  lockRule,
  type PauseReason,
  type RuleRow,
} from './rows';
import { tell } from './tell';

type LockedRule = RuleRow & { now: Date };

/** What was given up because Stripe knows nothing of it is tried anew this much later. No decline, so it does not count. */
const AFTER_NO_ANSWER_MS = 10 * 60_000;
const AFTER_CANCEL_MS = 3_600_000;

/** Longer than a call to Stripe takes with all its tries, and a look at what Stripe knows beside it. */
const UNDER_WAY_MS = 5 * 60_000;

/**
 * Whether an attempt that Stripe knows nothing of is over: its rule was stopped or agreed to anew so long ago that nobody
 * can still be sending it, and nobody sends it again. `now`: the database's time.
 */
export async function isOverUnsent(client: PoolClient, attempt: AttemptRow | null, now: Date): Promise<boolean> {
  const rule = attempt && (await findRule(client, attempt.workspace_id));
  if (!rule || !isWithdrawn(rule, attempt)) return false;
  const since = rule.state === 'off' ? rule.state_since : rule.consent_at;
  return (billingClock().clock?.now() ?? now).getTime() - since.getTime() >= UNDER_WAY_MS;
}

/** Whether a payment that was not made waits for the card's owner: the purchase stays open for them then. */
export function waitsForOwner(attempt: AttemptRow | null, intent: Stripe.PaymentIntent): boolean {
  if (!attempt || intent.status === 'canceled') return false;
  if (attempt.state === 'authentication' || intent.status === 'requires_action') return true;
  return failureOf(intent.last_payment_error).kind === 'authentication';
}

/**
 * Brings the attempt behind a purchase, and its rule, into the state that belongs to the purchase's: in the transaction
 * that decides the purchase, whichever road led there. Purchases without an attempt are none of its business. Lock
 * order: purchase (the caller has it), rule, attempt.
 */
export async function settleAttempt(
  client: PoolClient,
  purchase: PurchaseRow,
  status: PurchaseStatus,
  intent: Stripe.PaymentIntent | null,
): Promise<void> {
  const known = await findAttemptOfPurchase(client, purchase.workspace_id, purchase.id);
  const rule = known && (await lockRule(client, known.workspace_id));
  const attempt = rule && (await findAttemptOfPurchase(client, purchase.workspace_id, purchase.id));
  if (!rule || !attempt) return;
  if (status === 'paid') return succeed(client, rule, attempt);
  if (attempt.ended_at !== null) return;
  switch (status) {
    case 'pending':
    case 'processing':
      if (intent && waitsForOwner(attempt, intent)) await askOwner(client, rule, attempt);
      return;
    case 'failed':
      return decline(client, rule, attempt, intent);
    case 'expired':
      await end(client, attempt, { state: 'failed', code: 'no_answer', at: rule.now });
      return putOff(client, rule, attempt, AFTER_NO_ANSWER_MS);
    case 'canceled':
      await end(client, attempt, { state: 'canceled', code: 'canceled', at: rule.now });
      return putOff(client, rule, attempt, AFTER_CANCEL_MS);
    case 'review':
      await end(client, attempt, { state: 'failed', code: 'review', at: rule.now });
      return pauseRule(client, rule, { reason: 'review', attemptId: attempt.id, now: rule.now });
  }
}

/** Stripe refused the request itself, so nothing was charged: the attempt ends, and trying the same again is of no use. */
export async function refuseAttempt(
  { workspace_id, purchase_id }: AttemptRow,
  { reason, code }: { reason: PauseReason; code: string },
): Promise<void> {
  await inTransaction(async (client) => {
    const isEnded = await markFailed(client, { workspace_id, id: purchase_id });
    const rule = isEnded ? await lockRule(client, workspace_id) : null;
    const attempt = rule && (await findAttemptOfPurchase(client, workspace_id, purchase_id));
    if (!rule || !attempt || attempt.ended_at !== null) return;
    await end(client, attempt, { state: 'failed', code, at: rule.now });
    await pauseRule(client, rule, { reason, attemptId: attempt.id, now: rule.now });
  });
}

async function end(
  client: PoolClient,
  attempt: AttemptRow,
  { state, code, at }: { state: AttemptState; code: string | null; at: Date },
): Promise<void> {
  await client.query(
    `UPDATE auto_top_up_attempts SET state = $3, failure_code = $4, ended_at = $5 WHERE workspace_id = $1 AND id = $2`,
    [attempt.workspace_id, attempt.id, state, code, at],
  );
}

/** What a person agreed to since does not wait for the end of what came before. */
async function putOff(client: PoolClient, rule: LockedRule, attempt: AttemptRow, ms: number): Promise<void> {
  if (isWithdrawn(rule, attempt)) return;
  await client.query('UPDATE auto_top_up_rules SET next_try_at = $2, updated_at = $3 WHERE workspace_id = $1', [
    rule.workspace_id,
    new Date(rule.now.getTime() + ms),
    rule.now,
  ]);
}

/** Also for what was given up or declined before: money that arrived is honoured, and so is the card that paid. */
async function succeed(client: PoolClient, rule: LockedRule, attempt: AttemptRow): Promise<void> {
  if (attempt.state === 'succeeded') return;
  await end(client, attempt, { state: 'succeeded', code: null, at: rule.now });
  const wasAsked = rule.state === 'paused' && rule.state_reason === 'authentication';
  await client.query(
    `UPDATE auto_top_up_rules SET failure_count = 0, next_try_at = NULL, failed_card = NULL, updated_at = $2,
       state = CASE WHEN $3 THEN 'on' ELSE state END, state_reason = CASE WHEN $3 THEN NULL ELSE state_reason END,
       state_since = CASE WHEN $3 THEN $2 ELSE state_since END
     WHERE workspace_id = $1`,
    [rule.workspace_id, rule.now, wasAsked],
  );
  await tell(client, rule, { kind: 'receipt', attemptId: attempt.id });
}

/**
 * The bank wants to ask the owner: the attempt stays in flight for them, and nothing is tried meanwhile. One whose rule
 * does not stand behind it any more asks nobody: the sweep withdraws it.
 */
async function askOwner(client: PoolClient, rule: LockedRule, attempt: AttemptRow): Promise<void> {
  if (attempt.state === 'authentication') return;
  await client.query(
    `UPDATE auto_top_up_attempts SET state = 'authentication', failure_code = 'authentication_required'
     WHERE workspace_id = $1 AND id = $2`,
    [attempt.workspace_id, attempt.id],
  );
  if (isWithdrawn(rule, attempt)) return;
  await keepFailedCard(client, attempt);
  await pauseRule(client, rule, { reason: 'authentication', attemptId: attempt.id, now: rule.now });
}

const keepFailedCard = (client: PoolClient, attempt: AttemptRow) =>
  client.query('UPDATE auto_top_up_rules SET failed_card = $2 WHERE workspace_id = $1', [
    attempt.workspace_id,
    attempt.card_id,
  ]);

async function decline(
  client: PoolClient,
  rule: LockedRule,
  attempt: AttemptRow,
  intent: Stripe.PaymentIntent | null,
): Promise<void> {
  const failure = failureOf(intent?.last_payment_error);
  await end(client, attempt, { state: 'declined', code: failure.code, at: rule.now });
  const failures = rule.failure_count + 1;
  const next = failure.kind === 'never_retry' ? null : retryAt(failures, rule.now);
  await client.query(
    `UPDATE auto_top_up_rules SET failure_count = least($2, 4), next_try_at = $3, failed_card = $4, updated_at = $5
     WHERE workspace_id = $1`,
    [rule.workspace_id, failures, next, attempt.card_id, rule.now],
  );
  if (next === null) {
    const reason = failure.kind === 'never_retry' ? 'never_retry' : 'declined';
    await pauseRule(client, rule, { reason, attemptId: attempt.id, now: rule.now });
  } else if (failures === 1 && rule.state === 'on') {
    await tell(client, rule, { kind: 'declined', attemptId: attempt.id, until: next });
  }
}
