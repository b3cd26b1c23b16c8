import type Stripe from 'stripe';
import { COUNTRIES, countryName } from '../resources/tax';
import type { Sandbox } from '../sandbox';
import type { SessionRecord } from '../state';
import { successUrl } from './actions';
import { asksCountry, assumeCountry, countryOf } from './buyer';
import { formatMoney, html, page } from './html';

const money = (session: Stripe.Checkout.Session, minor: number | null) =>
  formatMoney(minor ?? 0, session.currency ?? 'usd');

const lineRow = (sandbox: Sandbox, session: Stripe.Checkout.Session, line: Stripe.LineItem) => {
  const note = sandbox.data.products.get(String(line.price?.product))?.description ?? null;
  return html`<tr><td>${line.description ?? 'Item'}${(line.quantity ?? 1) > 1 ? ` × ${line.quantity}` : null}
${note && html`<br><span class="muted">${note}</span>`}</td><td class="num">${money(session, line.amount_subtotal)}</td></tr>`;
};

/** Tax by rate, added or held in the price. */
const taxRows = ({ session, breakdown }: SessionRecord) =>
  (breakdown?.taxes ?? []).map(
    ({
      amount,
      rate,
    }) => html`<tr><td>${rate.display_name} ${rate.jurisdiction ?? ''} ${rate.effective_percentage ?? 0}%
${rate.inclusive && html`<br><span class="muted">included in the price</span>`}</td>
<td class="num">${money(session, amount)}</td></tr>`,
  );

function lineTable(sandbox: Sandbox, record: SessionRecord) {
  const { session, lineItems } = record;
  const off = session.total_details?.amount_discount ?? 0;
  return html`
<table>
<caption class="muted" style="text-align:left">What you buy</caption>
<thead><tr><th scope="col">Item</th><th scope="col" class="num">Amount</th></tr></thead>
<tbody>${lineItems.map((line) => lineRow(sandbox, session, line))}
${off > 0 && html`<tr><td>Discount</td><td class="num">−${money(session, off)}</td></tr>`}
${taxRows(record)}</tbody>
<tfoot><tr><th scope="row">Total</th><td class="num">${money(session, session.amount_total)}</td></tr></tfoot>
</table>`;
}

const countryField = (chosen: string) => html`<label for="country">Country</label>
<select id="country" name="country">${COUNTRIES.map(
  (code) => html`<option value="${code}"${code === chosen && html` selected`}>${countryName(code)}</option>`,
)}</select>`;

/** What the page asks about the buyer, when the shop wants to know it. */
function buyerFields(record: SessionRecord) {
  const { session, buyer } = record;
  const hasTaxId = session.tax_id_collection?.enabled === true;
  const hasCode = session.allow_promotion_codes === true;
  if (!asksCountry(record) && !hasCode) return null;
  return html`${asksCountry(record) && countryField(countryOf(record))}
${
  hasTaxId &&
  html`<label for="name">Business name (optional)</label><input id="name" name="name" value="${buyer?.name ?? ''}" autocomplete="off">
<label for="tax_id">Tax ID (optional)</label><input id="tax_id" name="tax_id" value="${buyer?.taxId?.value ?? ''}" autocomplete="off">`
}
${hasCode && html`<label for="code">Promotion code</label><input id="code" name="code" autocomplete="off">`}
<div class="others"><button name="action" value="update">Update the total</button></div>`;
}

const saveField = ({ session }: SessionRecord) =>
  session.saved_payment_method_options?.payment_method_save === 'enabled'
    ? html`<label class="row"><input type="checkbox" name="save" style="width:auto"> Save this card for later purchases</label>`
    : null;

