import { z } from 'zod';

/**
 * What Coffer's own API answers, as the description shows it: the twin of coffer/wire.ts. A test holds every reply that
 * the API's own tests get against these.
 */
export const amount = z
  .string()
  .regex(/^-?\d+(\.\d{1,6})?$/)
  .meta({ id: 'Amount', description: 'Credits as decimal text, exact to 6 decimals.', examples: ['12.5'] });
export const at = z.iso.datetime().meta({ id: 'Instant', description: 'UTC, with milliseconds.' });
export const id = z.uuid();
const metadata = z.record(z.string(), z.unknown()).meta({ description: 'As it was sent.' });
export const textOrNull = z.string().nullable();
export const idOrNull = id.nullable();
export const atOrNull = at.nullable();
export const count = z.int().min(0);

export const data = <T extends z.ZodType>(schema: T) => z.object({ data: schema });

export const pageLinks = z
  .object({ next: textOrNull, previous: textOrNull })
  .meta({ id: 'PageLinks', description: 'Cursors; null where the list ends.' });

export const pageOf = <T extends z.ZodType>(schema: T) => z.object({ data: z.array(schema), page: pageLinks });

const figures = {
  balance: amount.meta({ description: 'All there is.' }),
  reservedBalance: amount.meta({ description: 'What holds set aside of it.' }),
  availableBalance: amount.meta({ description: 'What can be spent.' }),
  debt: amount.meta({ description: 'What is owed.' }),
};
const figuresObject = z.object(figures).meta({ id: 'Figures' });

/** Both null: the customer's own wallet. */
const owner = { userId: idOrNull, teamId: idOrNull };

const KINDS = [
  'grant',
  'purchase',
  'consume',
  'capture',
  'expire',
  'void',
  'reverse',
  'refund',
  'dispute_hold',
  'dispute_release',
  'adjust',
  'transfer_out',
  'transfer_in',
  'settle',
] as const;

const usageContext = { feature: textOrNull, contextId: textOrNull, contextDescription: textOrNull };

export const transaction = z
  .object({
    id,
    walletId: id,
    sequence: z.int().min(1).meta({ description: 'Place in the chain of its wallet, without gaps.' }),
    kind: z.enum(KINDS),
    amount: amount.meta({ description: 'Signed.' }),
    balanceBefore: amount,
    balanceAfter: amount,
    onBehalfOf: idOrNull,
    keyId: idOrNull,
    ...usageContext,
    holdId: idOrNull,
    grantId: idOrNull,
    relatedId: idOrNull,
    actor: z.object({ kind: z.enum(['user', 'api_key', 'operator', 'job']), id: textOrNull }),
    reason: textOrNull,
    metadata: metadata.nullable(),
    createdAt: at.meta({ description: 'When it was booked.' }),
    occurredAt: at.meta({ description: 'When it happened.' }),
  })
  .meta({ id: 'Transaction' });

export const grant = z
  .object({
    id,
    walletId: id,
    ...owner,
    source: z.enum(['purchase', 'bonus', 'promotion', 'admin', 'refund', 'transfer', 'adjustment']),
    status: z.enum(['scheduled', 'active', 'consumed', 'expired', 'voided']),
    amount,
    remaining: amount,
    reserved: amount,
    priority: z.int(),
    unitCost: z.string().meta({ description: 'Minor units of the currency per credit.' }),
    currency: textOrNull,
    features: z.array(z.string()).meta({ description: 'What it is good for; empty: everything.' }),
    effectiveAt: at,
    expiresAt: atOrNull,
    endedAt: atOrNull,
    purchaseId: idOrNull,
    parentId: idOrNull,
    externalRef: textOrNull,
    description: textOrNull,
    reason: textOrNull,
    metadata: metadata.nullable(),
    createdAt: at,
  })
  .meta({ id: 'Grant' });

export const hold = z
  .object({
    id,
    walletId: id,
    ...owner,
    status: z.enum(['open', 'captured', 'released', 'expired']),
    amount,
    captured: amount,
    onBehalfOf: idOrNull,
    keyId: idOrNull,
    ...usageContext,
    metadata: metadata.nullable(),
    placedAt: at,
    expiresAt: at,
    endedAt: atOrNull,
  })
  .meta({ id: 'Hold' });

const walletFields = {
  id,
  ...owner,
  overdraft: z.enum(['none', 'limit', 'unlimited']),
  overdraftLimit: amount.nullable(),
  createdAt: at,
};
export const wallet = z.object({ ...walletFields, ...figures }).meta({ id: 'Wallet' });
export const overdraftSet = z
  .object({
    ...walletFields,
    id: idOrNull.meta({ description: 'null: there is no wallet, and so no overdraft.' }),
    createdAt: atOrNull,
    ...figures,
  })
  .meta({ id: 'OverdraftSet' });

