import type Stripe from 'stripe';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import type { SessionRecord } from '../state';
import { isInclusive, type TaxRule, taxOf, taxRate, taxRule } from './tax';

/** Splits a discount over lines in proportion, so that the parts sum to the whole. */
function split(whole: number, amounts: readonly number[]): number[] {
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  let left = whole;
  return amounts.map((amount, index) => {
    const part = index === amounts.length - 1 ? left : Math.round((whole * amount) / (sum || 1));
    left -= part;
    return part;
  });
}

function discountOf(coupon: Stripe.Coupon | null, subtotal: number): number {
  if (!coupon) return 0;
  const off = coupon.amount_off ?? Math.round((subtotal * (coupon.percent_off ?? 0)) / 100);
  return Math.min(off, subtotal);
}

function newDiscount(sandbox: Sandbox, record: SessionRecord, couponId: string): Stripe.Discount {
  return {
    id: newStripeId('di'),
    object: 'discount',
    checkout_session: record.session.id,
    customer: record.session.customer,
    customer_account: null,
    end: null,
    invoice: null,
    invoice_item: null,
    promotion_code: record.discount?.promotionCode ?? null,
    source: { coupon: couponId, type: 'coupon' },
    start: sandbox.clock.now(),
    subscription: null,
    subscription_item: null,
  };
}

/** The tax rule for what is known of the buyer; null: no tax is asked for, or the country is not known yet. */
function ruleOf({ session, buyer }: SessionRecord): TaxRule | null {
  if (!session.automatic_tax.enabled || !buyer?.country) return null;
  const exempt = session.customer_details?.tax_exempt;
  return taxRule({
    country: buyer.country,
    hasVatId: buyer.taxId?.type === 'eu_vat',
    exempt: (['exempt', 'reverse'] as const).find((kind) => kind === exempt) ?? 'none',
  });
}

interface Line {
  item: Stripe.LineItem;
  discount: number;
}

function taxLine(sandbox: Sandbox, country: string, rule: TaxRule, { item, discount }: Line): Stripe.LineItem.Tax {
  const inclusive = item.price ? isInclusive(item.price) : false;
  const amount = item.amount_subtotal - discount;
  const tax = taxOf(amount, rule.basisPoints, inclusive);
  return {
    amount: tax,
    rate: taxRate(sandbox.clock.now(), country, rule, inclusive),
    taxability_reason: rule.reason,
    taxable_amount: rule.basisPoints === 0 ? 0 : inclusive ? amount - tax : amount,
  };
}

/** Figures every amount of a session anew: lines, discount, tax, total. Called whenever one of them may have changed. */
export function refigure(sandbox: Sandbox, record: SessionRecord): void {
  const { session, lineItems, buyer } = record;
  if (session.mode === 'setup') return;
  const subtotal = lineItems.reduce((sum, line) => sum + line.amount_subtotal, 0);
  const coupon = record.discount ? (sandbox.data.coupons.get(record.discount.coupon) ?? null) : null;
  const off = discountOf(coupon, subtotal);
  const parts = split(
    off,
    lineItems.map((line) => line.amount_subtotal),
  );
  const rule = ruleOf(record);
  const discount = coupon && newDiscount(sandbox, record, coupon.id);
  const taxes: Stripe.LineItem.Tax[] = [];
  lineItems.forEach((item, index) => {
    const part = parts[index] ?? 0;
    const tax = rule && buyer?.country ? taxLine(sandbox, buyer.country, rule, { item, discount: part }) : null;
    item.amount_discount = part;
    item.amount_tax = tax?.amount ?? 0;
    item.amount_total = item.amount_subtotal - part + (tax && !tax.rate.inclusive ? tax.amount : 0);
    if (tax) taxes.push(tax);
    sandbox.data.lineDetails.set(item.id, {
      taxes: tax ? [tax] : [],
      discounts: discount && part > 0 ? [{ amount: part, discount }] : [],
    });
  });
  record.breakdown = { discounts: discount ? [{ amount: off, discount }] : [], taxes };
  session.amount_subtotal = subtotal;
  session.amount_total = lineItems.reduce((sum, line) => sum + line.amount_total, 0);
  session.total_details = {
    amount_discount: off,
    amount_shipping: 0,
    amount_tax: taxes.reduce((sum, { amount }) => sum + amount, 0),
  };
  if (session.automatic_tax.enabled) session.automatic_tax.status = rule ? 'complete' : 'requires_location_inputs';
  sandbox.state.changed();
}
