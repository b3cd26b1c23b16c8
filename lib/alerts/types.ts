import type { Mode } from '@/prisma/generated/enums';

/** What a rule watches; always the workspace's own wallet, in the books of one mode. */
export const ALERT_KINDS = ['balance_below', 'share_below', 'runway_below', 'grants_expiring'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Days before the end of a grant at which a rule can tell of it. */
export const EXPIRY_DAYS = [30, 7, 1] as const;
export const RUNWAY_DAYS_MAX = 365;
export const MAX_RULES = 50;
export const MAX_RECIPIENTS = 20;

/** When it fires. Below means less than; a share is of the last top-up, bonus included. */
export type AlertThreshold =
  | { kind: 'balance_below'; amountMicro: bigint }
  | { kind: 'share_below'; percent: number }
  | { kind: 'runway_below'; days: number }
  | { kind: 'grants_expiring'; days: number[] };

export interface AlertRecipients {
  /** The workspace's billing address; its owners while there is none. */
  billingContact: boolean;
  memberIds: string[];
  emails: string[];
}

export interface AlertChannels {
  mail: boolean;
  webhook: boolean;
}

export interface AlertRule {
  id: string;
  workspaceId: string;
  mode: Mode;
  threshold: AlertThreshold;
  recipients: AlertRecipients;
  channels: AlertChannels;
  isEnabled: boolean;
  /** The crossing that was told of and has not been left yet; null: armed. Always null for grants_expiring. */
  firedAt: Date | null;
  lastFiredAt: Date | null;
  createdAt: Date;
}

/** A new rule. Left out: the billing contact, by mail and webhook, enabled. */
export interface AlertRuleInput {
  threshold: AlertThreshold;
  recipients?: AlertRecipients;
  channels?: AlertChannels;
  isEnabled?: boolean;
}

/** What is left out stays. The kind of a rule cannot be changed. */
export type AlertRuleChanges = Partial<AlertRuleInput>;
