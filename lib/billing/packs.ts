import { getPool } from '../db/pool';
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

const PACK_COLUMNS =
  'id, name, credit_micro, bonus_micro, price_minor, currency, valid_days, bonus_valid_days, is_featured';

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

/** Active packs in the operator's order. */
export async function listPacks(): Promise<PackOffer[]> {
  const { rows } = await getPool().query<PackRow>(
    `SELECT ${PACK_COLUMNS} FROM packs WHERE is_active ORDER BY position, price_minor, id`,
  );
  return rows.map(toPack);
}

/** An active pack, or null. */
export async function findPack(id: string): Promise<PackOffer | null> {
  const { rows } = await getPool().query<PackRow>(`SELECT ${PACK_COLUMNS} FROM packs WHERE id = $1 AND is_active`, [
    id,
  ]);
  return rows[0] ? toPack(rows[0]) : null;
}

/** What an amount of their own costs in `currency`, or null when only packs are sold in it. */
export async function findCreditPrice(currency: string): Promise<CreditPrice | null> {
  const { rows } = await getPool().query<{
    unit_cost_nano: bigint;
    min_minor: bigint;
    max_minor: bigint;
    valid_days: number | null;
  }>('SELECT unit_cost_nano, min_minor, max_minor, valid_days FROM credit_prices WHERE currency = $1', [currency]);
  const row = rows[0];
  if (!row) return null;
  return {
    currency,
    unitCostNano: row.unit_cost_nano,
    minMinor: row.min_minor,
    maxMinor: row.max_minor,
    validDays: row.valid_days,
  };
}

/**
 * What a workspace can buy: the packs in its currency (all packs when there is none in it, so that nobody is locked
 * out), and the price of an amount of its own.
 */
export async function listOffers(workspace: { currency: string }): Promise<Offers> {
  const [all, ownAmount] = await Promise.all([listPacks(), findCreditPrice(workspace.currency)]);
  const own = all.filter((pack) => pack.currency === workspace.currency);
  return {
    currency: workspace.currency,
    packs: own.length > 0 ? own : all,
    ownAmount,
    isOpen: isBillingOpen(),
  };
}