/** The hosted page of an open session. */
export function payPage(sandbox: Sandbox, record: SessionRecord): string {
  assumeCountry(sandbox, record);
  const { session } = record;
  const isSetup = session.mode === 'setup';
  const total = money(session, session.amount_total);
  const title = isSetup ? 'Save a card' : `Pay ${total}`;
  return page(
    title,
    html`<div class="card"><h1>${title}</h1>
${record.lastError && html`<p class="error" role="alert">${record.lastError}</p>`}
${isSetup ? html`<p>It is kept for later payments. Nothing is charged now.</p>` : lineTable(sandbox, record)}
<form method="post">
<input type="hidden" name="total" value="${session.amount_total ?? 0}">
${buyerFields(record)}
<label for="card">Card number</label>
<input id="card" name="card" value="4242 4242 4242 4242" inputmode="numeric" autocomplete="off" aria-describedby="card-hint">
<p id="card-hint" class="muted" style="margin:.25rem 0 0">A test card. Real cards are not taken here.</p>
<div class="pair">
<div><label for="expiry">Expiry</label><input id="expiry" name="expiry" value="12 / 34" inputmode="numeric" autocomplete="off"></div>
<div><label for="cvc">CVC</label><input id="cvc" name="cvc" value="123" inputmode="numeric" autocomplete="off"></div>
</div>
${saveField(record)}
<button class="primary" name="action" value="pay">${isSetup ? 'Save card' : title}</button>
<div class="others">
<button name="action" value="decline">Decline the card</button>
${!isSetup && html`<button name="action" value="delayed">Pay with a delayed method (bank debit)</button>`}
<button name="action" value="cancel">Cancel and go back</button>
</div>
</form></div>`,
  );
}

/** What the address of a session shows once it can no longer be paid. */
export function closedPage(record: SessionRecord): string {
  const { session } = record;
  const isComplete = session.status === 'complete';
  const back = isComplete ? successUrl(record) : session.cancel_url;
  return page(
    isComplete ? 'Complete' : 'Expired',
    html`<div class="card"><h1>${isComplete ? 'This checkout is complete' : 'This checkout has expired'}</h1>
<p>${isComplete ? 'There is nothing left to pay here.' : 'It can no longer be paid. Begin again where you came from.'}</p>
${back && html`<p><a href="${back}">Back to the shop</a></p>`}</div>`,
  );
}

const STATE: Record<string, string> = { open: 'waiting for the customer', expired: 'expired' };

/** Plain words for where a session stands. */
function stateOf(sandbox: Sandbox, session: Stripe.Checkout.Session): string {
  if (session.payment_status === 'paid') return 'paid';
  if (session.status === 'complete') {
    const intent = sandbox.data.paymentIntents.get(String(session.payment_intent));
    return intent?.status === 'processing' ? 'under way' : 'sent back by the bank';
  }
  return STATE[String(session.status)] ?? String(session.status);
}

/** The sandbox's own front page: the newest checkouts, with the bank's answer to give for delayed ones. */
export function dashboardPage(sandbox: Sandbox): string {
  const records = [...sandbox.data.sessions.values()].reverse().slice(0, 50);
  return page(
    'Payments',
    html`<div class="card"><h1>Newest checkouts</h1>
${records.length === 0 && html`<p>None yet: buy something in the portal.</p>`}
${
  records.length > 0 &&
  html`<div class="scroll" tabindex="0" role="region" aria-label="Newest checkouts"><table>
<thead><tr><th scope="col">Begun</th><th scope="col" class="num">Amount</th><th scope="col">State</th>
<th scope="col">Do</th></tr></thead>
<tbody>${records.map(({ session }) => {
    const state = stateOf(sandbox, session);
    return html`<tr><td>${new Date(session.created * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC</td>
<td class="num">${money(session, session.amount_total)}</td><td>${state}</td>
<td>${
      state === 'under way'
        ? html`<form method="post" action="/settle/${session.id}" class="row">
<button name="result" value="paid" aria-label="Bank pays ${money(session, session.amount_total)}">Bank pays</button>
<button name="result" value="failed" aria-label="Bank refuses ${money(session, session.amount_total)}">Bank refuses</button>
</form>`
        : state === 'waiting for the customer'
          ? html`<a href="/c/pay/${session.id}">Open the page</a>`
          : null
    }</td></tr>`;
  })}</tbody></table></div>`
}</div>`,
    { isWide: true },
  );
}
