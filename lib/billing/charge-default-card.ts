import type Stripe from 'stripe';
import { v5 } from 'uuid';
import { formatAmount } from '../amount-text';
import { recordAudit } from '../auth/audit';
import { chargeStep, isChargeable } from '../currency';
import { getPool } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { AppError } from '../errors';
import { newId } from '../ids';
import { getLedger } from '../ledger';
import type { GrantView, Idempotency, Scope } from '../ledger/types';
import { PURCHASE_KEY } from './checkout-session';
import { type BillingWorkspace, findBillingWorkspace } from './customer';
import { findDefaultCard } from './default-card';
import { fulfil } from './fulfil';
import { markFailed } from './mark-failed';
import { unitCostNano } from './pricing';
import { findPurchaseRow, type PurchaseRow } from './purchase-row';
import { settleCardCharge } from './settle-card-charge';
import { expectsLivemode, getStripe, isBillingOpen, isRefusedByStripe, isStripeError } from './stripe';
import { toStripeAmount } from './stripe-amount';
import type { PurchaseStatus } from './types';

export interface ChargeInput extends Scope {
  /** What the money buys. */
  creditMicro: bigint;
  /** Minor units of `currency`. */
  amountMinor: bigint;
  /** ISO 4217, lower case. */
  currency: string;
  /** Stands on the grant and at Stripe. */
  description: string | null;
  idempotency?: Idempotency;
  /** The request behind it, for the audit log. */
  call?: { requestId: string; ip: string };
}

export interface ChargedGrant {
  grant: GrantView;
  /** True when the card was charged by an earlier call with the same key. */
  replayed: boolean;
}

/** Makes a purchase's id of a request's key, so that a repeated request is the same purchase. */
const NAMESPACE = 'f5b6d7e4-0f6c-4d0f-9a3e-6f1f6d0c2b11';
const UNIT_COST_NANO_MAX = 9_223_372_036_854_775_807n;
/** Stripe takes at most eight digits. */
const AMOUNT_MINOR_MAX = 99_999_999n;

const NOT_FINAL = 'The charge is not final yet; the credits come by themselves once it is.';
const NO_CARD = 'The customer has no default card, so nothing was charged and nothing was granted.';
/** While the first call may still be waiting for Stripe, what Stripe lists is not what it will say. */
const UNDER_WAY_MS = 120_000;

const refuse = (detail: string): AppError => new AppError('invalid_request', { detail });

/**
 * Charges the workspace's default card at Stripe, and grants credits once the money is there: no charge, no grant. The
 * purchase is committed before Stripe hears of it, so that a lost answer is found again by the sweep.
 * Money: minor units. Errors: invalid_request (no card, card refused, figures nobody can pay), idempotency_key_reused,
 * payment_provider_failed (it is not known yet whether the card was charged).
 */
export async function chargeDefaultCard(input: ChargeInput): Promise<ChargedGrant> {
  checkFigures(input);
  const purchaseId = input.idempotency
    ? v5(`${input.workspaceId} ${input.idempotency.credentialId} ${input.idempotency.key}`, NAMESPACE)
    : newId();
  const earlier = input.idempotency ? await findPurchaseRow(getPool(), purchaseId) : null;
  if (earlier) return repeat(earlier, input);
  const workspace = await requirePayer(input);
  const card = await findDefaultCard(workspace.stripe_customer_id);
  if (!card) throw refuse(NO_CARD);
  const row = await commitPending(purchaseId, workspace.stripe_customer_id, input);
  if (!row) return repeat(await requireRow(purchaseId), input);
  return charge(row, card, input);
}

function checkFigures({ amountMinor, creditMicro, currency, mode }: ChargeInput): void {
  if (!isBillingOpen()) throw refuse('Payments are not set up here, so nothing can be charged.');
  if (mode === 'test' && expectsLivemode()) throw refuse('A test credential cannot charge a real card.');
  if (amountMinor <= 0n || amountMinor > AMOUNT_MINOR_MAX) throw refuse('The amount to charge is too large.');
  if (!isChargeable(amountMinor, currency)) {
    throw refuse(`In ${currency.toUpperCase()}, amounts are multiples of ${chargeStep(currency)} minor units.`);
  }
  if (unitCostNano(amountMinor, creditMicro) > UNIT_COST_NANO_MAX) throw refuse('The price per credit is too high.');
}

type Payer = BillingWorkspace & { stripe_customer_id: string };

async function requirePayer({ workspaceId }: ChargeInput): Promise<Payer> {
  const workspace = await findBillingWorkspace(workspaceId);
  if (!workspace) throw new AppError('not_found', { detail: 'There is no such workspace.' });
  if (workspace.status === 'closed') throw refuse('This customer is closed, so nothing can be charged.');
  if (!workspace.stripe_customer_id) {
    throw refuse(NO_CARD);
  }
  return { ...workspace, stripe_customer_id: workspace.stripe_customer_id };
}

