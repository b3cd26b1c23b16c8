import type Stripe from 'stripe';
import { findCard } from '../cards';
import { html, page } from '../checkout/html';
import { detach, newCardMethod } from '../resources/payment-methods';
import { newSetupIntent, tryToSetUp } from '../resources/setup-intents';
import type { Sandbox } from '../sandbox';
import { goTo, notFound, type Reply, shown } from '../wire/page';

const HOUR_SECONDS = 3_600;
/** Stripe ends a portal session that nobody used for an hour. */
const LIVES_SECONDS = HOUR_SECONDS;

function ownerOf(sandbox: Sandbox, session: Stripe.BillingPortal.Session): Stripe.Customer | null {
  const customer = sandbox.data.customers.get(session.customer);
  return customer && !customer.deleted ? customer : null;
}

const cardsOf = (sandbox: Sandbox, customer: string): Stripe.PaymentMethod[] =>
  [...sandbox.data.paymentMethods.values()].filter((method) => method.customer === customer && method.card);

const nameOf = ({ card }: Stripe.PaymentMethod): string =>
  `${card?.brand ?? 'card'} ending in ${card?.last4 ?? '0000'}`;

function cardRow(method: Stripe.PaymentMethod, isDefault: boolean) {
  return html`<tr><td>${nameOf(method)}${isDefault && ' (default)'}<br>
<span class="muted">expires ${method.card?.exp_month ?? ''}/${method.card?.exp_year ?? ''}</span></td>
<td><form method="post" class="row"><input type="hidden" name="method" value="${method.id}">
${!isDefault && html`<button name="action" value="default" aria-label="Make ${nameOf(method)} the default">Make default</button>`}
<button name="action" value="remove" aria-label="Remove ${nameOf(method)}">Remove</button></form></td></tr>`;
}

const addForm = html`<h2>Add a card</h2><form method="post">
<label for="card">Card number</label>
<input id="card" name="card" value="4242 4242 4242 4242" inputmode="numeric" autocomplete="off" aria-describedby="card-hint">
<p id="card-hint" class="muted" style="margin:.25rem 0 0">A test card. Real cards are not taken here.</p>
<button class="primary" name="action" value="add">Add card</button></form>`;

function home(
  sandbox: Sandbox,
  session: Stripe.BillingPortal.Session,
  customer: Stripe.Customer,
  error: string | null,
) {
  const cards = session.flow ? [] : cardsOf(sandbox, customer.id);
  return page(
    'Cards',
    html`<div class="card"><h1>${session.flow ? 'A new card' : 'Your cards'}</h1>
${error && html`<p class="error" role="alert">${error}</p>`}
${!session.flow && cards.length === 0 && html`<p>No card is saved.</p>`}
${
  cards.length > 0 &&
  html`<table><caption class="muted" style="text-align:left">Saved cards</caption>
<thead><tr><th scope="col">Card</th><th scope="col">Do</th></tr></thead>
<tbody>${cards.map((method) => cardRow(method, customer.invoice_settings.default_payment_method === method.id))}</tbody></table>`
}
${addForm}
${session.return_url && html`<p><a href="${session.return_url}">Back to the shop</a></p>`}</div>`,
  );
}

const ended = (): string =>
  page('Ended', html`<div class="card"><h1>This page has ended</h1><p>Open it again from where you came.</p></div>`);

function makeDefault(sandbox: Sandbox, customer: Stripe.Customer, method: string): void {
  const before = customer.invoice_settings.default_payment_method;
  if (before === method) return;
  customer.invoice_settings.default_payment_method = method;
  sandbox.emit('customer.updated', customer, { invoice_settings: { default_payment_method: before } });
}

/** Where a finished flow leads. */
function afterFlow(session: Stripe.BillingPortal.Session): string {
  const after = session.flow?.after_completion;
  const home = `/p/session/${session.id}`;
  if (after?.type === 'redirect') return after.redirect?.return_url ?? home;
  return home;
}

/** Books what a finished set-up means: the first card, and one asked for by a flow, is the default from now on. */
function settle(
  sandbox: Sandbox,
  session: Stripe.BillingPortal.Session,
  customer: Stripe.Customer,
  method: string,
): string {
  if (session.flow || customer.invoice_settings.default_payment_method === null) makeDefault(sandbox, customer, method);
  const next = afterFlow(session);
  session.flow = null;
  sandbox.state.changed();
  return next;
}

function add(sandbox: Sandbox, session: Stripe.BillingPortal.Session, customer: Stripe.Customer, typed: string): Reply {
  const card = findCard(typed);
  if (!card) return shown(home(sandbox, session, customer, 'Only Stripe’s test cards work here.'));
  const method = newCardMethod(sandbox, card, { email: customer.email });
  const intent = newSetupIntent(sandbox, { customer: customer.id });
  const returnUrl = `${sandbox.publicUrl}/p/session/${session.id}`;
  const refusal = tryToSetUp(sandbox, intent, { method, returnUrl });
  if (refusal) return shown(home(sandbox, session, customer, `${refusal.message} Try another card.`));
  if (intent.status === 'requires_action') return goTo(`/authenticate/${intent.id}`);
  return goTo(settle(sandbox, session, customer, method.id));
}

/** Coming back from the bank: Stripe's own redirect names the set-up. */
function comeBack(
  sandbox: Sandbox,
  session: Stripe.BillingPortal.Session,
  customer: Stripe.Customer,
  query: URLSearchParams,
): Reply {
  const intent = sandbox.data.setupIntents.get(query.get('setup_intent') ?? '');
  if (!intent || intent.customer !== customer.id) return goTo(`/p/session/${session.id}`);
  if (intent.status !== 'succeeded') {
    return shown(home(sandbox, session, customer, 'Your bank did not recognise you. Try another card.'));
  }
  return goTo(settle(sandbox, session, customer, String(intent.payment_method)));
}

function act(
  sandbox: Sandbox,
  session: Stripe.BillingPortal.Session,
  customer: Stripe.Customer,
  form: URLSearchParams,
): Reply {
  const action = form.get('action');
  if (action === 'add') return add(sandbox, session, customer, form.get('card') ?? '');
  const method = sandbox.data.paymentMethods.get(form.get('method') ?? '');
  if (method?.customer !== customer.id) return shown(home(sandbox, session, customer, 'That card is gone already.'));
  if (action === 'default') makeDefault(sandbox, customer, method.id);
  if (action === 'remove') detach(sandbox, method);
  return goTo(`/p/session/${session.id}`);
}

export interface PageRequest {
  method: string;
  id: string;
  query: URLSearchParams;
  form: URLSearchParams;
}

/** The hosted page on which a customer looks after the saved cards. */
export function portalPage(sandbox: Sandbox, { method, id, query, form }: PageRequest): Reply {
  const session = sandbox.data.portalSessions.get(id);
  const customer = session && ownerOf(sandbox, session);
  if (!session || !customer) return notFound();
  if (session.created + LIVES_SECONDS < sandbox.clock.now()) return shown(ended());
  if (method === 'POST') return act(sandbox, session, customer, form);
  if (query.has('setup_intent')) return comeBack(sandbox, session, customer, query);
  return shown(home(sandbox, session, customer, null));
}
