import type { Actor } from '../auth/actor';
import type { Trace } from '../auth/keys';
import { authorize } from '../auth/policy';
import { type PackPrice, removeCreditPrice, savePack, setCreditPrice } from '../billing/edit-packs';
import { isCurrency } from './change-customer';
import { parseCredits, parseDays, parseMoney, parseUnitCost } from './parse';
import { problem, requireReason } from './problem';

/** A pack as it was typed. */
export interface PackForm {
  id: string;
  name: string;
  credits: string;
  bonus: string;
  validDays: string;
  bonusValidDays: string;
  /** One price a line: `usd 25.00`. */
  prices: string;
  isActive: boolean;
  isFeatured: boolean;
  reason: string;
}

const MAX_NAME = 80;
const MAX_PRICES = 30;

function readPrices(text: string): PackPrice[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const prices = lines.map((line): PackPrice => {
    const [, code = '', amount = ''] = /^([A-Za-z]{3})[\s:=]+(.+)$/.exec(line) ?? [];
    const currency = code.toLowerCase();
    const priceMinor = isCurrency(currency) ? parseMoney(amount, currency) : null;
    if (priceMinor === null) throw problem('validation_failed', 'pricesInvalid', 'prices');
    return { currency, priceMinor };
  });
  const isOnce = new Set(prices.map(({ currency }) => currency)).size === prices.length;
  if (prices.length === 0 || prices.length > MAX_PRICES || !isOnce) {
    throw problem('validation_failed', 'pricesInvalid', 'prices');
  }
  return prices;
}

function readDays(text: string, field: string): number | null {
  const days = parseDays(text);
  if (days === undefined) throw problem('validation_failed', 'daysInvalid', field);
  return days;
}

/** Checks what was typed and saves the pack, for a reason. Errors: forbidden, validation_failed, conflict. */
export async function savePackForm(actor: Actor, form: PackForm, trace: Trace = {}): Promise<void> {
  authorize(actor, 'packs:manage');
  const name = form.name.normalize('NFC').trim();
  if (name === '' || name.length > MAX_NAME || /\p{Cc}/u.test(name)) {
    throw problem('validation_failed', 'packNameInvalid', 'name');
  }
  const creditMicro = parseCredits(form.credits);
  if (creditMicro === null || creditMicro <= 0n) throw problem('validation_failed', 'amountInvalid', 'credits');
  const bonusMicro = form.bonus.trim() === '' ? 0n : parseCredits(form.bonus);
  if (bonusMicro === null || bonusMicro < 0n) throw problem('validation_failed', 'amountInvalid', 'bonus');
  if (form.isFeatured && !form.isActive) throw problem('conflict', 'packInactive');
  const terms = {
    name,
    creditMicro,
    bonusMicro,
    validDays: readDays(form.validDays, 'validDays'),
    bonusValidDays: readDays(form.bonusValidDays, 'bonusValidDays'),
    prices: readPrices(form.prices),
    isActive: form.isActive,
    isFeatured: form.isFeatured,
  };
  await savePack(actor, { ...terms, id: form.id, reason: requireReason(form.reason) }, trace);
}

/** The price of an amount of their own, as it was typed. */
export interface PriceForm {
  currency: string;
  unitCost: string;
  min: string;
  max: string;
  validDays: string;
  reason: string;
}

/** Checks what was typed and sets the price, for a reason. Errors: forbidden, validation_failed. */
export async function setPriceForm(actor: Actor, form: PriceForm, trace: Trace = {}): Promise<void> {
  authorize(actor, 'packs:manage');
  const currency = form.currency.trim().toLowerCase();
  if (!isCurrency(currency)) throw problem('validation_failed', 'currencyInvalid', 'currency');
  const unitCostNano = parseUnitCost(form.unitCost);
  if (unitCostNano === null || unitCostNano <= 0n) throw problem('validation_failed', 'unitCostInvalid', 'unitCost');
  const [minMinor, maxMinor] = [parseMoney(form.min, currency), parseMoney(form.max, currency)];
  if (minMinor === null) throw problem('validation_failed', 'limitsInvalid', 'min');
  if (maxMinor === null || maxMinor < minMinor) throw problem('validation_failed', 'limitsInvalid', 'max');
  const validDays = readDays(form.validDays, 'validDays');
  await setCreditPrice(
    actor,
    { currency, unitCostNano, minMinor, maxMinor, validDays, reason: requireReason(form.reason) },
    trace,
  );
}

/** Sells packs only in a currency, for a reason. Errors: forbidden, validation_failed. */
export async function removePriceForm(
  actor: Actor,
  { currency, reason }: { currency: string; reason: string },
  trace: Trace = {},
): Promise<void> {
  authorize(actor, 'packs:manage');
  await removeCreditPrice(actor, { currency, reason: requireReason(reason) }, trace);
}
