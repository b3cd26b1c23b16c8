import type { Mode } from '../ledger/types';

/** The books that screens show. Test credits are for trying out the API; people look at what is real. */
export const PORTAL_MODE: Mode = 'live';
