import type { Actor } from '../auth/actor';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import { getPool } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { getEnv } from '../env';
import { AppError } from '../errors';
import { isUuid, newId } from '../ids';
import { checkoutParams, findSession, returnUrls } from './checkout-session';
import { type BillingWorkspace, ensureCustomer, findBillingWorkspace } from './customer';
import { withFee } from './fee';
import { fulfil } from './fulfil';
import { markFailed } from './mark-failed';
import { findCreditPrice, findPack } from './packs';
import { quoteOwnAmount, quotePack } from './pricing';
import { findPurchaseRow, type PurchaseRow } from './purchase-row';
import { asPaymentError, getStripe, isMissingAtStripe, isRefusedByStripe, isStripeError } from './stripe';
import type { PurchaseItem, Quote, StartedPurchase, StartPurchaseInput } from './types';

/** More unpaid checkouts than this in an hour are not a customer who wants to buy: somebody tries cards. */
const OPEN_PURCHASES_PER_HOUR = 30;

/**
 * Begins a purchase: commits it as pending with figures computed here, then opens Stripe's checkout for it.
 * Money: minor units. Repeating a `purchaseId` opens the same checkout again.
 * Errors: forbidden/not_found (policy), validation_failed (unknown pack, amount outside the limits), conflict (workspace
 * closed, or the id belongs to something else), rate_limited, unavailable (no Stripe key), payment_provider_failed.
 */
export async function startPurchase(actor: Actor, input: StartPurchaseInput): Promise<StartedPurchase> {
  // A key only makes the link; who opens it decides and pays.
  const operation = actor.kind === 'api_key' ? 'purchases:create_link' : 'purchases:create';
  authorize(actor, operation, { workspaceId: input.workspaceId });
  const workspace = await requireBuyer(input.workspaceId);
  const row = await commitPending(actor, workspace, input);
  if (row.status !== 'pending') {
    return { purchaseId: row.id, checkoutUrl: returnUrls(workspace.slug, row.id).success };
  }
  return openCheckout(row, workspace);
}

/** The workspace that buys. Errors: not_found, conflict (closed), unavailable (no Stripe key). */
export async function requireBuyer(workspaceId: string): Promise<BillingWorkspace> {
  getStripe(); // refuses before anything is written
  const workspace = await findBillingWorkspace(workspaceId);
  if (!workspace) throw missing();
  if (workspace.status === 'closed') {
    throw new AppError('conflict', { detail: 'This workspace is closed, so nothing can be bought for it.' });
  }
  return workspace;
}

async function quoteItem(item: PurchaseItem): Promise<Quote> {
  if ('packId' in item) {
    const pack = await findPack(item.packId, item.currency);
    if (pack) return withFee(quotePack(pack));
    throw new AppError('validation_failed', {
      detail: 'This pack is no longer for sale. Choose another.',
      fields: [{ path: ['packId'], message: 'is not for sale' }],
    });
  }
  const price = await findCreditPrice(item.currency);
  if (price) return withFee(quoteOwnAmount(price, item.priceMinor));
  throw new AppError('validation_failed', {
    detail: 'Amounts of your own are not sold in this currency. Choose a pack.',
    fields: [{ path: ['currency'], message: 'is not sold in own amounts' }],
  });
}

async function refuseFlood(workspaceId: string): Promise<void> {
  const { rows } = await getPool().query<{ open: bigint }>(
    `SELECT count(*) AS open FROM purchases
     WHERE workspace_id = $1 AND created_at > now() - interval '1 hour' AND status NOT IN ('paid', 'processing')`,
    [workspaceId],
  );
  if ((rows[0]?.open ?? 0n) < BigInt(OPEN_PURCHASES_PER_HOUR)) return;
  throw new AppError('rate_limited', {
    detail: 'Too many checkouts were opened and not paid within the last hour. Pay an open one, or wait.',
    retryAfterSeconds: 600,
  });
}

/** The card that is to be charged, of this customer of Stripe's. */
export interface ChosenCard {
  id: string;
  customerId: string;
}

/** Writes the purchase, or finds the one that an earlier try with the same id wrote. */
export async function commitPending(
  actor: Actor,
  workspace: BillingWorkspace,
  { item, purchaseId = newId() }: StartPurchaseInput,
  card: ChosenCard | null = null,
): Promise<PurchaseRow> {
  const earlier = await findPurchaseRow(getPool(), purchaseId);
  if (earlier) return sameOrConflict(earlier, workspace, item, card);
  const quote = await quoteItem(item);
  await refuseFlood(workspace.id);
  const { kind, id } = toLedgerActor(actor, workspace.id);
  const { rows } = await getPool().query<PurchaseRow>(
    `INSERT INTO purchases (workspace_id, id, pack_id, credit_micro, bonus_micro, price_minor, fee_minor, currency,
       valid_days, bonus_valid_days, actor_kind, actor_id, collects_tax, payment_kind, card_id, stripe_customer_id,
       next_check_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::actor_kind, $12, $13, $14, $15, $16, now() + interval '2 minutes')
     ON CONFLICT DO NOTHING RETURNING *`,
    [
      workspace.id,
      purchaseId,
      quote.packId,
      quote.creditMicro,
      quote.bonusMicro,
      quote.priceMinor,
      quote.feeMinor,
      quote.currency,
      quote.validDays,
      quote.bonusValidDays,
      kind,
      id,
      getEnv().STRIPE_TAX,
      card ? 'card' : 'checkout',
      card?.id ?? null,
      card?.customerId ?? null,
    ],
  );
  if (rows[0]) return rows[0];
  const winner = await findPurchaseRow(getPool(), purchaseId);
  if (!winner) throw new AppError('conflict', { detail: 'The purchase could not be begun. Try again.' });
  return sameOrConflict(winner, workspace, item, card);
}

