import type Stripe from 'stripe';
import { z } from 'zod';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { flag, integer, listParams, metadata, params, text } from '../wire/params';
import { findCustomer } from './customers';
import { currency } from './prices';

const couponParams = params({
  id: text.max(200).optional(),
  amount_off: integer.pipe(z.number().min(1)).optional(),
  currency: currency.optional(),
  percent_off: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,2})?$/, 'is not a percentage')
    .transform(Number)
    .pipe(z.number().gt(0).max(100))
    .optional(),
  duration: z.enum(['once', 'forever', 'repeating']).optional(),
  duration_in_months: integer.optional(),
  max_redemptions: integer.optional(),
  redeem_by: integer.optional(),
  name: text.max(40).optional(),
  metadata,
});

function newCoupon(sandbox: Sandbox, given: z.output<typeof couponParams>): Stripe.Coupon {
  if ((given.amount_off === undefined) === (given.percent_off === undefined)) {
    throw invalidRequest('You must pass either `amount_off` or `percent_off`.');
  }
  if (given.amount_off !== undefined && given.currency === undefined) {
    throw invalidRequest('You must pass currency when passing amount_off.', { param: 'currency' });
  }
  const id = given.id ?? newStripeId('x', 8).slice(2);
  if (sandbox.data.coupons.has(id)) {
    throw invalidRequest('Coupon already exists.', { code: 'resource_already_exists', param: 'id' });
  }
  const coupon: Stripe.Coupon = {
    id,
    object: 'coupon',
    amount_off: given.amount_off ?? null,
    created: sandbox.clock.now(),
    currency: given.amount_off === undefined ? null : (given.currency ?? null),
    duration: given.duration ?? 'once',
    duration_in_months: given.duration_in_months ?? null,
    livemode: false,
    max_redemptions: given.max_redemptions ?? null,
    metadata: given.metadata ?? {},
    name: given.name ?? null,
    percent_off: given.percent_off ?? null,
    redeem_by: given.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  };
  sandbox.data.coupons.set(id, coupon);
  sandbox.emit('coupon.created', coupon);
  return coupon;
}

function findCoupon(sandbox: Sandbox, id: string, param = 'id', status = 404): Stripe.Coupon {
  const coupon = sandbox.data.coupons.get(id);
  if (!coupon) throw resourceMissing('coupon', id, param, status);
  return coupon;
}

const promotionParams = params({
  promotion: z.strictObject({ type: z.literal('coupon'), coupon: text }, { error: 'missing' }),
  code: text
    .max(500)
    .regex(/^[A-Za-z0-9-]+$/, 'has letters, digits and dashes only')
    .optional(),
  active: flag.optional(),
  customer: text.optional(),
  expires_at: integer.optional(),
  max_redemptions: integer.optional(),
  metadata,
});

function newPromotionCode(sandbox: Sandbox, given: z.output<typeof promotionParams>): Stripe.PromotionCode {
  const coupon = findCoupon(sandbox, given.promotion.coupon, 'promotion[coupon]', 400);
  const code = given.code ?? newStripeId('x', 8).slice(2).toUpperCase();
  if (findByCode(sandbox, code)) {
    throw invalidRequest('An active promotion code with that code already exists.', { param: 'code' });
  }
  const promotion: Stripe.PromotionCode = {
    id: newStripeId('promo'),
    object: 'promotion_code',
    active: given.active ?? true,
    code,
    created: sandbox.clock.now(),
    customer: given.customer === undefined ? null : findCustomer(sandbox, given.customer, 'customer').id,
    customer_account: null,
    expires_at: given.expires_at ?? null,
    livemode: false,
    max_redemptions: given.max_redemptions ?? null,
    metadata: given.metadata ?? {},
    promotion: { coupon: coupon.id, type: 'coupon' },
    restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
    times_redeemed: 0,
  };
  sandbox.data.promotionCodes.set(promotion.id, promotion);
  sandbox.emit('promotion_code.created', promotion);
  return promotion;
}