export const balance = z
  .object({
    ...owner,
    walletId: idOrNull.meta({ description: 'null while nothing was ever granted here.' }),
    asOf: at,
    ...figures,
    scheduled: amount.meta({ description: 'Granted, but not effective yet; not part of the balance.' }),
    scoped: z
      .array(z.object({ features: z.array(z.string()), availableBalance: amount }))
      .meta({ description: 'The part that only some features may use.' }),
    nextExpiry: z.object({ at, amount }).nullable(),
    grants: z.array(grant).meta({ description: 'Those with something left, in burn order: the first 200.' }),
    grantCount: count,
    lastBookedAt: atOrNull,
  })
  .meta({ id: 'Balance' });

export const budget = z
  .object({
    id,
    scope: z.enum(['customer', 'user', 'key']),
    scopeId: id,
    period: z.enum(['day', 'month', 'lifetime']),
    limit: amount,
    used: amount,
    reserved: amount,
    remaining: amount,
    periodStart: atOrNull,
    periodEnd: atOrNull,
    createdAt: at,
  })
  .meta({ id: 'Budget' });

const spend = {
  transactionId: id,
  ...figures,
  amount,
  balanceBefore: amount,
  balanceAfter: amount,
  transaction,
};
export const spent = z.object(spend).meta({ id: 'Spent' });

export const batch = z.object({
  data: z.array(
    z.discriminatedUnion('status', [
      z.object({ status: z.literal('done'), ...spend }),
      z.object({
        status: z.literal('refused'),
        error: z.looseObject({ code: z.string(), status: z.int(), title: z.string(), detail: z.string().optional() }),
      }),
    ]),
  ),
  summary: z.object({ done: count, refused: count }),
});

export const granted = z
  .object({
    grantId: id,
    transactionId: idOrNull,
    walletId: id,
    ...figures,
    grant,
    transaction: transaction.nullable(),
  })
  .meta({ id: 'Granted' });

export const voided = z
  .object({ transactionId: idOrNull, ...figures, grant, transaction: transaction.nullable() })
  .meta({ id: 'Voided' });

export const expiryChanged = z
  .object({ transactionId: id, ...figures, grant, remainder: grant.nullable(), transaction })
  .meta({ id: 'ExpiryChanged' });

export const held = z.object({ holdId: id, ...figures, hold }).meta({ id: 'Held' });

export const captured = z
  .object({
    transactionId: id,
    amount,
    ...figures,
    hold,
    transaction,
    excessTransaction: transaction.nullable(),
  })
  .meta({ id: 'Captured' });

export const explanation = z
  .object({
    transaction,
    orderBy: z.enum(['burn_order', 'hold', 'reversed_transaction']),
    allocations: z.array(
      z.object({
        grantId: idOrNull.meta({ description: 'null: the debt of the wallet.' }),
        amount,
        beforeNextBecauseOf: z
          .enum(['priority', 'expires_at', 'unit_cost', 'effective_at', 'created_at', 'id'])
          .nullable(),
        grant: grant.nullable(),
      }),
    ),
    hold: hold.nullable(),
    holdTransactions: z.array(transaction),
    related: transaction.nullable(),
    reversals: z.array(transaction),
    reversible: amount,
  })
  .meta({ id: 'Explanation' });

export const reversed = z
  .object({
    transactionId: id,
    amount,
    reversible: amount,
    ...figures,
    transaction,
    endedTransactions: z.array(transaction),
  })
  .meta({ id: 'Reversed' });

export const adjusted = z
  .object({ transactionId: id, ...figures, transaction, grant: grant.nullable() })
  .meta({ id: 'Adjusted' });

export const transferred = z
  .object({
    amount,
    from: figuresObject,
    to: figuresObject,
    out: transaction,
    in: transaction,
    grants: z.array(grant),
  })
  .meta({ id: 'Transferred' });

const usageGroup = z.object({ key: textOrNull, amount, count }).meta({ id: 'UsageGroup' });

export const usage = z
  .object({
    timeZone: z.string(),
    interval: z.enum(['day', 'week', 'month']),
    total: amount,
    count,
    groups: z.array(usageGroup),
    buckets: z.array(
      z.object({ date: z.iso.date(), startAt: at, endAt: at, total: amount, count, groups: z.array(usageGroup) }),
    ),
  })
  .meta({ id: 'Usage' });

export const health = z.object({
  status: z.enum(['ok', 'unavailable']),
  database: z.enum(['ok', 'unavailable']),
  migrations: z.enum(['ok', 'missing', 'unknown']),
  version: z.string(),
});

export const openApiDocument = z.looseObject({ openapi: z.string(), info: z.looseObject({}) });

/** Beside these members stand the exact facts of the refusal, such as `available` and `required`. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string().meta({ description: 'Stable, for programs.' }),
    requestId: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: 'One for each field that is wrong, by JSON pointer.' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });
