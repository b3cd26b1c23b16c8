import { z } from 'zod';
import { amount, at, atOrNull, count, id, idOrNull, pageLinks, textOrNull } from './replies';

/** What the API answers about customers, people, keys and money; the twin of the wire and row files in coffer/. */
const minor = z
  .string()
  .regex(/^-?\d+$/)
  .meta({ id: 'Minor', description: 'Whole minor units of the currency, as text.' });
const days = z.int().nullable();

export const customer = z
  .object({
    id,
    externalId: textOrNull,
    slug: z.string(),
    name: z.string(),
    timeZone: z.string(),
    currency: z.string(),
    billingEmail: textOrNull,
    locale: z.string().meta({ description: 'Language of mails to the billing contact.' }),
    taxId: textOrNull,
    status: z.string(),
    createdAt: at,
  })
  .meta({ id: 'Customer' });

export const member = z
  .object({
    id,
    externalId: textOrNull,
    name: z.string(),
    email: textOrNull,
    role: z.enum(['owner', 'admin', 'billing', 'member', 'viewer']),
    signsIn: z.boolean().meta({ description: 'Whether a user of the portal is this member.' }),
    removedAt: atOrNull,
    createdAt: at,
  })
  .meta({ id: 'Member' });

export const team = z
  .object({ id, externalId: textOrNull, name: z.string(), memberCount: count, removedAt: atOrNull, createdAt: at })
  .meta({ id: 'Team' });

const keyFields = {
  id,
  userId: idOrNull.meta({ description: 'The only user it speaks for.' }),
  name: z.string(),
  mode: z.enum(['live', 'test']),
  scopes: z.array(z.enum(['read', 'spend', 'grant', 'admin'])),
  prefix: z.string(),
  last4: z.string(),
  allowedIps: z.array(z.string()),
  expiresAt: atOrNull,
  revokedAt: atOrNull,
  replacedBy: idOrNull,
  createdAt: at,
  lastUsedAt: atOrNull,
};
export const key = z.object(keyFields).meta({ id: 'Key' });
export const madeKey = z
  .object({ ...keyFields, secret: textOrNull.meta({ description: 'Shown once, here.' }), notice: textOrNull })
  .meta({ id: 'MadeKey' });

const packFields = {
  credits: amount,
  bonus: amount,
  priceMinor: minor,
  currency: z.string(),
  validDays: days,
  bonusValidDays: days,
};
const pack = z.object({ id, name: z.string(), ...packFields, isFeatured: z.boolean() }).meta({ id: 'Pack' });

export const packs = z.object({
  data: z.array(pack),
  page: pageLinks,
  ownAmount: z
    .object({ currency: z.string(), unitCost: z.string(), minMinor: minor, maxMinor: minor, validDays: days })
    .nullable()
    .meta({ description: 'Terms for an amount of one’s own; null: only packs are sold.' }),
  isOpen: z.boolean().meta({ description: 'Whether anything can be bought now.' }),
});

const purchaseFields = {
  id,
  status: z.enum(['pending', 'processing', 'paid', 'failed', 'canceled', 'expired', 'review']),
  packId: idOrNull,
  packName: textOrNull,
  ...packFields,
  feeMinor: minor,
  taxMinor: minor,
  totalMinor: minor,
  checkoutUrl: textOrNull,
  receiptUrl: textOrNull,
  refundedMinor: minor,
  refundedCredits: amount,
  refundedBonus: amount,
  createdAt: at,
  paidAt: atOrNull,
};
export const purchase = z.object(purchaseFields).meta({ id: 'Purchase' });
export const purchaseWithRefunds = z
  .object({
    ...purchaseFields,
    refunds: z.array(z.object({ id, amountMinor: minor, status: z.string(), createdAt: at })),
  })
  .meta({ id: 'PurchaseWithRefunds' });

const rule = z.object({
  status: z.enum(['on', 'paused', 'off']),
  reason: textOrNull.meta({ description: 'Why it is paused or off.' }),
  since: at,
  threshold: amount.meta({ description: 'Buys when the credits that are left or arriving are at or below it.' }),
  packId: idOrNull,
  amountMinor: minor.nullable(),
  currency: z.string(),
  caps: z.object({ attemptMinor: minor, dayMinor: minor, monthMinor: minor }),
  spent: z.object({ dayMinor: minor, monthMinor: minor }),
  declinesInARow: count,
  nextTryAt: atOrNull,
  consent: z.object({ text: z.string(), version: z.string(), email: z.string(), at }),
});
const attempt = z.object({
  id,
  purchaseId: id,
  status: z.enum(['running', 'authentication', 'succeeded', 'declined', 'failed', 'canceled']),
  failureCode: textOrNull.meta({ description: 'Stripe’s word for it.' }),
  credits: amount,
  totalMinor: minor,
  currency: z.string(),
  availableBalance: amount.meta({ description: 'What was left when it began.' }),
  card: textOrNull,
  createdAt: at,
  endedAt: atOrNull,
});
export const autoTopUp = z
  .object({
    isOn: z.boolean(),
    rule: rule.nullable().meta({ description: 'Null: nobody has ever agreed to one.' }),
    attempts: z.array(attempt).meta({ description: 'The newest first: at most ten.' }),
  })
  .meta({ id: 'AutoTopUp' });

const endpointFields = {
  id,
  url: z.string(),
  description: textOrNull,
  events: z.array(z.string()).meta({ description: 'None: everything.' }),
  isEnabled: z.boolean(),
  disabledAt: atOrNull,
  disabledReason: z.enum(['asked', 'gone', 'failing']).nullable(),
  previousSecretEndsAt: atOrNull,
  createdAt: at,
};
export const webhookEndpoint = z.object(endpointFields).meta({ id: 'WebhookEndpoint' });
export const shownWebhookEndpoint = z
  .object({ ...endpointFields, secret: textOrNull.meta({ description: 'Shown once, here.' }), notice: textOrNull })
  .meta({ id: 'ShownWebhookEndpoint' });
export const webhookDelivery = z
  .object({
    id,
    endpointId: id,
    eventId: id.meta({ description: 'The webhook-id of every try.' }),
    type: z.string(),
    payload: z.string().meta({ description: 'The body, as it is signed and sent.' }),
    status: z.enum(['pending', 'delivered', 'dead']),
    attempts: count,
    nextTryAt: atOrNull,
    lastStatus: z.int().nullable(),
    lastError: textOrNull,
    deliveredAt: atOrNull,
    createdAt: at,
  })
  .meta({ id: 'WebhookDelivery' });

export const alert = z
  .object({
    id,
    kind: z.enum(['balance_below', 'share_below', 'runway_below', 'grants_expiring']),
    amount: amount.nullable().meta({ description: 'Of balance_below.' }),
    percent: z.int().nullable().meta({ description: 'Of share_below.' }),
    days: z.array(z.int()).nullable().meta({ description: 'Of runway_below and grants_expiring.' }),
    recipients: z.object({ billingContact: z.boolean(), userIds: z.array(id), emails: z.array(z.string()) }),
    channels: z.object({ mail: z.boolean(), webhook: z.boolean() }),
    isEnabled: z.boolean(),
    firedAt: atOrNull.meta({ description: 'The crossing that was told of and not left since; null: armed.' }),
    lastFiredAt: atOrNull,
    createdAt: at,
  })
  .meta({ id: 'Alert' });
