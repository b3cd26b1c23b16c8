import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import type { Trace } from '../auth/keys';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import { isChargeable } from '../currency';
import { getPool, type PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { AppError } from '../errors';
import { isUuid, NIL_UUID } from '../ids';
import { listCreditPrices as readCreditPrices } from './packs';
import { creditsFor } from './pricing';
import type { CreditPrice } from './types';

export interface PackPrice {
  /** ISO 4217, lower case. */
  currency: string;
  priceMinor: bigint;
}

/** What an operator says of a pack. */
export interface PackInput {
  name: string;
  creditMicro: bigint;
  bonusMicro: bigint;
  /** Days from the payment; null: never expires. */
  validDays: number | null;
  bonusValidDays: number | null;
  isFeatured: boolean;
  isActive: boolean;
  /** At least one; the first is the one that counts where no currency is named. */
  prices: PackPrice[];
}

export interface ManagedPack extends PackInput {
  id: string;
  position: number;
  createdAt: Date;
}

interface Row {
  id: string;
  name: string;
  credit_micro: bigint;
  bonus_micro: bigint;
  price_minor: bigint;
  currency: string;
  valid_days: number | null;
  bonus_valid_days: number | null;
  is_featured: boolean;
  is_active: boolean;
  position: number;
  created_at: Date;
  others: { currency: string; priceMinor: string }[];
}

const SELECT = `
  SELECT p.*, coalesce((
    SELECT json_agg(json_build_object('currency', o.currency, 'priceMinor', o.price_minor::text) ORDER BY o.currency)
    FROM pack_prices o WHERE o.pack_id = p.id), '[]') AS others
  FROM packs p`;

const toPack = (row: Row): ManagedPack => ({
  id: row.id,
  name: row.name,
  creditMicro: row.credit_micro,
  bonusMicro: row.bonus_micro,
  validDays: row.valid_days,
  bonusValidDays: row.bonus_valid_days,
  isFeatured: row.is_featured,
  isActive: row.is_active,
  position: row.position,
  createdAt: row.created_at,
  prices: [
    { currency: row.currency, priceMinor: row.price_minor },
    ...row.others.map(({ currency, priceMinor }) => ({ currency, priceMinor: BigInt(priceMinor) })),
  ],
});

/** All packs with all their prices, also those that are not for sale. Errors: forbidden. */
export async function listManagedPacks(actor: Actor): Promise<ManagedPack[]> {
  authorize(actor, 'packs:view');
  const { rows } = await getPool().query<Row>(`${SELECT} ORDER BY p.position, p.price_minor, p.id`);
  return rows.map(toPack);
}

/** Errors: forbidden, not_found. */
export async function getManagedPack(actor: Actor, id: string): Promise<ManagedPack> {
  authorize(actor, 'packs:view');
  const pack = isUuid(id) ? await findIn(getPool(), id) : null;
  if (!pack) throw missing('pack');
  return pack;
}

async function findIn(db: Pick<PoolClient, 'query'>, id: string): Promise<ManagedPack | null> {
  const { rows } = await db.query<Row>(`${SELECT} WHERE p.id = $1`, [id]);
  return rows[0] ? toPack(rows[0]) : null;
}

const AMOUNT_MINOR_MAX = 99_999_999n;
const CREDIT_MICRO_MAX = 1_000_000_000_000_000_000n;
const UNIT_COST_NANO_MAX = 9_223_372_036_854_775_807n;
const SCALE = 1_000_000_000_000_000n;
const DAYS_MAX = 36_500;

type Issue = { path: (string | number)[]; message: string };

const isDays = (days: number | null): boolean =>
  days === null || (Number.isInteger(days) && days >= 1 && days <= DAYS_MAX);
/** Whether Stripe can charge it: more than nothing, eight digits of minor units at most. */
export const isPackPrice = (amount: bigint): boolean => amount > 0n && amount <= AMOUNT_MINOR_MAX;
/** Whether one credit would cost more than a unit cost can hold. */
export const isTooDear = (priceMinor: bigint, creditMicro: bigint): boolean =>
  creditMicro > 0n && (priceMinor * SCALE) / creditMicro > UNIT_COST_NANO_MAX;
/** Whether the greatest amount would buy more credits than a grant can hold. */
export const isTooCheap = (price: Pick<CreditPrice, 'unitCostNano' | 'maxMinor'>): boolean =>
  price.unitCostNano > 0n && creditsFor(price.maxMinor, price) > CREDIT_MICRO_MAX;
const isCurrency = (code: string): boolean => /^[a-z]{3}$/.test(code);

function packIssues(input: PackInput): Issue[] {
  const issues: Issue[] = [];
  const check = (isRight: boolean, path: Issue['path'], message: string) =>
    void (isRight || issues.push({ path, message }));
  check(/\S/.test(input.name) && input.name.length <= 100, ['name'], 'must have 1 to 100 characters');
  check(input.creditMicro > 0n && input.creditMicro <= CREDIT_MICRO_MAX, ['credits'], 'must be more than 0');
  check(input.bonusMicro >= 0n && input.bonusMicro <= CREDIT_MICRO_MAX, ['bonus'], 'must not be negative');
  check(isDays(input.validDays), ['validDays'], 'must be 1 to 36500 days, or nothing');
  check(isDays(input.bonusValidDays), ['bonusValidDays'], 'must be 1 to 36500 days, or nothing');
  check(input.prices.length > 0, ['prices'], 'needs at least one price');
  const seen = new Set<string>();
  for (const [index, { currency, priceMinor }] of input.prices.entries()) {
    check(isCurrency(currency), ['prices', index, 'currency'], 'must be three letters');
    check(!seen.has(currency), ['prices', index, 'currency'], 'is there already');
    check(isPackPrice(priceMinor), ['prices', index, 'price'], 'must be more than 0, with eight digits at most');
    check(isChargeable(priceMinor, currency), ['prices', index, 'price'], 'is finer than can be charged');
    check(!isTooDear(priceMinor, input.creditMicro), ['prices', index, 'price'], 'is too much for so few credits');
    seen.add(currency);
  }
  return issues;
}

function refuse(issues: Issue[]): void {
  if (issues.length === 0) return;
  throw new AppError('validation_failed', {
    detail: 'Some of the figures are not right.',
    fields: issues.map(({ path, message }) => ({ path: path.map(String), message })),
  });
}

const forAudit = (value: object | null) =>
  value &&
  (JSON.parse(JSON.stringify(value, (_key, entry) => (typeof entry === 'bigint' ? String(entry) : entry))) as object);

/**
 * Makes the pack of this id at the end of the list, or replaces what is said of it. Of the packs of one currency, one
 * at most is marked. Purchases and credits that exist stay as they are. Errors: forbidden, not_found, validation_failed.
 */
export async function savePack(
  actor: Actor,
  { id, reason = null, ...input }: PackInput & { id: string; reason?: string | null },
  trace: Trace = {},
): Promise<void> {
  authorize(actor, 'packs:manage');
  refuse(packIssues(input));
  if (!isUuid(id)) throw missing('pack');
  await inTransaction(async (client) => {
    await lockPacks(client);
    const before = await findIn(client, id);
    await writePack(client, id, input);
    await note(client, actor, { before, after: input, id, reason, trace });
  });
}

/** Few and seldom written: whoever edits one waits for whoever edits another, so that order and mark stay single. */
const lockPacks = (client: PoolClient) => client.query('SELECT 1 FROM packs ORDER BY id FOR UPDATE');

async function note(
  client: PoolClient,
  actor: Actor,
  change: { id: string; before: ManagedPack | null; after: object; reason: string | null; trace: Trace },
): Promise<void> {
  await recordAudit(client, {
    workspaceId: NIL_UUID,
    action: change.before ? 'pack.update' : 'pack.create',
    targetKind: 'pack',
    targetId: change.id,
    actor: toLedgerActor(actor, NIL_UUID),
    reason: change.reason,
    before: forAudit(change.before),
    after: forAudit(change.after),
    ...change.trace,
  });
}

async function writePack(client: PoolClient, id: string, input: PackInput): Promise<void> {
  const [first, ...others] = input.prices;
  if (!first) throw new Error('a pack has a price');
  await client.query(
    `INSERT INTO packs (id, name, credit_micro, bonus_micro, price_minor, currency, valid_days, bonus_valid_days,
       is_featured, is_active, position)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, (SELECT coalesce(max(position), 0) + 1 FROM packs))
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, credit_micro = excluded.credit_micro,
       bonus_micro = excluded.bonus_micro, price_minor = excluded.price_minor, currency = excluded.currency,
       valid_days = excluded.valid_days, bonus_valid_days = excluded.bonus_valid_days,
       is_featured = excluded.is_featured, is_active = excluded.is_active`,
    [
      ...[id, input.name.trim(), input.creditMicro, input.bonusMicro, first.priceMinor, first.currency],
      ...[input.validDays, input.bonusValidDays, input.isFeatured, input.isActive],
    ],
  );
  if (input.isFeatured) {
    await client.query('UPDATE packs SET is_featured = false WHERE is_featured AND id <> $1 AND currency = $2', [
      id,
      first.currency,
    ]);
  }
  await client.query('DELETE FROM pack_prices WHERE pack_id = $1', [id]);
  for (const { currency, priceMinor } of others) {
    await client.query('INSERT INTO pack_prices (pack_id, currency, price_minor) VALUES ($1, $2, $3)', [
      id,
      currency,
      priceMinor,
    ]);
  }
}

/** Moves a pack by one place. At an end it stays where it is. Errors: forbidden, not_found. */
export async function movePack(
  actor: Actor,
  { packId, direction }: { packId: string; direction: 'up' | 'down' },
  trace: Trace = {},
): Promise<void> {
  authorize(actor, 'packs:manage');
  await inTransaction(async (client) => {
    await lockPacks(client);
    const { rows } = await client.query<{ id: string }>('SELECT id FROM packs ORDER BY position, price_minor, id');
    const ids = rows.map(({ id }) => id);
    const from = ids.indexOf(packId);
    const to = direction === 'up' ? from - 1 : from + 1;
    if (from === -1) throw missing('pack');
    const other = ids[to];
    if (other === undefined) return;
    const before = await findIn(client, packId);
    [ids[from], ids[to]] = [other, packId];
    await client.query(
      `UPDATE packs SET position = wanted.place
       FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place) WHERE packs.id = wanted.id`,
      [ids],
    );
    await note(client, actor, { before, after: { position: to + 1 }, id: packId, reason: null, trace });
  });
}

/** Prices of own amounts, per currency. Errors: forbidden. */
export async function listCreditPrices(actor: Actor): Promise<CreditPrice[]> {
  authorize(actor, 'packs:view');
  return readCreditPrices();
}

/** Sets what an own amount costs in a currency. Errors: forbidden, validation_failed. */
export async function setCreditPrice(
  actor: Actor,
  { reason = null, ...price }: CreditPrice & { reason?: string | null },
  trace: Trace = {},
): Promise<void> {
  authorize(actor, 'packs:manage');
  const issues: Issue[] = [];
  if (!isCurrency(price.currency)) issues.push({ path: ['currency'], message: 'must be three letters' });
  if (price.unitCostNano <= 0n || price.unitCostNano > UNIT_COST_NANO_MAX) {
    issues.push({ path: ['unitCost'], message: 'must be more than 0' });
  }
  if (isTooCheap(price)) issues.push({ path: ['unitCost'], message: 'makes the greatest amount buy too many credits' });
  if (!isPackPrice(price.minMinor)) issues.push({ path: ['min'], message: 'must be more than 0' });
  if (!isPackPrice(price.maxMinor) || price.maxMinor < price.minMinor) {
    issues.push({ path: ['max'], message: 'must be at least the minimum, with eight digits at most' });
  }
  for (const [name, minor] of [
    ['min', price.minMinor],
    ['max', price.maxMinor],
  ] as const) {
    if (!isChargeable(minor, price.currency)) issues.push({ path: [name], message: 'is finer than can be charged' });
  }
  if (!isDays(price.validDays)) issues.push({ path: ['validDays'], message: 'must be 1 to 36500 days, or nothing' });
  refuse(issues);
  await changeCreditPrice(actor, price.currency, { reason, after: price }, trace);
}

/** Ends the sale of own amounts in a currency. Errors: forbidden, not_found. */
export async function removeCreditPrice(
  actor: Actor,
  { currency, reason = null }: { currency: string; reason?: string | null },
  trace: Trace = {},
): Promise<void> {
  authorize(actor, 'packs:manage');
  await changeCreditPrice(actor, currency, { reason, after: null }, trace);
}

async function changeCreditPrice(
  actor: Actor,
  currency: string,
  { reason, after }: { reason: string | null; after: CreditPrice | null },
  trace: Trace,
): Promise<void> {
  await inTransaction(async (client) => {
    const { rows } = await client.query<object>('SELECT * FROM credit_prices WHERE currency = $1 FOR UPDATE', [
      currency,
    ]);
    const before = rows[0] ?? null;
    if (!after && !before) throw missing('price');
    if (after) {
      await client.query(
        `INSERT INTO credit_prices (currency, unit_cost_nano, min_minor, max_minor, valid_days) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (currency) DO UPDATE SET unit_cost_nano = excluded.unit_cost_nano, min_minor = excluded.min_minor,
           max_minor = excluded.max_minor, valid_days = excluded.valid_days, updated_at = now()`,
        [currency, after.unitCostNano, after.minMinor, after.maxMinor, after.validDays],
      );
    } else {
      await client.query('DELETE FROM credit_prices WHERE currency = $1', [currency]);
    }
    await recordAudit(client, {
      workspaceId: NIL_UUID,
      action: after ? 'credit_price.save' : 'credit_price.remove',
      targetKind: 'credit_price',
      targetId: currency,
      actor: toLedgerActor(actor, NIL_UUID),
      reason,
      before: forAudit(before),
      after: forAudit(after),
      ...trace,
    });
  });
}
