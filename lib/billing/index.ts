/**
 * Money in: packs, purchases, Stripe. See README.md beside this file. What other folders may use stands here.
 */
export { minorUnitDigits } from '../currency';
export { listDisputes } from './disputes';
export { type FulfilResult, fulfil } from './fulfil';
export { listOffers, listPacks } from './packs';
export { quoteOwnAmount, unitCostNano } from './pricing';
export { cancelPurchase, startPurchase } from './purchase';
export { getPurchase, getPurchaseState, listPurchases, listRefunds, resumeReturn } from './purchases';
export { type Refundable, readRefundable, refundPurchase } from './refund-purchase';
export { syncRefunds } from './refunds';
export { type ParkedEventView, type ReviewQueue, readReviewQueue, retryReview } from './review';
export { searchPurchases } from './search-purchases';
export { isBillingOpen } from './stripe';
export type * from './types';