/** The code that a customer typed, while it holds. */
export function findByCode(sandbox: Sandbox, typed: string): Stripe.PromotionCode | null {
  for (const promotion of sandbox.data.promotionCodes.values()) {
    if (promotion.active && promotion.code.toLowerCase() === typed.trim().toLowerCase()) return promotion;
  }
  return null;
}

/** Whether a discount can be had by this customer, in this currency, now. */
export function canRedeem(
  sandbox: Sandbox,
  discount: { coupon: string; promotionCode: string | null },
  order: { customer: unknown; currency: string | null },
): boolean {
  const now = sandbox.clock.now();
  const coupon = sandbox.data.coupons.get(discount.coupon);
  const promotion = discount.promotionCode === null ? null : sandbox.data.promotionCodes.get(discount.promotionCode);
  if (!coupon || promotion === undefined) return false;
  const isUsedUp = (limit: number | null, times: number) => limit !== null && times >= limit;
  return (
    !isUsedUp(coupon.max_redemptions, coupon.times_redeemed) &&
    (coupon.redeem_by ?? now) >= now &&
    (coupon.currency === null || coupon.currency === order.currency) &&
    (promotion === null ||
      (promotion.active &&
        !isUsedUp(promotion.max_redemptions, promotion.times_redeemed) &&
        (promotion.expires_at ?? now) >= now &&
        (promotion.customer === null || promotion.customer === order.customer)))
  );
}

export const couponRoutes: Route[] = [
  route('POST', '/v1/coupons', couponParams, (sandbox, { params: given }) => newCoupon(sandbox, given)),
  route('GET', '/v1/coupons', listParams({}), (sandbox, { params: asked }) =>
    listPage('/v1/coupons', sandbox.data.coupons.values(), asked),
  ),
  route('GET', '/v1/coupons/:id', params({}), (sandbox, { id }) => findCoupon(sandbox, id)),
  route(
    'POST',
    '/v1/coupons/:id',
    params({ name: text.max(40).optional(), metadata }),
    (sandbox, { id, params: changes }) => {
      const coupon = findCoupon(sandbox, id);
      if (changes.name !== undefined) coupon.name = changes.name || null;
      coupon.metadata = { ...coupon.metadata, ...changes.metadata };
      sandbox.emit('coupon.updated', coupon);
      return coupon;
    },
  ),
  route('DELETE', '/v1/coupons/:id', params({}), (sandbox, { id }) => {
    const coupon = findCoupon(sandbox, id);
    sandbox.data.coupons.delete(id);
    sandbox.emit('coupon.deleted', coupon);
    return { id, object: 'coupon', deleted: true } satisfies Stripe.DeletedCoupon;
  }),
  route('POST', '/v1/promotion_codes', promotionParams, (sandbox, { params: given }) =>
    newPromotionCode(sandbox, given),
  ),
  route(
    'GET',
    '/v1/promotion_codes',
    listParams({ code: text.optional(), active: flag.optional(), coupon: text.optional(), customer: text.optional() }),
    (sandbox, { params: asked }) =>
      listPage(
        '/v1/promotion_codes',
        sandbox.data.promotionCodes.values(),
        asked,
        (found) =>
          (asked.code ?? found.code) === found.code &&
          (asked.active ?? found.active) === found.active &&
          (asked.coupon ?? found.promotion.coupon) === found.promotion.coupon &&
          (asked.customer ?? found.customer) === found.customer,
      ),
  ),
  route('GET', '/v1/promotion_codes/:id', params({}), (sandbox, { id }) => {
    const found = sandbox.data.promotionCodes.get(id);
    if (!found) throw resourceMissing('promotion code', id);
    return found;
  }),
  route(
    'POST',
    '/v1/promotion_codes/:id',
    params({ active: flag.optional(), metadata }),
    (sandbox, { id, params: changes }) => {
      const found = sandbox.data.promotionCodes.get(id);
      if (!found) throw resourceMissing('promotion code', id);
      if (changes.active !== undefined) found.active = changes.active;
      found.metadata = { ...found.metadata, ...changes.metadata };
      sandbox.emit('promotion_code.updated', found);
      return found;
    },
  ),
];
