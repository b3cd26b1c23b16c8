import { syncDisputeEvent } from './sync-dispute';
import type { EventHandler } from './types';

/** charge.dispute.funds_reinstated: the bank gave the money back. */
export const chargeDisputeFundsReinstated: EventHandler = syncDisputeEvent;
