import type Stripe from 'stripe';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import type { SessionRecord } from '../state';
import { type Route, route } from '../wire/api';
import { resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { listParams, params, text } from '../wire/params';
import { checkCustomer } from './customers';

const address = (sandbox: Sandbox, id: string): string => `${sandbox.publicUrl}/invoices/${id}`;

type InvoiceTax = Stripe.Invoice.TotalTax & Stripe.InvoiceLineItem.Tax;

const taxesOf = (taxes: readonly Stripe.LineItem.Tax[]): InvoiceTax[] =>
  taxes.map((tax) => ({
    amount: tax.amount,
    tax_behavior: tax.rate.inclusive ? 'inclusive' : 'exclusive',
    tax_rate_details: { tax_rate: tax.rate.id },
    taxability_reason: tax.taxability_reason ?? 'not_available',
    taxable_amount: tax.taxable_amount,
    type: 'tax_rate_details',
  }));

function lineOf(sandbox: Sandbox, invoice: string, line: Stripe.LineItem): Stripe.InvoiceLineItem {
  const now = sandbox.clock.now();
  const details = sandbox.data.lineDetails.get(line.id);
  const unit = line.quantity ? line.amount_subtotal / line.quantity : line.amount_subtotal;
  return {
    id: newStripeId('il'),
    object: 'line_item',
    amount: line.amount_subtotal,
    currency: line.currency,
    description: line.description,
    discount_amounts: (details?.discounts ?? []).map(({ amount, discount }) => ({ amount, discount: discount.id })),
    discountable: true,
    discounts: (details?.discounts ?? []).map(({ discount }) => discount.id),
    invoice,
    livemode: false,
    metadata: {},
    parent: null,
    period: { end: now, start: now },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: line.price?.id ?? '', product: String(line.price?.product) },
      type: 'price_details',
      // Decimal text on the wire; the SDK makes an object of it.
      unit_amount_decimal: String(unit) as unknown as Stripe.InvoiceLineItem.Pricing['unit_amount_decimal'],
    },
    quantity: line.quantity,
    quantity_decimal: String(line.quantity ?? 1) as unknown as Stripe.InvoiceLineItem['quantity_decimal'],
    subscription: null,
    subtotal: line.amount_subtotal,
    taxes: taxesOf(details?.taxes ?? []),
  };
}

function partyOf({ session }: SessionRecord) {
  const details = session.customer_details;
  return {
    customer: session.customer,
    customer_account: null,
    customer_address: details?.address ?? null,
    customer_email: details?.email ?? null,
    customer_name: details?.name ?? null,
    customer_phone: details?.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: details?.tax_exempt ?? 'none',
    customer_tax_ids: (details?.tax_ids ?? []).map(({ type, value }) => ({ type, value })),
  } satisfies Partial<Stripe.Invoice>;
}

function amountsOf({ session, breakdown }: SessionRecord) {
  const total = session.amount_total ?? 0;
  const tax = session.total_details?.amount_tax ?? 0;
  return {
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: total,
    amount_remaining: 0,
    amount_shipping: 0,
    currency: session.currency ?? 'usd',
    ending_balance: 0,
    starting_balance: 0,
    subtotal: session.amount_subtotal ?? 0,
    subtotal_excluding_tax: null,
    total,
    total_discount_amounts: (breakdown?.discounts ?? []).map(({ amount, discount }) => ({
      amount,
      discount: discount.id,
    })),
    total_excluding_tax: total - tax,
    total_pretax_credit_amounts: [],
    total_taxes: taxesOf(breakdown?.taxes ?? []),
  } satisfies Partial<Stripe.Invoice>;
}

const nothing = () =>
  ({
    account_country: 'DE',
    account_name: 'Sandbox',
    account_tax_ids: null,
    application: null,
    automatically_finalizes_at: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    due_date: null,
    from_invoice: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    next_payment_attempt: null,
    on_behalf_of: null,
    parent: null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    statement_descriptor: null,
    test_clock: null,
    webhooks_delivered_at: null,
  }) satisfies Partial<Stripe.Invoice>;

function newInvoice(sandbox: Sandbox, record: SessionRecord): Stripe.Invoice {
  const { session } = record;
  const id = newStripeId('in');
  const now = sandbox.clock.now();
  const data = session.invoice_creation?.invoice_data;
  const url = `/v1/invoices/${id}/lines`;
  const invoice = {
    id,
    object: 'invoice',
    ...nothing(),
    ...partyOf(record),
    ...amountsOf(record),
    attempt_count: 0,
    attempted: true,
    auto_advance: false,
    automatic_tax: { ...session.automatic_tax, disabled_reason: null },
    billing_reason: 'manual',
    collection_method: 'charge_automatically',
    created: now,
    custom_fields: data?.custom_fields ?? null,
    description: data?.description ?? null,
    discounts: [],
    effective_at: now,
    footer: data?.footer ?? null,
    hosted_invoice_url: address(sandbox, id),
    invoice_pdf: `${address(sandbox, id)}/pdf`,
    lines: { object: 'list', url, has_more: false, data: record.lineItems.map((line) => lineOf(sandbox, id, line)) },
    livemode: false,
    metadata: data?.metadata ?? {},
    number: `SANDBOX-${String(sandbox.data.invoices.size + 1).padStart(4, '0')}`,
    period_end: now,
    period_start: now,
    status: 'paid',
    status_transitions: { finalized_at: now, marked_uncollectible_at: null, paid_at: now, voided_at: null },
  };
  return invoice as unknown as Stripe.Invoice; // the SDK's list has methods that the wire has not
}

/** The invoice of a paid session, when the shop asked for one. */
export function invoiceSession(sandbox: Sandbox, record: SessionRecord): void {
  const { session } = record;
  if (!session.invoice_creation?.enabled || session.invoice) return;
  const invoice = newInvoice(sandbox, record);
  sandbox.data.invoices.set(invoice.id, invoice);
  session.invoice = invoice.id;
  for (const type of ['invoice.created', 'invoice.finalized', 'invoice.paid', 'invoice.payment_succeeded'] as const) {
    sandbox.emit(type, invoice);
  }
}

export const invoiceRoutes: Route[] = [
  route(
    'GET',
    '/v1/invoices',
    listParams({ customer: text.optional(), status: text.optional() }),
    (sandbox, { params: asked }) => {
      checkCustomer(sandbox, asked.customer);
      return listPage(
        '/v1/invoices',
        sandbox.data.invoices.values(),
        asked,
        (invoice) =>
          (asked.customer ?? invoice.customer) === invoice.customer &&
          (asked.status ?? invoice.status) === invoice.status,
      );
    },
  ),
  route('GET', '/v1/invoices/:id', params({}), (sandbox, { id }) => {
    const invoice = sandbox.data.invoices.get(id);
    if (!invoice) throw resourceMissing('invoice', id);
    return invoice;
  }),
];
