import { type Method, newPaymentIntent, settleIntent, tryToPay } from '../resources/payments';
import type { Sandbox } from '../sandbox';
import type { SessionRecord } from '../state';

/** The address to go to after paying, with the session's id where the caller asked for it. */
export const successUrl = ({ session }: SessionRecord): string =>
  (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id);

/** Pays a session as its customer would. A refused card leaves it open, with the reason on the page. */
export function paySession(sandbox: Sandbox, record: SessionRecord, method: Method): { isComplete: boolean } {
  const { session } = record;
  const intent =
    sandbox.data.paymentIntents.get(String(session.payment_intent)) ??
    newPaymentIntent(sandbox, session, record.paymentMetadata);
  session.payment_intent = intent.id;
  const decline = tryToPay(sandbox, intent, method);
  record.lastError = decline?.message ?? null;
  sandbox.state.changed();
  if (decline) return { isComplete: false };
  session.status = 'complete';
  session.payment_status = intent.status === 'succeeded' ? 'paid' : 'unpaid';
  session.url = null;
  sandbox.emit('checkout.session.completed', session);
  return { isComplete: true };
}

/** The bank's answer to a delayed payment of a session. False: there is nothing to settle. */
export function settleSession(sandbox: Sandbox, { session }: SessionRecord, isPaid: boolean): boolean {
  const intent = sandbox.data.paymentIntents.get(String(session.payment_intent));
  if (intent?.status !== 'processing') return false;
  settleIntent(sandbox, intent, isPaid);
  if (isPaid) session.payment_status = 'paid';
  sandbox.emit(isPaid ? 'checkout.session.async_payment_succeeded' : 'checkout.session.async_payment_failed', session);
  return true;
}
