import { progressOf, sessionOfIntent, successUrl } from '../checkout/actions';
import { formatMoney, html, page } from '../checkout/html';
import { finishAuthentication } from '../resources/payments';
import { finishSetupAuthentication } from '../resources/setup-intents';
import type { Sandbox } from '../sandbox';
import type { Reply } from '../wire/page';
import { goTo, notFound, shown } from '../wire/page';

const question = (what: string): string =>
  page(
    'Your bank asks',
    html`<div class="card"><h1>Is it you?</h1>
<p>${what} Your bank wants to be sure that it is you. In this sandbox you are the bank, too.</p>
<form method="post">
<button class="primary" name="action" value="complete">Complete authentication</button>
<div class="others"><button name="action" value="fail">Fail authentication</button></div>
</form></div>`,
  );

const answered = (): string =>
  page('Nothing to confirm', html`<div class="card"><h1>Nothing to confirm</h1><p>This was answered before.</p></div>`);

type Waiting = { id: string; status: string; client_secret: string | null; next_action: { type: string } | null };

/** Back to the caller's address with what it needs to look the result up, as Stripe adds it. */
function backTo(returnUrl: string, kind: 'payment_intent' | 'setup_intent', intent: Waiting, isDone: boolean): string {
  const url = new URL(returnUrl);
  url.searchParams.set(kind, intent.id);
  url.searchParams.set(`${kind}_client_secret`, intent.client_secret ?? '');
  url.searchParams.set('redirect_status', isDone ? 'succeeded' : 'failed');
  return url.toString();
}

const returnUrlOf = (action: unknown): string | null =>
  (action as { redirect_to_url?: { return_url: string | null } } | null)?.redirect_to_url?.return_url ?? null;

/** The page of the cardholder's bank, for payments (`pi_…`) and for cards to be saved (`seti_…`). */
export function authenticatePage(sandbox: Sandbox, method: string, id: string, form: URLSearchParams): Reply {
  const payment = sandbox.data.paymentIntents.get(id);
  const setup = sandbox.data.setupIntents.get(id);
  const intent: Waiting | undefined = payment ?? setup;
  if (!intent) return notFound();
  if (intent.status !== 'requires_action') return shown(answered());
  if (method !== 'POST') {
    return shown(
      question(payment ? `You pay ${formatMoney(payment.amount, payment.currency)}.` : 'You save a card for later.'),
    );
  }
  const returnUrl = returnUrlOf(intent.next_action);
  const isSeen = form.get('action') === 'complete';
  const decline = payment
    ? finishAuthentication(sandbox, payment, isSeen)
    : setup
      ? finishSetupAuthentication(sandbox, setup, isSeen)
      : null;
  const record = sessionOfIntent(sandbox, id);
  if (record) {
    const progress = progressOf(sandbox, record, intent, decline);
    return goTo(progress === 'complete' ? successUrl(record) : `/c/pay/${record.session.id}`);
  }
  if (returnUrl === null) return shown(answered());
  return goTo(backTo(returnUrl, payment ? 'payment_intent' : 'setup_intent', intent, decline === null));
}
