/**
 * Billing's words as types. Money is bigint minor units as Stripe counts them (`currency.ts` knows how many decimals
 * that is), credits are bigint micro-credits, times are instants.
 */
import type { Mode, PurchaseStatus } from '@/prisma/generated/enums';

export type { PurchaseStatus };

/** What led to a look at Stripe. The road that found the money is written on the purchase. */
export type Road = 'webhook' | 'return' | 'sweep' | 'support';

/** A pack as it is offered. */
export interface PackOffer {
  id: string;
  name: string;
  creditMicro: bigint;
  /** On top, free, with a term of its own. */
  bonusMicro: bigint;
  priceMinor: bigint;
  currency: string;
  /** Days from the payment; null: never expires. */
  validDays: number | null;
  bonusValidDays: number | null;
  isFeatured: boolean;
}

/** What an amount of their own costs, and its limits (in money). */
export interface CreditPrice {
  currency: string;
  /** 1e-9 minor units per credit. */
  unitCostNano: bigint;
  minMinor: bigint;
  maxMinor: bigint;
  /** Days from the payment; null: never expires. */
  validDays: number | null;
}

export interface Offers {
  /** What everything here costs; the one that was asked for, unless nothing is sold in it. */
  currency: string;
  /** All currencies in which something is sold. */
  currencies: string[];
  packs: PackOffer[];
  /** null: only packs are sold. */
  ownAmount: CreditPrice | null;
  /** False while no Stripe key is set: nothing can be bought. */
  isOpen: boolean;
}

/** What exactly is bought: frozen on the purchase, compared with what Stripe charged. */
export interface Quote {
  packId: string | null;
  name: string;
  creditMicro: bigint;
  bonusMicro: bigint;
  priceMinor: bigint;
  /** The operator's processing fee. */
  feeMinor: bigint;
  /** What Stripe charges: price + fee. Tax, where it is collected, is contained. */
  totalMinor: bigint;
  currency: string;
  /** 1e-9 minor units per bought credit, rounded down; the bonus costs nothing. */
  unitCostNano: bigint;
  validDays: number | null;
  bonusValidDays: number | null;
}

/** Which thing to buy. */
export type PurchaseItem =
  /** Without a currency: the pack's first. */
  { packId: string; currency?: string } | { priceMinor: bigint; currency: string };

export interface StartPurchaseInput {
  workspaceId: string;
  item: PurchaseItem;
  /**
   * Made with the form (`newId()`), so that sending it twice opens one checkout. Absent: each call is a purchase of its
   * own.
   */
  purchaseId?: string;
}

export interface StartedPurchase {
  purchaseId: string;
  /** Stripe's hosted page: redirect there. */
  checkoutUrl: string;
}

export interface PurchaseView {
  workspaceId: string;
  id: string;
  mode: Mode;
  status: PurchaseStatus;
  packId: string | null;
  packName: string | null;
  creditMicro: bigint;
  bonusMicro: bigint;
  priceMinor: bigint;
  feeMinor: bigint;
  /** Contained in the total; Stripe's figure, 0 until it is paid. */
  taxMinor: bigint;
  /** Stripe was asked to collect tax. */
  collectsTax: boolean;
  /** Price and fee: what is charged. */
  totalMinor: bigint;
  currency: string;
  /** `card`: a saved card was charged, without Stripe's page. */
  paymentKind: 'checkout' | 'card';
  validDays: number | null;
  bonusValidDays: number | null;
  /** Where an open one is paid. */
  checkoutUrl: string | null;
  /** Stripe's hosted receipt, once paid. */
  receiptUrl: string | null;
  /** Money that went back, and the credits it took along. */
  refundedMinor: bigint;
  refundedCreditMicro: bigint;
  refundedBonusMicro: bigint;
  fulfilledBy: Road | null;
  /** For operators: why a person has to decide. */
  reviewReason: string | null;
  actorId: string | null;
  createdAt: Date;
  paidAt: Date | null;
}

/** What the return page needs; `isFinal` says that waiting longer changes nothing. */
export interface PurchaseState {
  purchase: PurchaseView;
  isFinal: boolean;
}

/** One refund of a purchase. */
export interface RefundView {
  id: string;
  amountMinor: bigint;
  /** Stripe's: pending, requires_action, succeeded, failed, canceled. */
  status: string;
  createdAt: Date;
}

/** A dispute of a purchase's payment. */
export interface DisputeView {
  id: string;
  stripeId: string;
  purchaseId: string;
  amountMinor: bigint;
  /** Stripe's: needs_response, under_review, won, lost, warning_…, prevented, appeal_…. */
  status: string;
  reason: string;
  /** What it has done to the credits. */
  effect: 'none' | 'frozen' | 'taken';
  createdAt: Date;
}
