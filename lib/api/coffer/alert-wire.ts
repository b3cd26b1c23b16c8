import { z } from 'zod';
import {
  type AlertKind,
  type AlertRecipients,
  type AlertRule,
  type AlertThreshold,
  EXPIRY_DAYS,
  MAX_RECIPIENTS,
  RUNWAY_DAYS_MAX,
} from '../../alerts/types';
import { formatAmount } from '../amount';
import { formatInstant } from '../dates';
import type { ApiContext } from '../operation';
import { resolveMember } from '../resolve';
import { integer, optional, positiveAmount, userRef } from '../schema';
import { email } from './fields';

/** The fields of an alert that a caller writes, in requests to make and to change one. */
export const thresholdFields = {
  amount: optional(positiveAmount('With balance_below: it fires when less is available.')),
  percent: optional(integer({ min: 1, max: 99 }, 'With share_below: of the last top-up, bonus included.')),
  days: optional(
    z
      .array(integer({ min: 1, max: RUNWAY_DAYS_MAX }, 'Days.'))
      .min(1)
      .max(EXPIRY_DAYS.length)
      .meta({ description: `With runway_below one number; with grants_expiring any of ${EXPIRY_DAYS.join(', ')}.` }),
  ),
};

export const deliveryFields = {
  recipients: optional(
    z
      .strictObject({
        billingContact: z.boolean().meta({ description: "The customer's billing address; its owners without one." }),
        userIds: optional(z.array(userRef).max(MAX_RECIPIENTS)),
        emails: optional(z.array(email).max(MAX_RECIPIENTS)),
      })
      .meta({ description: 'Who gets the mails. Default: the billing contact.' }),
  ),
  channels: optional(
    z
      .strictObject({ mail: z.boolean(), webhook: z.boolean() })
      .meta({ description: 'How it is told. Default: both ways.' }),
  ),
  isEnabled: z.boolean().meta({ description: 'Whether it is looked at.' }).optional(),
};

interface ThresholdFields {
  amount?: bigint | undefined;
  percent?: number | undefined;
  days?: number[] | undefined;
}

const OF_KIND: Record<AlertKind, keyof ThresholdFields> = {
  balance_below: 'amount',
  share_below: 'percent',
  runway_below: 'days',
  grants_expiring: 'days',
};

/** Names of threshold fields that do not go with the kind, and the one that does but is missing. */
export function misfitsOf(kind: AlertKind, fields: ThresholdFields): { extra: string[]; missing: string | null } {
  const own = OF_KIND[kind];
  const extra = (['amount', 'percent', 'days'] as const).filter((name) => name !== own && fields[name] !== undefined);
  return { extra, missing: fields[own] === undefined ? own : null };
}

/** The threshold of fields that fit the kind. */
export function thresholdOf(kind: AlertKind, { amount = 0n, percent = 0, days = [] }: ThresholdFields): AlertThreshold {
  switch (kind) {
    case 'balance_below':
      return { kind, amountMicro: amount };
    case 'share_below':
      return { kind, percent };
    case 'runway_below':
      // More than one number is refused by its form: 0 is none of the numbers that it may be.
      return { kind, days: days.length === 1 ? (days[0] ?? 0) : 0 };
    case 'grants_expiring':
      return { kind, days };
  }
}

type RecipientFields = { billingContact: boolean; userIds?: string[] | undefined; emails?: string[] | undefined };

/** Users by our id or the caller's. Errors: not_found. */
export async function recipientsOf(
  { billingContact, userIds = [], emails = [] }: RecipientFields,
  ctx: ApiContext,
): Promise<AlertRecipients> {
  const memberIds = [];
  for (const userId of userIds) memberIds.push(await resolveMember(userId, ctx));
  return { billingContact, memberIds, emails };
}

const instantOrNull = (at: Date | null): string | null => at && formatInstant(at);

export function toWireAlert(rule: AlertRule) {
  const { threshold, recipients } = rule;
  return {
    id: rule.id,
    kind: threshold.kind,
    amount: threshold.kind === 'balance_below' ? formatAmount(threshold.amountMicro) : null,
    percent: threshold.kind === 'share_below' ? threshold.percent : null,
    days: 'days' in threshold ? [threshold.days].flat() : null,
    recipients: {
      billingContact: recipients.billingContact,
      userIds: recipients.memberIds,
      emails: recipients.emails,
    },
    channels: rule.channels,
    isEnabled: rule.isEnabled,
    firedAt: instantOrNull(rule.firedAt),
    lastFiredAt: instantOrNull(rule.lastFiredAt),
    createdAt: formatInstant(rule.createdAt),
  };
}

/** Who changes rules, for lib/alerts. */
export const alertChangeOf = ({ scope, call }: ApiContext) => ({
  workspaceId: scope.workspaceId,
  mode: scope.mode,
  actor: scope.actor,
  requestId: call.requestId,
  ip: call.ip,
});
