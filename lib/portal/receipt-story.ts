import type { CreditsBack } from '../billing';
import type { DisputeView, PurchaseView, RefundView } from '../billing/types';
import { formats } from '../i18n/formats';
import type { AnyLocale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { some } from './money-back';

export type ReceiptStatus = PurchaseView['status'] | 'refundedPart' | 'refunded' | 'disputed' | 'disputeLost';

type DisputeWords = 'open' | 'won' | 'lost' | 'prevented' | 'warning' | 'appeal';

/** Stripe's word for a dispute as one of ours. What an appeal has not decided yet stands as it was. */
export function disputeWords({ status, effect }: Pick<DisputeView, 'status' | 'effect'>): DisputeWords {
  if (status.startsWith('warning_')) return 'warning';
  if (status === 'prevented') return effect === 'taken' ? 'lost' : 'prevented';
  if (status === 'won' || status === 'appeal_won') return 'won';
  if (status === 'lost' || status === 'appeal_lost') return 'lost';
  if (status.startsWith('appeal')) return 'appeal';
  return 'open';
}

/** One word for a list. A dispute says more than a refund, and a refund more than the payment. */
export function receiptStatus(purchase: PurchaseView, disputes: DisputeView[]): ReceiptStatus {
  if (purchase.status !== 'paid') return purchase.status;
  const words = disputes.map(disputeWords);
  if (words.includes('open')) return 'disputed';
  if (disputes.some(({ effect }) => effect === 'taken')) return 'disputeLost';
  if (purchase.refundedMinor === 0n) return 'paid';
  return purchase.refundedMinor >= purchase.totalMinor ? 'refunded' : 'refundedPart';
}

export interface StoryLine {
  at: Date;
  text: string;
}

const add = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

/** The credits that a dispute froze, took or gave back, by what it is in the end, and those that are owed for it. */
function figuresOf(dispute: DisputeView, creditsBack: CreditsBack[], locale: AnyLocale) {
  const rows = creditsBack.filter(({ disputeId }) => disputeId === dispute.id);
  const isBack = dispute.effect === 'none';
  const frozen = rows.filter(({ kind, isReleased }) => kind === 'frozen' && isReleased === isBack);
  const taken = isBack ? [] : rows.filter(({ kind }) => kind === 'taken');
  const owed = add(taken.map(({ owedMicro }) => owedMicro));
  const moved = add([...frozen, ...taken].map(({ amountMicro }) => amountMicro)) - owed;
  const { credits } = formats(locale);
  return { credits: credits(moved), count: some(moved), owed: credits(owed), owedCount: some(owed) };
}

const REFUND_STATES = ['succeeded', 'pending', 'requires_action', 'failed', 'canceled'] as const;

/** What happened to a purchase, in sentences, oldest first. */
export function tellStory(
  locale: AnyLocale,
  purchase: PurchaseView,
  { refunds, disputes, creditsBack }: { refunds: RefundView[]; disputes: DisputeView[]; creditsBack: CreditsBack[] },
): StoryLine[] {
  const t = translator(locale, 'receipts');
  const { money, credits } = formats(locale);
  const inMoney = (minor: bigint) => money(minor, purchase.currency);
  const lines: StoryLine[] = [{ at: purchase.createdAt, text: t('story.begun') }];
  if (purchase.status === 'paid') {
    const figures = {
      total: inMoney(purchase.totalMinor),
      credits: credits(purchase.creditMicro + purchase.bonusMicro),
    };
    lines.push({ at: purchase.paidAt ?? purchase.createdAt, text: t('story.paid', figures) });
  } else if (purchase.status !== 'pending') {
    lines.push({ at: purchase.createdAt, text: t(`story.${purchase.status}`) });
  }
  const later: StoryLine[] = [
    ...refunds.map(({ amountMinor, status, createdAt }) => {
      const known = REFUND_STATES.find((state) => state === status) ?? 'pending';
      return { at: createdAt, text: t(`story.refund.${known}`, { amount: inMoney(amountMinor) }) };
    }),
    ...disputes.map((dispute) => ({
      at: dispute.createdAt,
      text: t(`story.dispute.${disputeWords(dispute)}`, {
        amount: inMoney(dispute.amountMinor),
        ...figuresOf(dispute, creditsBack, locale),
      }),
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const gone = purchase.refundedCreditMicro + purchase.refundedBonusMicro;
  const last = later.at(-1);
  if (gone > 0n && last) {
    const owed = add(creditsBack.filter(({ disputeId }) => disputeId === null).map(({ owedMicro }) => owedMicro));
    const figures = { credits: credits(gone), owed: credits(owed), owedCount: some(owed) };
    later.push({ at: last.at, text: t('story.refundTook', figures).trim() });
  }
  return [...lines, ...later];
}
