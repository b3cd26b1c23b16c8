/**
 * Money in: packs, purchases, Stripe. See README.md beside this file. What other folders may use stands here.
 */
export { minorUnitDigits } from '../currency';
export { beginAuthentication } from './auto-top-up/authenticate';
export { authenticationPage } from './auto-top-up/authentication-page';
export { cardLabelOf } from './auto-top-up/card-label';
export { type AutoTopUpItem, itemOf, quoteItem } from './auto-top-up/item';
export { findPayingCard, type Prepared, prepareSwitchOn, type Wish } from './auto-top-up/prepare';
export { type AttemptView, type AutoTopUpView, readAttempt, readAutoTopUp } from './auto-top-up/read';
export { SIMULATED_DAYS, simulateLastDays } from './auto-top-up/simulate-last-days';
export { readStopLink, settleStop, stopAutoTopUp, stopAutoTopUpIn, stopByLink } from './auto-top-up/stop';
export { stopAddress, stopPage } from './auto-top-up/stop-token';
export { readPayer, switchOnAutoTopUp } from './auto-top-up/switch-on';
export { openBillingPortal, resumeCardSetup, startCardSetup } from './card-setup';
export {
  type CreditsBack,
  findTrouble,
  listCreditsBack,
  listPurchasesInTrouble,
  type PurchaseInTrouble,
} from './credits-back';
export { listDisputes } from './disputes';
export { type ManagedPack, movePack, savePack, setCreditPrice } from './edit-packs';
export { feeOf, feeRate } from './fee';
export { type FrozenCredits, listFrozenCredits } from './frozen-credits';
export { type FulfilResult, fulfil } from './fulfil';
export { lookAtStripe } from './look';
export { listOffers, listPacks } from './packs';
export { listPayableCards, payWithCard } from './pay-with-card';
export { quoteOwnAmount, unitCostNano } from './pricing';
export { cancelPurchase, startPurchase } from './purchase';
export { getPurchase, getPurchaseState, listPurchases, listRefunds, resumeReturn } from './purchases';
export {
  previewRefund,
  type Refundable,
  type RefundPreview,
  readRefundable,
  refundPurchase,
} from './refund-purchase';
export { syncRefunds } from './refunds';
export { creditReviewed, dismissReviewed, type ReviewInput, refundReviewed } from './resolve-review';
export {
  ignoreEvent,
  type ParkedEventView,
  type ReviewQueue,
  readReviewQueue,
  retryEvent,
  retryReview,
} from './review';
export { listSavedCards, type SavedCard } from './saved-cards';
export { searchPurchases } from './search-purchases';
export { expectsLivemode, isBillingOpen, isSandbox } from './stripe';
export type * from './types';
