import type { z } from 'zod';
import type { ErrorCode } from '../../../errors';

/** An example of what a caller sends; path parameters have theirs by name, see `EXAMPLE_PARAMS`. */
export interface RequestExample {
  query?: Record<string, string>;
  body?: Record<string, unknown>;
}

/** What the description says of one of Coffer's own operations beyond the schemas its requests are parsed by. */
export interface Entry {
  operationId: string;
  tag: string;
  /** In sentences: what happens, and what a caller could not guess. */
  description: string;
  reply: z.ZodType;
  /** Refusals that not every call has; see `codesOf`. */
  codes?: readonly ErrorCode[];
  example?: RequestExample;
  /** Whose key the example needs: most calls take a customer's own. */
  caller?: 'operator';
}

export type Entries = Record<string, Entry>;

/** Ids in examples. They name nothing; a test puts real ones in their places. */
export const EXAMPLE_IDS = {
  grant: '0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a01',
  hold: '0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a02',
  transaction: '0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a03',
  budget: '0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a04',
  key: '0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a05',
  pack: '0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a06',
  purchase: '0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a07',
  endpoint: '0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a08',
  delivery: '0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a09',
  alert: '0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a0a',
} as const;

/** An example of every path parameter. Customers, users and teams go by the names that the caller gave them. */
export const EXAMPLE_PARAMS: Record<string, string> = {
  customerId: 'acme',
  userId: 'u-1',
  teamId: 'design',
  grantId: EXAMPLE_IDS.grant,
  holdId: EXAMPLE_IDS.hold,
  transactionId: EXAMPLE_IDS.transaction,
  budgetId: EXAMPLE_IDS.budget,
  keyId: EXAMPLE_IDS.key,
  purchaseId: EXAMPLE_IDS.purchase,
  endpointId: EXAMPLE_IDS.endpoint,
  deliveryId: EXAMPLE_IDS.delivery,
  alertId: EXAMPLE_IDS.alert,
};
