import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import {
  type AutoTopUpView,
  feeOf,
  feeRate,
  listOffers,
  minorUnitDigits,
  type Prepared,
  prepareSwitchOn,
  quoteItem,
  readAutoTopUp,
  readPayer,
  simulateLastDays,
  type Wish,
} from '../billing';
import type { Offers, Quote } from '../billing/types';
import { isAppError } from '../errors';
import { formats, minorToDecimal } from '../i18n/formats';
import type { AnyLocale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { isUuid } from '../ids';
import { getLedger } from '../ledger';
import { PORTAL_MODE } from './mode';
import { parseAmount } from './parse-amount';
import { one, type SearchParams } from './query';
import { decimalSign } from './top-up';
import type { PortalWorkspace } from './workspace';

/** What was typed, as it was typed. */
export interface SetUpForm {
  threshold: string;
  /** `own`, or a pack's id. */
  item: string;
  amount: string;
  attempt: string;
  day: string;
  month: string;
}

export type SetUpField = keyof SetUpForm;

export interface SetUpReview {
  consentText: string;
  hash: string;
  result: string;
  usage: string;
  notes: string[];
}

export interface SetUpScreen {
  /** What stands in the way of setting up at all. */
  obstacle: 'notOpen' | 'nothingForSale' | 'notActive' | null;
  form: SetUpForm;
  packs: { id: string; text: string }[];
  /** Currency of own amounts; null: they are not sold. */
  ownCurrency: string | null;
  currency: string;
  balance: string;
  zone: string;
  errors: Partial<Record<SetUpField, string>>;
  needsCard: boolean;
  /** null: nothing was asked yet, or the figures do not fit. */
  review: SetUpReview | null;
  /** A rule is there: this changes it. */
  isChange: boolean;
}

const CREDIT_DIGITS = 6;
const MICRO = 1_000_000n;

/** `1000.5`, in German `1000,5`, without grouping: what an input can be given back, and is read as the same again. */
const plainCredits = (locale: AnyLocale, micro: bigint): string => {
  const fraction = (micro % MICRO).toString().padStart(CREDIT_DIGITS, '0').replace(/0+$/, '');
  return `${micro / MICRO}${fraction && `${decimalSign(locale)}${fraction}`}`;
};

const plainMoney = (locale: AnyLocale, minor: bigint, currency: string): string =>
  minorToDecimal(minor, currency).replace('.', decimalSign(locale));

/** Reads the form out of an address or a posted form: what is left empty gets what suits the price. */
export const readSetUpForm = (params: SearchParams): SetUpForm => ({
  threshold: one(params, 'threshold') ?? '',
  item: one(params, 'item') ?? '',
  amount: one(params, 'amount') ?? '',
  attempt: one(params, 'attempt') ?? '',
  day: one(params, 'day') ?? '',
  month: one(params, 'month') ?? '',
});

function formOf(locale: AnyLocale, rule: AutoTopUpView): SetUpForm {
  const money = (minor: bigint) => plainMoney(locale, minor, rule.currency);
  return {
    threshold: plainCredits(locale, rule.threshold_micro),
    item: rule.pack_id ?? 'own',
    amount: rule.amount_minor === null ? '' : money(rule.amount_minor),
    attempt: money(rule.attempt_cap_minor),
    day: money(rule.day_cap_minor),
    month: money(rule.month_cap_minor),
  };
}

/** A first proposal: a tenth of what one purchase gives, two purchases a day, ten a month. */
function proposal(locale: AnyLocale, offers: Offers): SetUpForm {
  const packs = offers.packs.filter(({ currency }) => currency === offers.currency);
  const pack = packs.find(({ isFeatured }) => isFeatured) ?? packs[0];
  const priceMinor = pack?.priceMinor ?? offers.ownAmount?.minMinor ?? 0n;
  const totalMinor = priceMinor + feeOf(priceMinor, feeRate(), offers.currency);
  const money = (minor: bigint) => plainMoney(locale, minor, offers.currency);
  return {
    threshold: plainCredits(locale, ((pack?.creditMicro ?? 1_000n * MICRO) / 10n / MICRO) * MICRO),
    item: pack?.id ?? 'own',
    amount: pack ? '' : money(priceMinor),
    attempt: money(totalMinor),
    day: money(totalMinor * 2n),
    month: money(totalMinor * 10n),
  };
}

interface Read {
  wish: Wish | null;
  errors: Partial<Record<SetUpField, string>>;
}

const NOT_A_NUMBER = 'notANumber';

/** What was typed as figures, in the reader's convention; money in minor units. Errors are keys of `fields`. */
export async function readWish(
  form: SetUpForm,
  { currency, locale }: { currency: string; locale: AnyLocale },
): Promise<Read> {
  const digits = minorUnitDigits(currency);
  const decimal = decimalSign(locale);
  const errors: Read['errors'] = {};
  const thresholdMicro = parseAmount(form.threshold, CREDIT_DIGITS, decimal);
  if (thresholdMicro === null) errors.threshold = NOT_A_NUMBER;
  const amountMinor = form.item === 'own' ? parseAmount(form.amount, digits, decimal) : 0n;
  if (amountMinor === null) errors.amount = NOT_A_NUMBER;
  const isKnown = form.item === 'own' || isUuid(form.item);
  if (!isKnown) errors.item = 'notForSale';
  const item = form.item === 'own' ? { amountMinor: amountMinor ?? 0n } : { packId: form.item };
  const quote: Quote | null = isKnown && amountMinor !== null ? await quoteItem(item, currency) : null;
  const cap = (name: 'attempt' | 'day' | 'month', suggestion: bigint): bigint => {
    const minor = form[name] === '' ? suggestion : parseAmount(form[name], digits, decimal);
    if (minor === null) errors[name] = NOT_A_NUMBER;
    return minor ?? 0n;
  };
  const price = quote?.totalMinor ?? 0n;
  const attemptMinor = cap('attempt', price);
  const dayMinor = cap('day', attemptMinor * 2n);
  const monthMinor = cap('month', dayMinor * 5n);
  if (thresholdMicro === null || Object.keys(errors).length > 0) return { wish: null, errors };
  return { wish: { thresholdMicro, item, caps: { attemptMinor, dayMinor, monthMinor } }, errors };
}

/**
 * The page that sets automatic top-up up: the form, and once it was sent, what it would have done and the sentence to
 * agree to. Errors: forbidden, not_found, payment_provider_failed.
 */
export async function readSetUp(
  actor: Actor,
  workspace: PortalWorkspace,
  { params, now }: { params: SearchParams; now: Date },
): Promise<SetUpScreen> {
  authorize(actor, 'auto_top_up:manage', { workspaceId: workspace.id });
  const target = { workspaceId: workspace.id, timeZone: workspace.timeZone, now };
  const [offers, { rule }, { availableMicro }] = await Promise.all([
    listOffers(workspace),
    readAutoTopUp(actor, target),
    getLedger().balance({ workspaceId: workspace.id, mode: PORTAL_MODE, owner: { kind: 'workspace' } }),
  ]);
  const f = formats(workspace.locale);
  const t = translator(workspace.locale, 'automatic');
  const packs = offers.packs.filter(({ currency }) => currency === workspace.currency);
  const isSent = one(params, 'threshold') !== undefined;
  const isForSale = packs.length > 0 || offers.ownAmount !== null;
  const usable = rule && rule.currency === workspace.currency ? rule : null;
  const screen: SetUpScreen = {
    obstacle: !offers.isOpen
      ? 'notOpen'
      : !isForSale
        ? 'nothingForSale'
        : workspace.status !== 'active'
          ? 'notActive'
          : null,
    form: isSent
      ? readSetUpForm(params)
      : usable
        ? formOf(workspace.locale, usable)
        : proposal(workspace.locale, offers),
    packs: packs.map((pack) => ({
      id: pack.id,
      text: t('setUp.pack', {
        credits: f.credits(pack.creditMicro + pack.bonusMicro),
        price: f.money(pack.priceMinor + feeOf(pack.priceMinor, feeRate(), pack.currency), pack.currency),
      }),
    })),
    ownCurrency: offers.ownAmount ? offers.currency.toUpperCase() : null,
    currency: workspace.currency.toUpperCase(),
    balance: f.credits(availableMicro),
    zone: f.zone(workspace.timeZone, now),
    errors: {},
    needsCard: false,
    review: null,
    isChange: rule !== null && rule.state !== 'off',
  };
  if (!isSent || screen.obstacle) return screen;
  return { ...screen, ...(await readReview(workspace, screen.form, now)) };
}

type Reviewed = Pick<SetUpScreen, 'errors' | 'needsCard' | 'review'>;

async function readReview(workspace: PortalWorkspace, form: SetUpForm, now: Date): Promise<Reviewed> {
  const t = translator(workspace.locale, 'automatic');
  const { wish, errors } = await readWish(form, workspace);
  const worded = (keys: Reviewed['errors'], price = ''): Reviewed['errors'] =>
    Object.fromEntries(
      Object.entries(keys).map(([name, key]) => [name, t(`fields.${key as 'notANumber'}`, { price })]),
    );
  if (!wish) return { errors: worded(errors), needsCard: false, review: null };
  try {
    const prepared = await prepareSwitchOn(await readPayer(workspace.id), wish, workspace.locale);
    return { errors: {}, needsCard: false, review: await reviewOf(workspace, wish, prepared, now) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.facts.reason === 'no_card') return { errors: {}, needsCard: true, review: null };
    if (error.code !== 'validation_failed') throw error;
    const quote = await quoteItem(wish.item, workspace.currency);
    const price = quote ? formats(workspace.locale).money(quote.totalMinor, quote.currency) : '';
    const keys = Object.fromEntries(error.fields.map(({ path, message }) => [String(path[0]), message]));
    return { errors: worded(keys, price), needsCard: false, review: null };
  }
}

async function reviewOf(workspace: PortalWorkspace, wish: Wish, prepared: Prepared, now: Date): Promise<SetUpReview> {
  const t = translator(workspace.locale, 'automatic');
  const f = formats(workspace.locale);
  const simulation = await simulateLastDays({
    workspaceId: workspace.id,
    timeZone: workspace.timeZone,
    thresholdMicro: wish.thresholdMicro,
    quote: prepared.quote,
    caps: wish.caps,
    now,
  });
  const notes: string[] = [];
  if (simulation.wasLimited) notes.push(t('review.limited'));
  if (simulation.ranOutAt) notes.push(t('review.ranOut', { at: f.dateTime(simulation.ranOutAt, workspace.timeZone) }));
  return {
    consentText: prepared.text,
    hash: prepared.hash,
    result: t('review.result', {
      count: simulation.purchases,
      total: f.money(simulation.totalMinor, prepared.quote.currency),
      fee: f.money(prepared.quote.feeMinor * BigInt(simulation.purchases), prepared.quote.currency),
      feeCount: Number(prepared.quote.feeMinor),
    }),
    usage:
      simulation.usedMicro > 0n ? t('review.usage', { used: f.credits(simulation.usedMicro) }) : t('review.noUsage'),
    notes,
  };
}
