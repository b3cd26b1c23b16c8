import { syncDisputeEvent } from './sync-dispute';
import type { EventHandler } from './types';

/** charge.dispute.created: a bank asks the money back, or asks about it. */
export const chargeDisputeCreated: EventHandler = syncDisputeEvent;
