import { syncRefund } from './sync-refund';
import type { EventHandler } from './types';

/** refund.created: money is going back, begun here or in Stripe's dashboard. */
export const refundCreated: EventHandler = syncRefund;
