import { cardsChanged } from './cards-changed';
import type { EventHandler } from './types';

/** customer.updated: among other things, another card may pay by default now. */
export const customerUpdated: EventHandler = ({ objectId }) => cardsChanged(objectId);
