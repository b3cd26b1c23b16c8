import type { Actor } from '../auth/actor';
import type { Trace } from '../auth/keys';
import { authorize } from '../auth/policy';
import {
  isPackPrice,
  isTooCheap,
  isTooDear,
  type PackPrice,
  removeCreditPrice,
  savePack,
  setCreditPrice,
} from '../billing/edit-packs';
import { isChargeable } from '../currency';
import { isCurrency } from './change-customer';
import { parseCredits, parseDays, parseMoney, parseUnitPrice } from './parse';
import { type FieldProblem, fieldProblems, problem, requireReason } from './problem';

/** A row of a pack's prices as it was typed. */
export interface TypedPrice {
  currency: string;
  amount: string;
}

/** A pack as it was typed. */
export interface PackForm {
  id: string;
  name: string;
  credits: string;
  bonus: string;
  validDays: string;
  bonusValidDays: string;
  /** The rows of the form as they stand there; empty ones are none. The first counts where no currency is named. */
  prices: TypedPrice[];
  isActive: boolean;
  isFeatured: boolean;
  reason: string;
}

const MAX_NAME = 80;
export const MAX_PRICES = 30;

/** The names of a row's fields in a form's answer. */
const currencyOf = (row: number) => `priceCurrency.${row}`;
const amountOf = (row: number) => `priceAmount.${row}`;

interface ReadRow {
  price: PackPrice;
  wrong: FieldProblem | null;
}

function readPrice({ currency: code, amount }: TypedPrice, row: number, creditMicro: bigint): ReadRow {
  const currency = code.trim().toLowerCase();
  const price = { currency, priceMinor: 0n };
  if (!isCurrency(currency)) return { price, wrong: { field: currencyOf(row), key: 'currencyInvalid' } };
  const priceMinor = parseMoney(amount, currency);
  const refuse = (key: FieldProblem['key']): ReadRow => ({ price, wrong: { field: amountOf(row), key } });
  if (priceMinor === null) return refuse('priceInvalid');
  if (!isPackPrice(priceMinor)) return refuse('priceTooLarge');
  if (!isChargeable(priceMinor, currency)) return refuse('priceTooFine');
  if (isTooDear(priceMinor, creditMicro)) return refuse('priceTooDear');
  return { price: { currency, priceMinor }, wrong: null };
}

/** All rows are looked at before one is refused, each at its own place. */
function readPrices(typed: TypedPrice[], creditMicro: bigint): PackPrice[] {
  const wrong: FieldProblem[] = [];
  const prices: PackPrice[] = [];
  for (const [row, given] of typed.entries()) {
    if (`${given.currency}${given.amount}`.trim() === '') continue;
    const read = readPrice(given, row, creditMicro);
    const isTwice = prices.some(({ currency }) => currency === read.price.currency);
    if (read.wrong) wrong.push(read.wrong);
    else if (isTwice) wrong.push({ field: currencyOf(row), key: 'priceTwice' });
    prices.push(read.price);
    if (prices.length === MAX_PRICES + 1) wrong.push({ field: currencyOf(row), key: 'pricesTooMany' });
  }
  if (prices.length === 0) wrong.push({ field: currencyOf(0), key: 'pricesMissing' });
  const [first, ...others] = wrong;
  if (first) throw fieldProblems([first, ...others]);
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
    prices: readPrices(form.prices, creditMicro),
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
  const unitCostNano = parseUnitPrice(form.unitCost, currency);
  if (unitCostNano === null || unitCostNano <= 0n) throw problem('validation_failed', 'unitCostInvalid', 'unitCost');
  const [minMinor, maxMinor] = [parseMoney(form.min, currency), parseMoney(form.max, currency)];
  if (minMinor === null) throw problem('validation_failed', 'limitsInvalid', 'min');
  if (maxMinor === null || maxMinor < minMinor) throw problem('validation_failed', 'limitsInvalid', 'max');
  if (!isChargeable(minMinor, currency)) throw problem('validation_failed', 'priceTooFine', 'min');
  if (!isChargeable(maxMinor, currency)) throw problem('validation_failed', 'priceTooFine', 'max');
  if (isTooCheap({ unitCostNano, maxMinor })) throw problem('validation_failed', 'unitCostTooCheap', 'unitCost');
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
