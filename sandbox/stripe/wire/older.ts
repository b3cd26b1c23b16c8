import type { Form, FormValue } from './form';

/** Names that this version of the API gave up, and what became of them. */
const TYPES_PATHS = ['/v1/checkout/sessions', '/v1/payment_intents', '/v1/setup_intents'];

/**
 * Translates a call that names no version of the API, as Stripe's command line makes them: an account's default version
 * may be older than ours. Calls that name our version get no such help.
 */
export function translateOlder(path: string, form: Form): Form {
  const { payment_method_types: types, coupon, ...rest } = form;
  const translated: Record<string, FormValue> = { ...rest };
  if (types !== undefined) {
    const isMoved = TYPES_PATHS.some((known) => path === known);
    translated[isMoved ? 'allowed_payment_method_types' : 'payment_method_types'] = types;
  }
  if (coupon !== undefined) {
    if (path === '/v1/promotion_codes') translated.promotion = { type: 'coupon', coupon };
    else translated.coupon = coupon;
  }
  return translated;
}
