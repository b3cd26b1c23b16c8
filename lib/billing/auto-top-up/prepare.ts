import { AppError, type FieldIssue } from '../../errors';
import type { AnyLocale } from '../../i18n/locales';
import { findSavedCard, type SavedCard } from '../saved-cards';
import { asPaymentError, isBillingOpen, isStripeError } from '../stripe';
import type { Quote } from '../types';
import { cardLabelOf } from './card-label';
import { consentHash, consentText } from './consent';
import type { Caps } from './decide';
import { type AutoTopUpItem, quoteItem } from './item';

/** What a person asks for; money in minor units of the workspace's currency. */
export interface Wish {
  thresholdMicro: bigint;
  item: AutoTopUpItem;
  caps: Caps;
}

export interface Payer {
  id: string;
  name: string;
  currency: string;
  status: string;
  stripeCustomerId: string | null;
}

export interface Prepared {
  quote: Quote;
  card: SavedCard;
  /** The sentence to agree to, and what the form carries to name it. */
  text: string;
  hash: string;
}

/** More credits than this nobody means to keep; it also keeps sums far from the column's end. */
const MAX_THRESHOLD_MICRO = 1_000_000_000_000_000n;
/** Stripe takes at most eight digits. */
const MAX_MINOR = 99_999_999n;

const field = (name: string, message: string): FieldIssue => ({ path: [name], message });

/** What of a wish cannot be. Messages are keys of the form's texts. */
function problemsOf({ thresholdMicro, caps }: Wish, quote: Quote | null): FieldIssue[] {
  const found: FieldIssue[] = [];
  if (thresholdMicro < 0n || thresholdMicro > MAX_THRESHOLD_MICRO) found.push(field('threshold', 'outOfRange'));
  if (!quote) return [...found, field('item', 'notForSale')];
  if (caps.attemptMinor < quote.totalMinor) found.push(field('attempt', 'belowPrice'));
  if (caps.dayMinor < caps.attemptMinor) found.push(field('day', 'belowAttempt'));
  if (caps.monthMinor < caps.dayMinor) found.push(field('month', 'belowDay'));
  if (caps.attemptMinor > MAX_MINOR) found.push(field('attempt', 'outOfRange'));
  if (caps.monthMinor > MAX_MINOR * 1000n) found.push(field('month', 'outOfRange'));
  return found;
}

/** The card that will pay, or null. Errors: payment_provider_failed. */
export async function findPayingCard({ stripeCustomerId }: Pick<Payer, 'stripeCustomerId'>): Promise<SavedCard | null> {
  if (!stripeCustomerId || !isBillingOpen()) return null;
  try {
    return await findSavedCard(stripeCustomerId);
  } catch (error) {
    throw isStripeError(error) ? asPaymentError(error) : error;
  }
}

export const notActive = (): AppError =>
  new AppError('conflict', {
    detail: 'A payment of this workspace is disputed, or it is closed: nothing can be bought automatically.',
    facts: { reason: 'not_active' },
  });

/**
 * Checks a wish against what is for sale and what is saved, and makes the sentence for it. The caller has authorised.
 * Errors: validation_failed (fields threshold, item, attempt, day, month; their messages are keys), conflict (the
 * workspace is closed or disputes a payment, or has no saved card), unavailable (no Stripe), payment_provider_failed.
 */
export async function prepareSwitchOn(payer: Payer, wish: Wish, locale: AnyLocale): Promise<Prepared> {
  if (!isBillingOpen()) throw new AppError('unavailable', { detail: 'Payments are not set up here.' });
  if (payer.status !== 'active') throw notActive();
  const quote = await quoteItem(wish.item, payer.currency);
  const fields = problemsOf(wish, quote);
  if (!quote || fields.length > 0) {
    throw new AppError('validation_failed', { detail: 'Some of the figures do not fit together.', fields });
  }
  const card = await findPayingCard(payer);
  if (!card) {
    throw new AppError('conflict', { detail: 'Save a card first: it is what pays.', facts: { reason: 'no_card' } });
  }
  const text = consentText(locale, {
    workspaceName: payer.name,
    thresholdMicro: wish.thresholdMicro,
    quote,
    caps: wish.caps,
    cardLabel: cardLabelOf(card),
  });
  return { quote, card, text, hash: consentHash(text) };
}
