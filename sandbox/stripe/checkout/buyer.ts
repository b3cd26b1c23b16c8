import type Stripe from 'stripe';
import { canRedeem, findByCode } from '../resources/coupons';
import { COUNTRIES, SELLER_COUNTRY } from '../resources/tax';
import { isTaxId, keepTaxId, kindFor } from '../resources/tax-ids';
import { refigure } from '../resources/totals';
import type { Sandbox } from '../sandbox';
import type { SessionRecord } from '../state';

/** Whether the page asks where the buyer sits. */
export const asksCountry = ({ session }: SessionRecord): boolean =>
  session.automatic_tax.enabled ||
  session.billing_address_collection === 'required' ||
  session.tax_id_collection?.enabled === true;

/** The country that the page shows as chosen. */
export const countryOf = ({ buyer }: SessionRecord): string => buyer?.country ?? SELLER_COUNTRY;

/** Makes the figures those of the country that the page shows, before anybody has chosen one. */
export function assumeCountry(sandbox: Sandbox, record: SessionRecord): void {
  if (!asksCountry(record) || record.buyer?.country) return;
  record.buyer = { name: null, taxId: null, ...record.buyer, country: SELLER_COUNTRY };
  refigure(sandbox, record);
}

function takeTaxId(record: SessionRecord, typed: string): string | null {
  const buyer = record.buyer;
  if (!buyer) return null;
  const value = typed.trim();
  const type = kindFor(countryOf(record));
  if (value !== '' && !isTaxId(type, value)) return 'That is no tax ID of this country.';
  buyer.taxId = value === '' ? null : { type, value };
  return null;
}

function takeCode(sandbox: Sandbox, record: SessionRecord, typed: string): string | null {
  const { session } = record;
  const promotion = findByCode(sandbox, typed);
  const discount = promotion && { coupon: String(promotion.promotion.coupon), promotionCode: promotion.id };
  if (!discount || !canRedeem(sandbox, discount, session)) return 'This code is invalid.';
  record.discount = discount;
  session.discounts = [{ coupon: discount.coupon, promotion_code: discount.promotionCode }];
  return null;
}

/** Takes what the page's fields say about the buyer, and figures the total anew. Returns what is wrong with them. */
export function takeFields(sandbox: Sandbox, record: SessionRecord, form: URLSearchParams): string | null {
  assumeCountry(sandbox, record);
  const buyer = record.buyer ?? { country: null, name: null, taxId: null };
  record.buyer = buyer;
  const country = form.get('country');
  if (country && COUNTRIES.includes(country)) buyer.country = country;
  const name = form.get('name');
  if (name) buyer.name = name;
  const problems: (string | null)[] = [];
  if (record.session.tax_id_collection?.enabled) problems.push(takeTaxId(record, form.get('tax_id') ?? ''));
  const code = form.get('code');
  if (code && record.session.allow_promotion_codes) problems.push(takeCode(sandbox, record, code));
  refigure(sandbox, record);
  return problems.find((problem) => problem !== null) ?? null;
}

const placeIn = (country: string): Stripe.Address => ({
  city: null,
  country,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
});

function updateCustomer(sandbox: Sandbox, { session, buyer, customerUpdate }: SessionRecord): void {
  const customer = sandbox.data.customers.get(String(session.customer));
  if (!customer || customer.deleted || !buyer) return;
  const before = { address: customer.address, name: customer.name };
  if (customerUpdate?.address && buyer.country)
    customer.address = { ...placeIn(buyer.country), ...customer.address, country: buyer.country };
  if (customerUpdate?.name && buyer.name) customer.name = buyer.name;
  if (customer.address !== before.address || customer.name !== before.name) {
    sandbox.emit('customer.updated', customer, before);
  }
  if (buyer.taxId) keepTaxId(sandbox, customer.id, buyer.taxId.type, buyer.taxId.value);
}

/** Writes what the page learned about the buyer onto the session, and onto the customer where that was allowed. */
export function keepBuyer(sandbox: Sandbox, record: SessionRecord): void {
  const { session, buyer } = record;
  const known = session.customer_details;
  session.customer_details = {
    address: known?.address ?? null,
    business_name: null,
    email: known?.email ?? session.customer_email,
    individual_name: null,
    name: known?.name ?? null,
    phone: known?.phone ?? null,
    tax_exempt: known?.tax_exempt ?? 'none',
    tax_ids: known?.tax_ids ?? [],
  };
  if (!buyer) return;
  if (buyer.country)
    session.customer_details.address = { ...placeIn(buyer.country), ...known?.address, country: buyer.country };
  if (buyer.name) session.customer_details.name = buyer.name;
  if (buyer.taxId) session.customer_details.tax_ids = [{ type: buyer.taxId.type, value: buyer.taxId.value }];
  updateCustomer(sandbox, record);
}

/** Counts a discount that was used. */
export function redeem({ data }: Sandbox, { discount }: SessionRecord): void {
  if (!discount) return;
  const coupon = data.coupons.get(discount.coupon);
  const promotion = data.promotionCodes.get(discount.promotionCode ?? '');
  if (coupon) coupon.times_redeemed += 1;
  if (promotion) promotion.times_redeemed += 1;
}
