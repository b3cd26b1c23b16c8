import type Stripe from 'stripe';
import type { Card, Decline } from '../cards';
import { invoiceSession } from '../resources/invoices';
import { type DebitKind, newCardMethod, newDebitMethod } from '../resources/payment-methods';
import { newPaymentIntent, settleIntent, tryToPay } from '../resources/payments';
import { newSetupIntent, tryToSetUp } from '../resources/setup-intents';
import type { Sandbox } from '../sandbox';
import type { SessionRecord } from '../state';
import { keepBuyer, redeem } from './buyer';

/** What the customer chose on the page: a card answers at once, a bank debit days later. */
export type Choice = { card: Card; isSaved?: boolean } | { debit: DebitKind; last4?: string | undefined };

/** The address to go to after paying, with the session's id where the caller asked for it. */
export const successUrl = ({ session }: SessionRecord): string =>
  (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id);

/** Where a session stands after a try: done, to be tried again, or waiting for the bank to see the owner. */
export type Progress = 'complete' | 'open' | { authenticate: string };

/** Who pays, as the page knows it; Stripe keeps it on the method. */
const billingOf = ({ session: { customer_details: details, customer_email: email }, buyer }: SessionRecord) => ({
  address: details?.address ?? null,
  email: details?.email ?? email,
  name: buyer?.name ?? details?.name ?? null,
});

const methodOf = (sandbox: Sandbox, record: SessionRecord, choice: Choice): Stripe.PaymentMethod =>
  'card' in choice
    ? newCardMethod(sandbox, choice.card, billingOf(record))
    : newDebitMethod(sandbox, choice.debit, choice.last4, billingOf(record));

function intentOf(sandbox: Sandbox, record: SessionRecord): Stripe.PaymentIntent {
  const { session } = record;
  const earlier = sandbox.data.paymentIntents.get(String(session.payment_intent));
  if (earlier) {
    earlier.amount = session.amount_total ?? 0; // a code may have been entered since
    return earlier;
  }
  const intent = newPaymentIntent(sandbox, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    customer: typeof session.customer === 'string' ? session.customer : null,
    paymentMethodTypes: session.payment_method_types,
    metadata: record.paymentMetadata,
    ...record.paymentData,
  });
  session.payment_intent = intent.id;
  return intent;
}

/** Ends a session whose payment or set-up went well. */
export function completeSession(sandbox: Sandbox, record: SessionRecord): void {
  const { session } = record;
  const intent = sandbox.data.paymentIntents.get(String(session.payment_intent));
  keepBuyer(sandbox, record);
  redeem(sandbox, record);
  session.status = 'complete';
  if (intent) session.payment_status = intent.status === 'succeeded' ? 'paid' : 'unpaid';
  session.url = null;
  record.lastError = null;
  if (session.payment_status === 'paid') invoiceSession(sandbox, record);
  sandbox.emit('checkout.session.completed', session);
}

/** What a try left behind, told to the page. */
export function progressOf(
  sandbox: Sandbox,
  record: SessionRecord,
  intent: { id: string; status: string },
  decline: Decline | null,
): Progress {
  record.lastError = decline?.message ?? null;
  sandbox.state.changed();
  if (decline) return 'open';
  if (intent.status === 'requires_action') return { authenticate: intent.id };
  completeSession(sandbox, record);
  return 'complete';
}

/** Pays a session as its customer would, or saves the card. A refused card leaves it open, with the reason on the page. */
export function paySession(sandbox: Sandbox, record: SessionRecord, choice: Choice): Progress {
  const method = methodOf(sandbox, record, choice);
  if (record.session.mode === 'setup') {
    const intent = sandbox.data.setupIntents.get(String(record.session.setup_intent));
    if (!intent) throw new Error(`session ${record.session.id} has no set-up`);
    return progressOf(sandbox, record, intent, tryToSetUp(sandbox, intent, { method }));
  }
  const intent = intentOf(sandbox, record);
  // A tick on the page saves the card for payments with its owner there; more is for the shop to ask for.
  if ('card' in choice && choice.isSaved && !intent.setup_future_usage) intent.setup_future_usage = 'on_session';
  return progressOf(sandbox, record, intent, tryToPay(sandbox, intent, { method }));
}

/** The set-up that a session in that mode has from its beginning. */
export const setupOf = (sandbox: Sandbox, session: Stripe.Checkout.Session, metadata: Record<string, string>) =>
  newSetupIntent(sandbox, { customer: typeof session.customer === 'string' ? session.customer : null, metadata });

/** The session that an intent belongs to; null: it is none of a session's. */
export function sessionOfIntent(sandbox: Sandbox, intentId: string): SessionRecord | null {
  for (const record of sandbox.data.sessions.values()) {
    if (record.session.payment_intent === intentId || record.session.setup_intent === intentId) return record;
  }
  return null;
}

/** The bank's answer to a delayed payment of a session. False: there is nothing to settle. */
export function settleSession(sandbox: Sandbox, record: SessionRecord, isPaid: boolean): boolean {
  const { session } = record;
  const intent = sandbox.data.paymentIntents.get(String(session.payment_intent));
  if (intent?.status !== 'processing') return false;
  settleIntent(sandbox, intent, isPaid);
  if (isPaid) {
    session.payment_status = 'paid';
    invoiceSession(sandbox, record);
  }
  sandbox.emit(isPaid ? 'checkout.session.async_payment_succeeded' : 'checkout.session.async_payment_failed', session);
  return true;
}
