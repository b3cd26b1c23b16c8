import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { feeOf, feeRate, getPurchase, listOffers, listPayableCards, minorUnitDigits, readPayer } from '../billing';
import type { CreditPrice, PackOffer, PurchaseView } from '../billing/types';
import { chargeStep } from '../currency';
import { getEnv } from '../env';
import { isAppError } from '../errors';
import { formats } from '../i18n/formats';
import { type AnyLocale, INTL_TAGS } from '../i18n/locales';
import { type Translator, translator } from '../i18n/translator';
import { newId } from '../ids';
import { getLedger } from '../ledger';
import { minorToDecimal } from './format';
import { PORTAL_MODE } from './mode';
import type { PortalWorkspace } from './workspace';

/** One radio of the form. */
export interface PackChoice {
  id: string;
  name: string;
  credits: string;
  /** null: none. */
  bonus: string | null;
  /** Bonus included. */
  totalCredits: string;
  price: string;
  /** null: there is none. */
  fee: string | null;
  /** Price and fee: what is charged. */
  total: string;
  validity: string;
  isFeatured: boolean;
}

/** What the form needs to compute an amount of one's own; figures as text, because islands take plain props. */
export interface OwnAmountChoice {
  currency: string;
  digits: number;
  minMinor: string;
  maxMinor: string;
  unitCostNano: string;
  /** Thousandths of a percent. */
  feeRate: string;
  /** What can be charged is a multiple of this, in minor units; the fee is rounded up to it. */
  stepMinor: string;
  /** The same as money. */
  step: string;
  min: string;
  max: string;
  /** How numbers are written: 'en-US'. */
  tag: string;
  decimal: '.' | ',';
  placeholder: string;
  example: string;
  range: string;
  rate: string;
  validity: string;
}

/** A saved card to pay with. */
export interface CardChoice {
  id: string;
  label: string;
  expires: string;
}

export interface TopUpScreen {
  isOpen: boolean;
  /** Made with the form, so that sending it twice opens one checkout. */
  purchaseId: string;
  currency: string;
  /** Upper case; one: there is nothing to choose. */
  currencies: string[];
  packs: PackChoice[];
  ownAmount: OwnAmountChoice | null;
  cards: CardChoice[];
  hasTax: boolean;
  /** '2.5'; null: there is no fee. */
  feePercent: string | null;
  /** Pack id, 'own', or null when nothing is for sale. */
  initialChoice: string | null;
  initialAmount: string;
  wasCanceled: boolean;
  balance: string;
  /** That credits are owed, and what a top-up does about it; null: none are. */
  debt: string | null;
}

const MICRO = 1_000_000n;
const NANO = 1_000_000_000n;

type Texts = Translator<'top-up'>;

const validityText = (t: Texts, days: number | null): string =>
  days === null ? t('validity.never') : t('validity.days', { days });

function packValidity(t: Texts, { validDays, bonusMicro, bonusValidDays }: PackOffer): string {
  const validity = validityText(t, validDays);
  if (bonusMicro === 0n || bonusValidDays === validDays) return validity;
  return bonusValidDays === null
    ? t('validity.bonusNever', { validity })
    : t('validity.bonusDays', { validity, days: bonusValidDays });
}

function toPackChoice(locale: AnyLocale, t: Texts, pack: PackOffer, rate: bigint): PackChoice {
  const { credits, money } = formats(locale);
  const feeMinor = feeOf(pack.priceMinor, rate, pack.currency);
  return {
    id: pack.id,
    name: pack.name,
    credits: credits(pack.creditMicro),
    bonus: pack.bonusMicro > 0n ? credits(pack.bonusMicro) : null,
    totalCredits: credits(pack.creditMicro + pack.bonusMicro),
    price: money(pack.priceMinor, pack.currency),
    fee: feeMinor > 0n ? money(feeMinor, pack.currency) : null,
    total: money(pack.priceMinor + feeMinor, pack.currency),
    validity: packValidity(t, pack),
    isFeatured: pack.isFeatured,
  };
}

/** The sign that a reader of a language writes before cents. */
export const decimalSign = (locale: AnyLocale): '.' | ',' => (locale === 'de' ? ',' : '.');

/** Money as it is typed into the form: '77.00', in German '77,00'. */
const typed = (locale: AnyLocale, minor: bigint, currency: string): string =>
  minorToDecimal(minor, currency).replace('.', decimalSign(locale));

