import { z } from 'zod';
import { flag, integer, metadata, params, text } from '../wire/params';
import { methodTypes, shippingParams } from './payment-intents';
import { currency, priceData } from './prices';

const webAddress = z.url('is not a valid URL');

const line_items = z
  .array(
    z.strictObject({
      price: text.optional(),
      price_data: priceData.optional(),
      quantity: integer.pipe(z.number().min(1, 'must be at least 1').max(999_999)).optional(),
      adjustable_quantity: z.strictObject({ enabled: flag }).optional(),
      metadata,
    }),
    { error: 'missing' },
  )
  .max(100);

const payment_intent_data = z
  .strictObject({
    metadata,
    description: text.optional(),
    setup_future_usage: z.enum(['on_session', 'off_session']).optional(),
    receipt_email: text.optional(),
    shipping: shippingParams,
    statement_descriptor: text.max(22).optional(),
    statement_descriptor_suffix: text.max(22).optional(),
  })
  .optional();

const invoice_creation = z
  .strictObject({
    enabled: flag,
    invoice_data: z
      .strictObject({
        description: text.optional(),
        footer: text.optional(),
        metadata,
        custom_fields: z.array(z.strictObject({ name: text.max(40), value: text.max(140) })).optional(),
      })
      .optional(),
  })
  .optional();

const customText = z.strictObject({ message: text.max(1200) }).optional();

/** What `POST /v1/checkout/sessions` takes, as far as this sandbox knows what to do with it. */
export const createParams = params({
  mode: z.enum(['payment', 'setup'], { error: 'is not supported by this sandbox (payment and setup are)' }),
  line_items: line_items.optional(),
  success_url: z.url({ error: 'missing' }),
  cancel_url: webAddress.optional(),
  customer: text.optional(),
  customer_email: text.optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  customer_update: z
    .strictObject({
      address: z.enum(['auto', 'never']).optional(),
      name: z.enum(['auto', 'never']).optional(),
      shipping: z.enum(['auto', 'never']).optional(),
    })
    .optional(),
  client_reference_id: text.max(200).optional(),
  currency: currency.optional(),
  metadata,
  payment_intent_data,
  setup_intent_data: z.strictObject({ metadata, description: text.optional() }).optional(),
  adaptive_pricing: z.strictObject({ enabled: flag.optional() }).optional(),
  allowed_payment_method_types: methodTypes,
  allow_promotion_codes: flag.optional(),
  automatic_tax: z.strictObject({ enabled: flag }).optional(),
  billing_address_collection: z.enum(['auto', 'required']).optional(),
  consent_collection: z
    .strictObject({
      terms_of_service: z.enum(['none', 'required']).optional(),
      promotions: z.enum(['none', 'auto']).optional(),
      payment_method_reuse_agreement: z.strictObject({ position: z.enum(['auto', 'hidden']) }).optional(),
    })
    .optional(),
  custom_text: z
    .strictObject({ submit: customText, after_submit: customText, terms_of_service_acceptance: customText })
    .optional(),
  discounts: z
    .array(z.strictObject({ coupon: text.optional(), promotion_code: text.optional() }))
    .max(1, 'has one entry at most')
    .optional(),
  expires_at: integer.optional(),
  invoice_creation,
  locale: text.optional(),
  payment_method_collection: z.enum(['always', 'if_required']).optional(),
  phone_number_collection: z.strictObject({ enabled: flag }).optional(),
  saved_payment_method_options: z
    .strictObject({
      payment_method_save: z.enum(['enabled', 'disabled']).optional(),
      payment_method_remove: z.enum(['enabled', 'disabled']).optional(),
      allow_redisplay_filters: z.array(z.enum(['always', 'limited', 'unspecified'])).optional(),
    })
    .optional(),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
  tax_id_collection: z
    .strictObject({ enabled: flag, required: z.enum(['if_supported', 'never']).optional() })
    .optional(),
  ui_mode: z.enum(['hosted_page'], { error: 'is not supported by this sandbox (hosted_page is)' }).optional(),
});

export type CreateInput = z.output<typeof createParams>;
export type LineInput = NonNullable<CreateInput['line_items']>[number];
