import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { getPurchase, listCreditsBack, listDisputes, listPurchases, listRefunds } from '../billing';
import { expiryOf } from '../billing/pricing';
import { refundedTaxOf } from '../billing/refund-share';
import type { PurchaseView } from '../billing/types';
import { formats } from '../i18n/formats';
import { translator } from '../i18n/translator';
import { getLedger } from '../ledger';
import { PORTAL_MODE } from './mode';
import { type PaperSize, paperFor } from './paper/size';
import { type ReceiptStatus, receiptStatus, tellStory } from './receipt-story';
import type { PortalWorkspace } from './workspace';

export interface ReceiptRow {
  id: string;
  date: string;
  what: string;
  total: string;
  status: ReceiptStatus;
  hasPdf: boolean;
}

export interface ReceiptsScreen {
  rows: ReceiptRow[];
  next: string | null;
  previous: string | null;
  /** Why spending is stopped; null: nothing is owed. */
  debt: string | null;
}

function whatOf(workspace: PortalWorkspace, { creditMicro, bonusMicro }: PurchaseView): string {
  const t = translator(workspace.locale, 'receipts');
  const { credits } = formats(workspace.locale);
  return bonusMicro > 0n
    ? t('creditsBonus', { credits: credits(creditMicro), bonus: credits(bonusMicro) })
    : t('credits', { credits: credits(creditMicro) });
}

async function readDebt({ id, locale }: PortalWorkspace): Promise<string | null> {
  const { debtMicro } = await getLedger().balance({
    workspaceId: id,
    mode: PORTAL_MODE,
    owner: { kind: 'workspace' },
  });
  if (debtMicro <= 0n) return null;
  return translator(locale, 'receipts')('debt', { debt: formats(locale).credits(debtMicro) });
}

/** The workspace's purchases, newest first, with what became of each. Errors: forbidden, not_found. */
export async function readReceipts(
  actor: Actor,
  workspace: PortalWorkspace,
  cursor: string | undefined,
): Promise<ReceiptsScreen> {
  authorize(actor, 'purchases:view', { workspaceId: workspace.id });
  const [page, disputes, debt] = await Promise.all([
    listPurchases(workspace.id, { limit: 25, cursor: cursor ?? null }),
    listDisputes(workspace.id),
    readDebt(workspace),
  ]);
  const { money, date } = formats(workspace.locale);
  return {
    rows: page.items.map((purchase) => ({
      id: purchase.id,
      date: date(purchase.paidAt ?? purchase.createdAt, workspace.timeZone),
      what: whatOf(workspace, purchase),
      total: money(purchase.totalMinor, purchase.currency),
      status: receiptStatus(
        purchase,
        disputes.filter(({ purchaseId }) => purchaseId === purchase.id),
      ),
      hasPdf: purchase.status === 'paid',
    })),
    next: page.next,
    previous: page.previous,
    debt,
  };
}

export interface ReceiptScreen {
  id: string;
  number: string;
  date: string;
  status: ReceiptStatus;
  isPaid: boolean;
  /** Looking the payment up could change something. */
  canLook: boolean;
  isCard: boolean;
  credits: string;
  bonus: string | null;
  price: string;
  fee: string | null;
  tax: string | null;
  total: string;
  refunded: string | null;
  /** The part of what was paid back that was tax; null: no tax was collected, or nothing went back. */
  refundedTax: string | null;
  paidAt: string | null;
  /** null: never. */
  expires: string | null;
  bonusExpires: string | null;
  story: { at: string; text: string }[];
  /** Paper that printers of the workspace's part of the world hold: offered first. */
  paper: PaperSize;
  hostedUrl: string | null;
  checkoutUrl: string | null;
}

/** What stands on a receipt to find it by: short, and the same on paper, screen and in mails. */
export const receiptNumber = (purchaseId: string): string => purchaseId.slice(-12).toUpperCase();

/** One purchase with its figures and its story. Errors: forbidden, not_found. */
export async function readReceipt(
  actor: Actor,
  workspace: PortalWorkspace,
  purchaseId: string,
): Promise<ReceiptScreen> {
  authorize(actor, 'purchases:view', { workspaceId: workspace.id });
  const purchase = await getPurchase(workspace.id, purchaseId);
  const [refunds, allDisputes, creditsBack] = await Promise.all([
    listRefunds(workspace.id, purchase.id),
    listDisputes(workspace.id),
    listCreditsBack(workspace.id, [purchase.id]),
  ]);
  const disputes = allDisputes.filter((dispute) => dispute.purchaseId === purchase.id);
  const { money, credits, date, dateTime } = formats(workspace.locale);
  const inMoney = (minor: bigint) => money(minor, purchase.currency);
  const orNull = (minor: bigint) => (minor > 0n ? inMoney(minor) : null);
  const from = purchase.paidAt ?? purchase.createdAt;
  const end = (days: number | null) => {
    const at = expiryOf(from, days);
    return at && date(at, workspace.timeZone);
  };
  return {
    id: purchase.id,
    number: receiptNumber(purchase.id),
    date: date(from, workspace.timeZone),
    status: receiptStatus(purchase, disputes),
    isPaid: purchase.status === 'paid',
    canLook: purchase.status !== 'paid',
    isCard: purchase.paymentKind === 'card',
    credits: credits(purchase.creditMicro),
    bonus: purchase.bonusMicro > 0n ? credits(purchase.bonusMicro) : null,
    price: inMoney(purchase.priceMinor),
    fee: orNull(purchase.feeMinor),
    tax: purchase.collectsTax && purchase.paidAt ? inMoney(purchase.taxMinor) : null,
    total: inMoney(purchase.totalMinor),
    refunded: orNull(purchase.refundedMinor),
    refundedTax: purchase.collectsTax && purchase.refundedMinor > 0n ? inMoney(refundedTaxOf(purchase)) : null,
    paidAt: purchase.paidAt && dateTime(purchase.paidAt, workspace.timeZone),
    expires: end(purchase.validDays),
    bonusExpires: end(purchase.bonusValidDays),
    story: tellStory(workspace.locale, purchase, { refunds, disputes, creditsBack }).map(({ at, text }) => ({
      at: dateTime(at, workspace.timeZone),
      text,
    })),
    paper: paperFor(workspace.timeZone),
    hostedUrl: purchase.receiptUrl,
    checkoutUrl: purchase.checkoutUrl,
  };
}
