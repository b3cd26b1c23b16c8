import type Stripe from 'stripe';
import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import { getPool } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { getEnv } from '../env';
import { AppError } from '../errors';
import { isUuid, newId } from '../ids';
import type { ActorKind } from '../ledger/types';
import { reArm } from './auto-top-up/re-arm';
import { type BillingWorkspace, ensureCustomer, findBillingWorkspace } from './customer';
import { asPaymentError, getStripe, idOf, isMissingAtStripe, isStripeError } from './stripe';

/** Metadata key under which Stripe's objects carry the id of a card setup. */
export const SETUP_KEY = 'coffer_card_setup_id';

interface SetupRow {
  workspace_id: string;
  id: string;
  stripe_customer_id: string;
  checkout_session_id: string | null;
  payment_method_id: string | null;
  actor_kind: ActorKind;
  actor_id: string | null;
  settled_at: Date | null;
}

/** What the page after Stripe's shows: the saved card's id, or null when none was saved. */
export interface SettledSetup {
  paymentMethodId: string | null;
}

async function requirePayer(workspaceId: string): Promise<BillingWorkspace> {
  const workspace = await findBillingWorkspace(workspaceId);
  if (!workspace) throw missing();
  if (workspace.status === 'closed') {
    throw new AppError('conflict', { detail: 'This workspace is closed, so no card can be saved for it.' });
  }
  return workspace;
}

/**
 * Opens Stripe's page on which a person saves a card without paying. The setup is committed before Stripe hears of it.
 * `returnPath`: our page to come back to; it gets `setup=<id>`. Answers Stripe's address.
 * Errors: forbidden/not_found, conflict (closed), unavailable (no Stripe key), payment_provider_failed.
 */
export async function startCardSetup(
  actor: Actor,
  { workspaceId, returnPath }: { workspaceId: string; returnPath: string },
): Promise<string> {
  authorize(actor, 'payment_methods:manage', { workspaceId });
  getStripe(); // refuses before anything is written
  const workspace = await requirePayer(workspaceId);
  const id = newId();
  try {
    const customer = await usableCustomer(workspace);
    const by = toLedgerActor(actor, workspaceId);
    await getPool().query(
      `INSERT INTO card_setups (workspace_id, id, stripe_customer_id, actor_kind, actor_id)
       VALUES ($1, $2, $3, $4::actor_kind, $5)`,
      [workspaceId, id, customer, by.kind, by.id],
    );
    const back = `${getEnv().BASE_URL}${returnPath}`;
    const metadata = { [SETUP_KEY]: id };
    const session = await getStripe().checkout.sessions.create(
      {
        mode: 'setup',
        customer,
        allowed_payment_method_types: ['card'],
        client_reference_id: id,
        metadata,
        setup_intent_data: { metadata },
        success_url: `${back}?setup=${id}`,
        cancel_url: back,
      },
      { idempotencyKey: `card-setup:${id}` },
    );
    await getPool().query('UPDATE card_setups SET checkout_session_id = $3 WHERE workspace_id = $1 AND id = $2', [
      workspaceId,
      id,
      session.id,
    ]);
    if (!session.url) throw new AppError('payment_provider_failed', { detail: 'Stripe opened no page. Try again.' });
    return session.url;
  } catch (error) {
    throw isStripeError(error) ? asPaymentError(error) : error;
  }
}

/** The workspace's customer, or a new one where Stripe does not know it any more. */
async function usableCustomer(workspace: BillingWorkspace): Promise<string> {
  const customer = await ensureCustomer(workspace);
  try {
    const found = await getStripe().customers.retrieve(customer);
    return found.deleted ? ensureCustomer(workspace, customer) : customer;
  } catch (error) {
    if (!isMissingAtStripe(error)) throw error;
    return ensureCustomer(workspace, customer);
  }
}

