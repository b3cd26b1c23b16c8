import type Stripe from 'stripe';
import { newSessionId } from '../ids';
import type { Sandbox } from '../sandbox';
import { invalidRequest } from '../wire/errors';
import type { CreateInput } from './checkout-params';
import { findCustomer } from './customers';

const DAY_SECONDS = 86_400;
const HALF_HOUR_SECONDS = 1_800;

function expiresAt(now: number, asked: number | undefined): number {
  const at = asked ?? now + DAY_SECONDS;
  if (at < now + HALF_HOUR_SECONDS - 60 || at > now + DAY_SECONDS + 60) {
    throw invalidRequest('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.', {
      param: 'expires_at',
    });
  }
  return at;
}

/** Methods the hosted page offers: a card, and a bank debit that takes its time. */
const methodsFor = (input: CreateInput, currency: string): string[] => {
  if (input.allowed_payment_method_types) return input.allowed_payment_method_types;
  return input.mode === 'setup' ? ['card'] : ['card', currency === 'eur' ? 'sepa_debit' : 'us_bank_account'];
};

/** Details of a known customer; of a new one they come from the page. */
const detailsOf = (customer: Stripe.Customer | null): Stripe.Checkout.Session.CustomerDetails | null =>
  customer && {
    address: customer.address ?? null,
    business_name: null,
    email: customer.email,
    individual_name: null,
    name: customer.name ?? null,
    phone: customer.phone ?? null,
    tax_exempt: customer.tax_exempt ?? 'none',
    tax_ids: [],
  };

const invoiceCreation = (given: CreateInput['invoice_creation']): Stripe.Checkout.Session.InvoiceCreation => ({
  enabled: given?.enabled ?? false,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: given?.invoice_data?.custom_fields ?? null,
    description: given?.invoice_data?.description ?? null,
    footer: given?.invoice_data?.footer ?? null,
    issuer: null,
    metadata: given?.invoice_data?.metadata ?? {},
    rendering_options: null,
  },
});

const savedOptions = ({ saved_payment_method_options: given, customer }: CreateInput) =>
  customer === undefined
    ? null
    : {
        allow_redisplay_filters: given?.allow_redisplay_filters ?? (['always'] as const).slice(),
        payment_method_remove: given?.payment_method_remove ?? ('disabled' as const),
        payment_method_save: given?.payment_method_save ?? null,
      };

const customText = (given: { message: string } | undefined) => given ?? null;

/** What was asked for and shows on the session unchanged. */
const asAsked = (input: CreateInput) => ({
  adaptive_pricing: { enabled: input.adaptive_pricing?.enabled ?? false },
  allow_promotion_codes: input.allow_promotion_codes ?? null,
  allowed_payment_method_types: input.allowed_payment_method_types ?? null,
  billing_address_collection: input.billing_address_collection ?? null,
  cancel_url: input.cancel_url ?? null,
  client_reference_id: input.client_reference_id ?? null,
  consent_collection: input.consent_collection
    ? {
        payment_method_reuse_agreement: input.consent_collection.payment_method_reuse_agreement ?? null,
        promotions: input.consent_collection.promotions ?? null,
        terms_of_service: input.consent_collection.terms_of_service ?? null,
      }
    : null,
  custom_text: {
    after_submit: customText(input.custom_text?.after_submit),
    shipping_address: null,
    submit: customText(input.custom_text?.submit),
    terms_of_service_acceptance: customText(input.custom_text?.terms_of_service_acceptance),
  },
  customer_email: input.customer_email ?? null,
  locale: input.locale ?? null,
  metadata: input.metadata ?? {},
  phone_number_collection: { enabled: input.phone_number_collection?.enabled ?? false },
  submit_type: input.submit_type ?? null,
  success_url: input.success_url,
  ...(input.tax_id_collection && {
    tax_id_collection: {
      enabled: input.tax_id_collection.enabled,
      required: input.tax_id_collection.required ?? ('never' as const),
    },
  }),
});

export interface Totals {
  currency: string | null;
  subtotal: number | null;
  total: number | null;
}

/** A new session; its lines, discounts and tax are figured out by the caller. */
export function newSession(sandbox: Sandbox, input: CreateInput, totals: Totals): Stripe.Checkout.Session {
  const now = sandbox.clock.now();
  const id = newSessionId();
  const isSetup = input.mode === 'setup';
  const customer = input.customer === undefined ? null : findCustomer(sandbox, input.customer, 'customer');
  const hasTax = input.automatic_tax?.enabled ?? false;
  return {
    id,
    object: 'checkout.session',
    ...asAsked(input),
    after_expiration: null,
    amount_subtotal: totals.subtotal,
    amount_total: totals.total,
    automatic_tax: {
      enabled: hasTax,
      liability: hasTax ? { type: 'self' } : null,
      provider: hasTax ? 'stripe' : null,
      status: hasTax ? 'requires_location_inputs' : null,
    },
    client_secret: null,
    collected_information: null,
    consent: null,
    created: now,
    currency: totals.currency,
    currency_conversion: null,
    custom_fields: [],
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer || isSetup ? null : (input.customer_creation ?? 'if_required'),
    customer_details: detailsOf(customer),
    discounts: isSetup ? null : [],
    expires_at: expiresAt(now, input.expires_at),
    integration_identifier: null,
    invoice: null,
    invoice_creation: isSetup ? null : invoiceCreation(input.invoice_creation),
    livemode: false,
    managed_payments: { enabled: false },
    mode: input.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: isSetup ? 'always' : 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: methodsFor(input, totals.currency ?? 'usd'),
    payment_status: isSetup ? 'no_payment_required' : 'unpaid',
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: savedOptions(input),
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    subscription: null,
    total_details: isSetup ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${sandbox.publicUrl}/c/pay/${id}`,
    wallet_options: null,
  };
}
