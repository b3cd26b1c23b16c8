import { getPool } from '../db/pool';
import { isUuid } from '../ids';
import { isBillingOpen } from './stripe';
import type { CreditPrice, Offers, PackOffer } from './types';

interface PackRow {
  id: string;
  name: string;
  credit_micro: bigint;
  bonus_micro: bigint;
  price_minor: bigint;
  currency: string;
  valid_days: number | null;
  bonus_valid_days: number | null;
  is_featured: boolean;
}

/** One row per pack and currency: the first price stands on the pack, the others beside it. */
const OFFERS = `
  SELECT p.id, p.name, p.credit_micro, p.bonus_micro, priced.price_minor, priced.currency, p.valid_days,
    p.bonus_valid_days, p.is_featured, p.position, priced.is_first
  FROM packs p CROSS JOIN LATERAL (
    SELECT p.price_minor, p.currency, true AS is_first
    UNION ALL
    SELECT price_minor, currency, false FROM pack_prices WHERE pack_id = p.id AND currency <> p.currency
  ) priced
  WHERE p.is_active`;

const toPack = (row: PackRow): PackOffer => ({
  id: row.id,
  name: row.name,
  creditMicro: row.credit_micro,
  bonusMicro: row.bonus_micro,
  priceMinor: row.price_minor,
  currency: row.currency,
  validDays: row.valid_days,
  bonusValidDays: row.bonus_valid_days,
  isFeatured: row.is_featured,
});

/** Active packs with each of their prices, in the operator's order. */
export async function listPacks(): Promise<PackOffer[]> {
  const { rows } = await getPool().query<PackRow>(
    `SELECT * FROM (${OFFERS}) offers ORDER BY position, price_minor, id, currency`,
  );
  return rows.map(toPack);
}

/** An active pack at its price in `currency` (default: its first), or null when it is not for sale in it. */
export async function findPack(id: string, currency?: string): Promise<PackOffer | null> {
  if (!isUuid(id)) return null;
  const { rows } = await getPool().query<PackRow>(
    `SELECT * FROM (${OFFERS}) offers WHERE id = $1 AND CASE WHEN $2::text IS NULL THEN is_first ELSE currency = $2 END`,
    [id, currency ?? null],
  );
  return rows[0] ? toPack(rows[0]) : null;
}

interface CreditPriceRow {
  currency: string;
  unit_cost_nano: bigint;
  min_minor: bigint;
  max_minor: bigint;
  valid_days: number | null;
}

const toCreditPrice = (row: CreditPriceRow): CreditPrice => ({
  currency: row.currency,
  unitCostNano: row.unit_cost_nano,
  minMinor: row.min_minor,
  maxMinor: row.max_minor,
  validDays: row.valid_days,
});

/** What an amount of their own costs, per currency. */
export async function listCreditPrices(): Promise<CreditPrice[]> {
  const { rows } = await getPool().query<CreditPriceRow>(
    'SELECT currency, unit_cost_nano, min_minor, max_minor, valid_days FROM credit_prices ORDER BY currency',
  );
  return rows.map(toCreditPrice);
}

/** What an amount of their own costs in `currency`, or null when only packs are sold in it. */
export async function findCreditPrice(currency: string): Promise<CreditPrice | null> {
  return (await listCreditPrices()).find((price) => price.currency === currency) ?? null;
}

/**
 * What can be bought in a currency: packs with a price in it, and the price of an amount of one's own. Where nothing is
 * sold in it, the first currency that something is sold in takes its place, so that nobody is locked out.
 */
export async function listOffers({ currency: asked }: { currency: string }): Promise<Offers> {
  const [packs, prices] = await Promise.all([listPacks(), listCreditPrices()]);
  const currencies = [...new Set([...packs, ...prices].map(({ currency }) => currency))].sort();
  const currency = currencies.includes(asked) ? asked : (packs[0]?.currency ?? currencies[0] ?? asked);
  return {
    currency,
    currencies,
    packs: packs.filter((pack) => pack.currency === currency),
    ownAmount: prices.find((price) => price.currency === currency) ?? null,
    isOpen: isBillingOpen(),
  };
}
