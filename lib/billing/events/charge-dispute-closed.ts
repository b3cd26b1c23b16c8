import { syncDisputeEvent } from './sync-dispute';
import type { EventHandler } from './types';

/** charge.dispute.closed: it was decided. */
export const chargeDisputeClosed: EventHandler = syncDisputeEvent;
