import type { PackOffer, PurchaseView, RefundView } from '../../billing';
import { formatAmount } from '../amount';
import { formatInstant } from '../dates';

/** Credits as decimal text; money as whole minor units of its currency, in text, as Stripe counts them. */
export const toWirePurchase = (purchase: PurchaseView) => ({
  id: purchase.id,
  status: purchase.status,
  packId: purchase.packId,
  packName: purchase.packName,
  credits: formatAmount(purchase.creditMicro),
  bonus: formatAmount(purchase.bonusMicro),
  priceMinor: purchase.priceMinor.toString(),
  feeMinor: purchase.feeMinor.toString(),
  taxMinor: purchase.taxMinor.toString(),
  totalMinor: purchase.totalMinor.toString(),
  currency: purchase.currency,
  validDays: purchase.validDays,
  bonusValidDays: purchase.bonusValidDays,
  checkoutUrl: purchase.checkoutUrl,
  receiptUrl: purchase.receiptUrl,
  refundedMinor: purchase.refundedMinor.toString(),
  refundedCredits: formatAmount(purchase.refundedCreditMicro),
  refundedBonus: formatAmount(purchase.refundedBonusMicro),
  createdAt: formatInstant(purchase.createdAt),
  paidAt: purchase.paidAt && formatInstant(purchase.paidAt),
});

export const toWireRefund = ({ id, amountMinor, status, createdAt }: RefundView) => ({
  id,
  amountMinor: amountMinor.toString(),
  status,
  createdAt: formatInstant(createdAt),
});

export const toWirePack = (pack: PackOffer) => ({
  id: pack.id,
  name: pack.name,
  credits: formatAmount(pack.creditMicro),
  bonus: formatAmount(pack.bonusMicro),
  priceMinor: pack.priceMinor.toString(),
  currency: pack.currency,
  validDays: pack.validDays,
  bonusValidDays: pack.bonusValidDays,
  isFeatured: pack.isFeatured,
});
