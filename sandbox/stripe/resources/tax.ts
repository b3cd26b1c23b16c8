import type Stripe from 'stripe';
import { invalidRequest } from '../wire/errors';

/** Standard rates in hundredths of a percent, 2026. The seller of this sandbox sits in Germany. */
const RATES: Record<string, number> = {
  AT: 2000,
  BE: 2100,
  BG: 2000,
  CH: 810,
  CY: 1900,
  CZ: 2100,
  DE: 1900,
  DK: 2500,
  EE: 2400,
  ES: 2100,
  FI: 2550,
  FR: 2000,
  GB: 2000,
  GR: 2400,
  HR: 2500,
  HU: 2700,
  IE: 2300,
  IT: 2200,
  LT: 2100,
  LU: 1700,
  LV: 2100,
  MT: 1800,
  NL: 2100,
  NO: 2500,
  PL: 2300,
  PT: 2300,
  RO: 2100,
  SE: 2500,
  SI: 2200,
  SK: 2300,
};
const OUTSIDE_THE_EU = ['CH', 'GB', 'NO'];
export const SELLER_COUNTRY = 'DE';

/** Countries the hosted page offers. */
export const COUNTRIES: readonly string[] = [...Object.keys(RATES), 'US', 'CA', 'JP'].sort();

export const countryName = (code: string): string => new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code;

const isInEu = (country: string): boolean => country in RATES && !OUTSIDE_THE_EU.includes(country);

type Reason = NonNullable<Stripe.LineItem.Tax['taxability_reason']>;

export interface TaxCase {
  country: string;
  /** A business that names its VAT id pays the tax itself, in its own country. */
  hasVatId: boolean;
  exempt: 'none' | 'exempt' | 'reverse';
}

export interface TaxRule {
  /** Hundredths of a percent. */
  basisPoints: number;
  reason: Reason;
}

/** Which rate holds for this buyer. */
export function taxRule({ country, hasVatId, exempt }: TaxCase): TaxRule {
  if (exempt === 'exempt') return { basisPoints: 0, reason: 'customer_exempt' };
  const isReverse = exempt === 'reverse' || (hasVatId && country !== SELLER_COUNTRY && isInEu(country));
  if (isReverse) return { basisPoints: 0, reason: 'reverse_charge' };
  const basisPoints = RATES[country];
  if (basisPoints === undefined) return { basisPoints: 0, reason: 'not_collecting' };
  return { basisPoints, reason: 'standard_rated' };
}

/** Prices that do not say so hold their tax, except in North America. */
export const isInclusive = (price: Stripe.Price): boolean =>
  price.tax_behavior === 'inclusive' ||
  (price.tax_behavior !== 'exclusive' && !['usd', 'cad'].includes(price.currency));

/** Minor units of tax in, or on top of, `amount`. */
export const taxOf = (amount: number, basisPoints: number, inclusive: boolean): number =>
  inclusive
    ? amount - Math.round((amount * 10_000) / (10_000 + basisPoints))
    : Math.round((amount * basisPoints) / 10_000);

/** The rate as Stripe's own tax shows it. The id is the same for the same rate. */
export const taxRate = (created: number, country: string, { basisPoints }: TaxRule, inclusive: boolean) =>
  ({
    id: `txr_${country}${inclusive ? 'i' : 'e'}${basisPoints}`,
    object: 'tax_rate',
    active: false,
    country,
    created,
    description: null,
    display_name: country === 'US' || country === 'CA' ? 'Sales Tax' : 'VAT',
    effective_percentage: basisPoints / 100,
    flat_amount: null,
    inclusive,
    jurisdiction: countryName(country),
    jurisdiction_level: 'country',
    livemode: false,
    metadata: {},
    percentage: basisPoints / 100,
    rate_type: 'percentage',
    state: null,
    tax_type: country === 'US' || country === 'CA' ? 'sales_tax' : 'vat',
  }) satisfies Stripe.TaxRate;

/** Smallest payments that Stripe takes, minor units; 50 where the list is silent. */
const MINIMUM: Record<string, number> = {
  aed: 200,
  bgn: 100,
  czk: 1500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  mxn: 1000,
  myr: 200,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1000,
};
export const minimumOf = (currency: string): number => MINIMUM[currency] ?? 50;

/** Counted in hundredths or thousandths, and charged in nothing so fine. */
const STEPS: Record<string, number> = { bhd: 10, isk: 100, jod: 10, kwd: 10, omr: 10, tnd: 10, ugx: 100 };

/** Refuses what Stripe cannot charge or refund in a currency. */
export function checkStep(amount: number, currency: string): void {
  const step = STEPS[currency] ?? 1;
  if (amount % step === 0) return;
  throw invalidRequest(`Invalid amount. Amounts in ${currency.toUpperCase()} must be evenly divisible by ${step}.`, {
    code: 'invalid_charge_amount',
    param: 'amount',
  });
}
