import { syncDisputeEvent } from './sync-dispute';
import type { EventHandler } from './types';

/** charge.dispute.funds_withdrawn: the bank took the money. */
export const chargeDisputeFundsWithdrawn: EventHandler = syncDisputeEvent;
