import { syncRefund } from './sync-refund';
import type { EventHandler } from './types';

/** refund.failed: the money came back to us, so the credits return. */
export const refundFailed: EventHandler = syncRefund;