/** An id may be repeated for the same thing only. A foreign workspace's purchase looks like any other clash. */
function sameOrConflict(
  row: PurchaseRow,
  workspace: BillingWorkspace,
  item: PurchaseItem,
  card: ChosenCard | null,
): PurchaseRow {
  const isSame =
    row.workspace_id === workspace.id &&
    row.card_id === (card?.id ?? null) &&
    ('packId' in item
      ? row.pack_id === item.packId && (item.currency ?? row.currency) === row.currency
      : row.pack_id === null && row.price_minor === item.priceMinor && row.currency === item.currency);
  if (isSame) return row;
  throw new AppError('conflict', { detail: 'This purchase was already begun for something else. Start again.' });
}

/**
 * Stripe's page for a pending purchase. A lost answer leaves the row pending: the same call again, or the sweep, finds
 * the session by the idempotency key or by our id.
 */
async function openCheckout(row: PurchaseRow, workspace: BillingWorkspace): Promise<StartedPurchase> {
  if (row.checkout_url) return { purchaseId: row.id, checkoutUrl: row.checkout_url };
  try {
    const earlier = row.stripe_customer_id ? await findSession(row) : null;
    const session = earlier ?? (await createSession(row, workspace));
    if (!session.url) {
      // It was completed or has expired meanwhile: our own page says which.
      await fulfil(row.id, 'return');
      return { purchaseId: row.id, checkoutUrl: returnUrls(workspace.slug, row.id).success };
    }
    await keepSession(row, session.id, session.url);
    return { purchaseId: row.id, checkoutUrl: session.url };
  } catch (error) {
    if (isRefusedByStripe(error)) await inTransaction((client) => markFailed(client, row));
    throw isStripeError(error) ? asPaymentError(error) : error;
  }
}

async function createSession(row: PurchaseRow, workspace: BillingWorkspace) {
  const create = async (customer: string, idempotencyKey: string) => {
    // Committed first: a sweep looks among this customer's sessions when our answer gets lost.
    await getPool().query('UPDATE purchases SET stripe_customer_id = $3 WHERE workspace_id = $1 AND id = $2', [
      row.workspace_id,
      row.id,
      customer,
    ]);
    return getStripe().checkout.sessions.create(checkoutParams(row, customer, workspace.slug), { idempotencyKey });
  };
  const customer = await ensureCustomer(workspace);
  try {
    return await create(customer, `purchase:${row.id}`);
  } catch (error) {
    const isCustomerGone = isMissingAtStripe(error) && (error as { param?: string }).param === 'customer';
    if (!isCustomerGone) throw error;
    const successor = await ensureCustomer(workspace, customer);
    return create(successor, `purchase:${row.id}:${successor}`);
  }
}

const keepSession = (row: PurchaseRow, sessionId: string, url: string) =>
  getPool().query(
    `UPDATE purchases SET checkout_session_id = $3, checkout_url = $4, updated_at = now()
     WHERE workspace_id = $1 AND id = $2 AND (checkout_session_id IS NULL OR checkout_session_id = $3)`,
    [row.workspace_id, row.id, sessionId, url],
  );

/**
 * Gives up an unpaid purchase: closes Stripe's page, so that a forgotten tab cannot pay it. What is paid or on its way
 * stays as it is. Errors: forbidden/not_found (policy, or no such purchase here), payment_provider_failed.
 */
export async function cancelPurchase(actor: Actor, input: { workspaceId: string; purchaseId: string }): Promise<void> {
  authorize(actor, 'purchases:create', { workspaceId: input.workspaceId });
  const row = isUuid(input.purchaseId) ? await findPurchaseRow(getPool(), input.purchaseId) : null;
  if (!row || row.workspace_id !== input.workspaceId) throw missing('purchase');
  if (row.status !== 'pending' || row.payment_kind !== 'checkout' || !row.checkout_session_id) return;
  try {
    await getStripe().checkout.sessions.expire(row.checkout_session_id);
  } catch (error) {
    if (!isRefusedByStripe(error)) throw asPaymentError(error);
    await fulfil(row.id, 'return'); // no longer open: Stripe says what it is
    return;
  }
  await getPool().query(
    `UPDATE purchases SET status = 'canceled', updated_at = now()
     WHERE workspace_id = $1 AND id = $2 AND status IN ('pending', 'expired')`,
    [row.workspace_id, row.id],
  );
}