/** The purchase and its trace, or null when another call with the same key has just written it. */
async function commitPending(purchaseId: string, customer: string, input: ChargeInput): Promise<PurchaseRow | null> {
  const { workspaceId, mode, creditMicro, amountMinor, currency, actor } = input;
  return inTransaction(async (client) => {
    const { rows } = await client.query<PurchaseRow>(
      `INSERT INTO purchases (workspace_id, id, mode, credit_micro, price_minor, currency, payment_kind,
         stripe_customer_id, actor_kind, actor_id, next_check_at)
       VALUES ($1, $2, $3::mode, $4, $5, $6, 'card', $7, $8::actor_kind, $9, now() + interval '2 minutes')
       ON CONFLICT DO NOTHING RETURNING *`,
      [workspaceId, purchaseId, mode, creditMicro, amountMinor, currency, customer, actor.kind, actor.id],
    );
    if (!rows[0]) return null;
    await recordAudit(client, {
      workspaceId,
      action: 'purchase.charge',
      targetKind: 'purchase',
      targetId: purchaseId,
      actor,
      reason: input.description,
      after: { amount: formatAmount(creditMicro), priceMinor: amountMinor.toString(), currency },
      requestId: input.call?.requestId,
      ip: input.call?.ip,
    });
    return rows[0];
  });
}

async function requireRow(purchaseId: string): Promise<PurchaseRow> {
  const row = await findPurchaseRow(getPool(), purchaseId);
  if (!row) throw new Error('a purchase that was written can be read');
  return row;
}

/** The same request again: the same answer, or the rest of the work when the first call was cut off. */
async function repeat(row: PurchaseRow, input: ChargeInput): Promise<ChargedGrant> {
  const isSame =
    row.workspace_id === input.workspaceId &&
    row.credit_micro === input.creditMicro &&
    row.price_minor === input.amountMinor &&
    row.currency === input.currency;
  if (!isSame) {
    throw new AppError('idempotency_key_reused', {
      detail: 'This Idempotency-Key was used for another charge. Use a new key for a new request.',
    });
  }
  const isUnderWay = Date.now() - row.created_at.getTime() < UNDER_WAY_MS;
  const status = isUnderWay ? row.status : await lookUp(row);
  if (status !== 'pending' || !row.stripe_customer_id) return repeated(row, status);
  const card = await findDefaultCard(row.stripe_customer_id);
  if (card) return { ...(await charge(row, card, input)), replayed: true };
  const found = await lookUp(row);
  if (found === 'pending') throw refuse(NO_CARD);
  return repeated(row, found);
}

/** The answer to a repetition of a charge that is decided, or not in our hands. */
async function repeated(row: PurchaseRow, status: PurchaseStatus): Promise<ChargedGrant> {
  if (status === 'paid') return { grant: await grantOf(row), replayed: true };
  if (['pending', 'processing', 'review'].includes(status)) throw undecided(NOT_FINAL);
  throw refuse('This charge was refused before. Use a new Idempotency-Key to try again.');
}

/**
 * What became of a charge whose answer was lost, as Stripe knows it. It is asked before it is asked for money again: it
 * keeps idempotency keys for a day only, and the card that paid may not be the default any more.
 */
async function lookUp(row: PurchaseRow): Promise<PurchaseStatus> {
  if (row.status !== 'pending') return row.status;
  try {
    return (await fulfil(row.id, 'return')).status;
  } catch (error) {
    throw isStripeError(error) ? notKnownYet(error) : error;
  }
}

async function charge(row: PurchaseRow, card: string, input: ChargeInput): Promise<ChargedGrant> {
  let intent: Stripe.PaymentIntent;
  try {
    intent = await getStripe().paymentIntents.create(
      {
        amount: toStripeAmount(row.price_minor),
        currency: row.currency,
        customer: row.stripe_customer_id ?? '',
        payment_method: card,
        off_session: true,
        confirm: true,
        expand: ['latest_charge'],
        metadata: { [PURCHASE_KEY]: row.id },
        ...(input.description && { description: input.description }),
      },
      { idempotencyKey: `charge:${row.id}` },
    );
  } catch (error) {
    if (isOtherCharge(error)) return repeated(row, await lookUp(row));
    throw await refusalOf(row, error);
  }
  const { status } = await settleCardCharge(row.id, intent, 'return');
  if (status === 'paid') return { grant: await grantOf(row), replayed: false };
  if (status === 'processing' || status === 'review') throw undecided(NOT_FINAL);
  throw refuse('The card did not pay without its owner, so nothing was granted.');
}

/** Stripe knows the charge's key with other parameters: the default card is another one by now. */
const isOtherCharge = (error: unknown): boolean =>
  isStripeError(error) && error.type === 'StripeIdempotencyError' && error.statusCode === 400;

/** What the caller is told of a charge that Stripe did not make; the purchase is ended where that is certain. */
async function refusalOf(row: PurchaseRow, error: unknown): Promise<unknown> {
  if (!isStripeError(error)) return error;
  if (error.type === 'StripeCardError' || isRefusedByStripe(error)) {
    const { payment_intent: refused } = error as { payment_intent?: { id: string } };
    await inTransaction((client) => markFailed(client, row, refused?.id ?? null));
    return refuse(`The charge was refused: ${error.message} Nothing was granted.`);
  }
  return notKnownYet(error);
}

/** Neither "paid" nor "nothing was granted" would be true. */
const undecided = (detail: string, cause?: unknown): AppError =>
  new AppError('payment_provider_failed', { detail, retryAfterSeconds: 5, cause });

const notKnownYet = (cause: unknown): AppError =>
  undecided(
    'It is not known yet whether the card was charged. If it was, the credits come by themselves; ' +
      'repeating the request with the same Idempotency-Key charges nothing twice.',
    cause,
  );

async function grantOf({ workspace_id, mode, id }: PurchaseRow): Promise<GrantView> {
  const { items } = await getLedger().listGrants({
    workspaceId: workspace_id,
    mode,
    purchaseId: id,
    sources: ['purchase'],
  });
  const [grant] = items;
  if (!grant) throw new Error('a paid purchase has its grant');
  return grant;
}