async function findSetup(setupId: string): Promise<SetupRow | null> {
  const { rows } = isUuid(setupId)
    ? await getPool().query<SetupRow>('SELECT * FROM card_setups WHERE id = $1', [setupId])
    : { rows: [] };
  return rows[0] ?? null;
}

/**
 * Asks Stripe what became of a card setup, and makes the saved card the one that pays while nobody is there: once,
 * whichever road leads here (the page after Stripe's, or its event). Then a rule that waits for a card goes on.
 * null: there is no such setup. Errors: Stripe's.
 */
export async function settleCardSetup(setupId: string): Promise<SettledSetup | null> {
  const row = await findSetup(setupId);
  if (!row) return null;
  if (row.settled_at || !row.checkout_session_id) return { paymentMethodId: row.payment_method_id };
  const session = await getStripe().checkout.sessions.retrieve(row.checkout_session_id, { expand: ['setup_intent'] });
  const method = savedBy(session, row);
  if (!method) return { paymentMethodId: null };
  // Stripe first: done twice it is the same, and a setup that is marked has its effect.
  await getStripe().customers.update(row.stripe_customer_id, { invoice_settings: { default_payment_method: method } });
  await inTransaction(async (client) => {
    const { rowCount } = await client.query(
      `UPDATE card_setups SET payment_method_id = $3, settled_at = now()
       WHERE workspace_id = $1 AND id = $2 AND settled_at IS NULL`,
      [row.workspace_id, row.id, method],
    );
    if (rowCount === 0) return;
    await recordAudit(client, {
      workspaceId: row.workspace_id,
      action: 'payment_method.save',
      targetKind: 'payment_method',
      targetId: method,
      actor: { kind: row.actor_kind, id: row.actor_id },
    });
  });
  await reArm(row.workspace_id);
  return { paymentMethodId: method };
}

/** The card that a completed setup saved for this very customer; null: none (yet). */
function savedBy(session: Stripe.Checkout.Session, row: SetupRow): string | null {
  const intent = session.setup_intent;
  if (session.mode !== 'setup' || session.status !== 'complete' || !intent || typeof intent === 'string') return null;
  const isOurs = idOf(session.customer) === row.stripe_customer_id && session.metadata?.[SETUP_KEY] === row.id;
  return isOurs && intent.status === 'succeeded' ? idOf(intent.payment_method) : null;
}

/**
 * The page after Stripe's, for a setup of this workspace. Errors: forbidden/not_found; a Stripe that does not answer is
 * none: the event brings it on.
 */
export async function resumeCardSetup(
  actor: Actor,
  { workspaceId, setupId }: { workspaceId: string; setupId: string },
): Promise<SettledSetup> {
  authorize(actor, 'payment_methods:manage', { workspaceId });
  const row = await findSetup(setupId);
  if (!row || row.workspace_id !== workspaceId) throw missing('card');
  try {
    return (await settleCardSetup(setupId)) ?? { paymentMethodId: null };
  } catch (error) {
    if (!isStripeError(error)) throw error;
    return { paymentMethodId: null };
  }
}

/**
 * Stripe's own page for a customer's cards and receipts. Answers its address, good for minutes.
 * Errors: forbidden/not_found, conflict (nothing was ever bought or saved), unavailable, payment_provider_failed.
 */
export async function openBillingPortal(
  actor: Actor,
  { workspaceId, returnPath }: { workspaceId: string; returnPath: string },
): Promise<string> {
  authorize(actor, 'payment_methods:manage', { workspaceId });
  getStripe();
  const workspace = await requirePayer(workspaceId);
  if (!workspace.stripe_customer_id) {
    throw new AppError('conflict', { detail: 'There is no card to change yet. Save one first.' });
  }
  try {
    const session = await getStripe().billingPortal.sessions.create({
      customer: await usableCustomer(workspace),
      return_url: `${getEnv().BASE_URL}${returnPath}`,
    });
    return session.url;
  } catch (error) {
    throw isStripeError(error) ? asPaymentError(error) : error;
  }
}
