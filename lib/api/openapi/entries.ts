import { ACCOUNTS } from './entries/accounts';
import { ALERTS } from './entries/alerts';
import { CREDITS } from './entries/credits';
import type { Entries } from './entries/entry';
import { INSTALLATION } from './entries/installation';
import { WEBHOOKS } from './entries/webhooks';

/** By method and path, as in routes.ts. A test fails for an operation that is not here. */
export const ENTRIES: Entries = { ...CREDITS, ...ACCOUNTS, ...ALERTS, ...WEBHOOKS, ...INSTALLATION };