function toOwnAmount(locale: AnyLocale, t: Texts, price: CreditPrice, rate: bigint): OwnAmountChoice {
  const { credits, money } = formats(locale);
  const { currency } = price;
  const oneUnitMinor = 10n ** BigInt(minorUnitDigits(currency));
  const stepMinor = chargeStep(currency);
  const half = oneUnitMinor / 2n;
  const perUnitMicro = (oneUnitMinor * NANO * MICRO) / price.unitCostNano;
  const [min, max] = [money(price.minMinor, currency), money(price.maxMinor, currency)];
  const rateText = t('form.rate', { credits: credits(perUnitMicro), money: money(oneUnitMinor, currency) });
  return {
    currency,
    digits: minorUnitDigits(currency),
    minMinor: price.minMinor.toString(),
    maxMinor: price.maxMinor.toString(),
    unitCostNano: price.unitCostNano.toString(),
    feeRate: rate.toString(),
    stepMinor: stepMinor.toString(),
    step: money(stepMinor, currency),
    min,
    max,
    tag: INTL_TAGS[locale].numbers,
    decimal: decimalSign(locale),
    placeholder: typed(locale, price.minMinor, currency),
    example: typed(locale, price.minMinor + half - (half % stepMinor), currency),
    range: t('form.range', { min, max, rate: rateText }),
    rate: rateText,
    validity: validityText(t, price.validDays),
  };
}

const brandName = (brand: string): string => brand.charAt(0).toUpperCase() + brand.slice(1);

async function readCards(t: Texts, workspaceId: string): Promise<CardChoice[]> {
  const cards = await listPayableCards((await readPayer(workspaceId)).stripeCustomerId);
  return cards.map(({ id, brand, last4, expMonth, expYear }) => ({
    id,
    label: t('form.card', { brand: brandName(brand), last4 }),
    expires: t('form.cardExpires', { month: String(expMonth).padStart(2, '0'), year: String(expYear) }),
  }));
}

/** What can be bought, and what was chosen before if the reader comes back from an abandoned checkout. */
export async function readTopUp(
  actor: Actor,
  workspace: PortalWorkspace,
  { canceledId, currency: asked }: { canceledId?: string; currency?: string } = {},
): Promise<TopUpScreen> {
  authorize(actor, 'purchases:create', { workspaceId: workspace.id });
  const { locale } = workspace;
  const t = translator(locale, 'top-up');
  const canceled = canceledId ? await findPurchase(workspace.id, canceledId) : null;
  const [offers, balance, cards] = await Promise.all([
    listOffers({ currency: asked ?? canceled?.currency ?? workspace.currency }),
    getLedger().balance({ workspaceId: workspace.id, mode: PORTAL_MODE, owner: { kind: 'workspace' } }),
    readCards(t, workspace.id),
  ]);
  const rate = feeRate();
  const packs = offers.packs.map((pack) => toPackChoice(locale, t, pack, rate));
  const before = canceled && (canceled.packId ?? (offers.ownAmount ? 'own' : null));
  const known = before && (before === 'own' || packs.some(({ id }) => id === before)) ? before : null;
  const marked = packs.find(({ isFeatured }) => isFeatured) ?? packs[0];
  return {
    isOpen: offers.isOpen,
    purchaseId: newId(),
    currency: offers.currency.toUpperCase(),
    currencies: offers.currencies.map((code) => code.toUpperCase()),
    packs,
    ownAmount: offers.ownAmount && toOwnAmount(locale, t, offers.ownAmount, rate),
    cards,
    hasTax: getEnv().STRIPE_TAX,
    feePercent: rate > 0n ? getEnv().PURCHASE_FEE_PERCENT.replace('.', decimalSign(locale)) : null,
    initialChoice: known ?? marked?.id ?? (offers.ownAmount ? 'own' : null),
    initialAmount:
      known === 'own' && canceled && canceled.currency === offers.currency
        ? typed(locale, canceled.priceMinor, canceled.currency)
        : '',
    wasCanceled: canceled !== null && canceled.status !== 'paid',
    balance: formats(locale).credits(balance.availableMicro),
    debt: balance.debtMicro > 0n ? t('debt', { debt: formats(locale).credits(balance.debtMicro) }) : null,
  };
}

async function findPurchase(workspaceId: string, purchaseId: string): Promise<PurchaseView | null> {
  try {
    return await getPurchase(workspaceId, purchaseId);
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return null;
    throw error;
  }
}
