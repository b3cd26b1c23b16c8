import { getPool, type PoolClient } from '../../db/pool';
import { inTransaction } from '../../db/transaction';
import { newId } from '../../ids';
import { findBillingWorkspace } from '../customer';
import { findSavedCard, type SavedCard } from '../saved-cards';
import { isBillingOpen } from '../stripe';
import type { Quote } from '../types';
import { cardLabelOf } from './card-label';
import { chargeAttempt } from './charge';
import { billingClock } from './clock';
import { givesLess, judge, type Standing } from './decide';
import { itemOf, quoteItem } from './item';
import { pauseRule } from './pause';
import { type AttemptRow, type Cause, findInFlight, findRule, lockRule, type RuleRow } from './rows';
import { readStanding } from './standing';
import { tell } from './tell';

export type Outcome = 'nothing' | 'began' | 'limited' | 'paused';

interface Offer {
  quote: Quote | null;
  customerId: string | null;
  card: SavedCard | null;
}

/**
 * Looks whether a workspace's rule asks for a purchase now, and if so makes one: the attempt and its purchase are
 * committed before Stripe hears of them. Called as often as anybody likes, by several processes at once: the rule's lock
 * lets one decide at a time, and a unique index lets one attempt be in flight.
 * Errors: whatever Stripe (asked for the saved card) or the database say; nothing was begun then.
 */
export async function evaluate(workspaceId: string, cause: Cause): Promise<Outcome> {
  if (!isBillingOpen() || !(await isWorthwhile(workspaceId))) return 'nothing';
  const rule = await findRule(getPool(), workspaceId);
  if (!rule) return 'nothing';
  const offer = await readOffer(rule);
  const begun = await inTransaction((client) => begin(client, rule, offer, cause));
  if (begun.attempt) await chargeAttempt(begun.attempt);
  return begun.outcome;
}

/** Without a lock and without Stripe: most looks end here. */
async function isWorthwhile(workspaceId: string): Promise<boolean> {
  const rule = await findRule(getPool(), workspaceId);
  if (rule?.state !== 'on' || (await findInFlight(getPool(), workspaceId))) return false;
  const now = billingClock().clock?.now() ?? new Date();
  // What needs Stripe is taken as given here.
  const standing = await readStanding(getPool(), rule, {
    now,
    totalMinor: rule.attempt_cap_minor,
    givesLess: false,
    hasCard: true,
  });
  return judge({ ...standing, spent: { dayMinor: 0n, monthMinor: 0n } }).do === 'buy';
}

async function readOffer(rule: RuleRow): Promise<Offer> {
  const workspace = await findBillingWorkspace(rule.workspace_id);
  const customerId = workspace?.stripe_customer_id ?? null;
  const [quote, card] = await Promise.all([
    quoteItem(itemOf(rule), rule.currency),
    customerId ? findSavedCard(customerId) : null,
  ]);
  return { quote, customerId, card };
}

interface Begun {
  outcome: Outcome;
  attempt: AttemptRow | null;
}

const ended = (outcome: Outcome): Begun => ({ outcome, attempt: null });

/** Decides once more, under the rule's lock, and writes what follows. `seen`: what the offer was read for. */
async function begin(
  client: PoolClient,
  seen: RuleRow,
  { quote, customerId, card }: Offer,
  cause: Cause,
): Promise<Begun> {
  const rule = await lockRule(client, seen.workspace_id);
  if (!rule || (await findInFlight(client, rule.workspace_id))) return ended('nothing');
  // Agreed to anew meanwhile: what was read is held against other terms. The sweep looks again.
  if (rule.consent_at.getTime() !== seen.consent_at.getTime()) return ended('nothing');
  const standing = await readStanding(client, rule, {
    now: rule.now,
    totalMinor: quote?.totalMinor ?? null,
    givesLess: quote !== null && givesLess(rule, quote),
    hasCard: card !== null,
  });
  const verdict = judge(standing);
  switch (verdict.do) {
    case 'nothing':
      return ended('nothing');
    case 'pause':
      await pauseRule(client, rule, { reason: verdict.reason, attemptId: null, now: rule.now });
      return ended('paused');
    case 'wait':
      await wait(client, rule, verdict.until);
      return ended('limited');
    case 'buy': {
      if (!quote || !customerId || !card) throw new Error('what is bought has a price and a card');
      const attempt = await insert(client, standing, { quote, customerId, card }, cause);
      return attempt ? { outcome: 'began', attempt } : ended('nothing');
    }
  }
}

/** A cap is used up: nothing is tried before the day or month is over, and that is told once. */
async function wait(client: PoolClient, rule: RuleRow & { now: Date }, until: Date): Promise<void> {
  await client.query(
    `UPDATE auto_top_up_rules SET next_try_at = $2, limited_until = $2, updated_at = $3 WHERE workspace_id = $1`,
    [rule.workspace_id, until, rule.now],
  );
  const isNews = rule.limited_until === null || rule.limited_until < until;
  if (isNews) await tell(client, rule, { kind: 'limited', until });
}

/** The attempt, or null when another one is in flight after all. Its purchase is the one that `fulfil` knows. */
async function insert(
  client: PoolClient,
  { rule, now, availableMicro, arrivingMicro }: Standing,
  { quote, customerId, card }: { quote: Quote; customerId: string; card: SavedCard },
  cause: Cause,
): Promise<AttemptRow | null> {
  const purchaseId = newId();
  await client.query(
    `INSERT INTO purchases (workspace_id, id, pack_id, credit_micro, bonus_micro, price_minor, fee_minor, currency,
       valid_days, bonus_valid_days, payment_kind, stripe_customer_id, actor_kind, actor_id, next_check_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'card', $11, 'job', NULL, now() + interval '2 minutes')`,
    [
      rule.workspace_id,
      purchaseId,
      quote.packId,
      quote.creditMicro,
      quote.bonusMicro,
      quote.priceMinor,
      quote.feeMinor,
      quote.currency,
      quote.validDays,
      quote.bonusValidDays,
      customerId,
    ],
  );
  const { rows } = await client.query<AttemptRow>(
    `INSERT INTO auto_top_up_attempts (workspace_id, id, purchase_id, cause, threshold_micro, available_micro,
       arriving_micro, total_minor, currency, card_id, card_label, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (workspace_id) WHERE state IN ('running', 'authentication') DO NOTHING RETURNING *`,
    [
      rule.workspace_id,
      newId(),
      purchaseId,
      cause,
      rule.threshold_micro,
      availableMicro,
      arrivingMicro,
      quote.totalMinor,
      quote.currency,
      card.id,
      cardLabelOf(card),
      now,
    ],
  );
  const attempt = rows[0] ?? null;
  // The purchase was written first because the attempt names it; without an attempt it must not stand.
  if (!attempt) await client.query('DELETE FROM purchases WHERE id = $1', [purchaseId]);
  return attempt;
}
