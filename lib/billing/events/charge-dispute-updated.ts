import { syncDisputeEvent } from './sync-dispute';
import type { EventHandler } from './types';

/** charge.dispute.updated: its state changed. */
export const chargeDisputeUpdated: EventHandler = syncDisputeEvent;
