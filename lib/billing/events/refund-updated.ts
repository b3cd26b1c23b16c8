import { syncRefund } from './sync-refund';
import type { EventHandler } from './types';

/** refund.updated: its state changed. */
export const refundUpdated: EventHandler = syncRefund;
