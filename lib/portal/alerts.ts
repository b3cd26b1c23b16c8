import { createRuleIn, listAlertRules, removeRuleIn, updateRuleIn } from '../alerts/rules';
import {
  ALERT_KINDS,
  type AlertKind,
  type AlertRule,
  type AlertThreshold,
  EXPIRY_DAYS,
  RUNWAY_DAYS_MAX,
} from '../alerts/types';
import { wakeAlerts } from '../alerts/wake';
import type { Actor } from '../auth/actor';
import { normalizeEmail } from '../auth/email';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, can, missing } from '../auth/policy';
import { formats } from '../i18n/formats';
import { translator } from '../i18n/translator';
import { isUuid } from '../ids';
import { changeOnce, Issues, type PortalChange } from './change';
import { creditsValue } from './credits-text';
import { PORTAL_MODE } from './mode';
import { listMemberNames, nameMembers } from './names';
import { parseCredits } from './parse-credits';
import type { PortalWorkspace } from './workspace';

export interface AlertRow {
  id: string;
  what: string;
  who: string;
  lastFired: string | null;
  status: 'on' | 'off' | 'fired';
}

function describe({ threshold }: AlertRule, workspace: PortalWorkspace): string {
  const t = translator(workspace.locale, 'alerts');
  const f = formats(workspace.locale);
  switch (threshold.kind) {
    case 'balance_below':
      return t('summary.balance_below', { amount: f.credits(threshold.amountMicro) });
    case 'share_below':
      return t('summary.share_below', { percent: f.count(threshold.percent) });
    case 'runway_below':
      return t('summary.runway_below', { days: threshold.days });
    case 'grants_expiring':
      return t('summary.grants_expiring', { days: f.list(threshold.days.map(String)) });
  }
}

/** All alerts of the workspace's live books, oldest first. Errors: forbidden, not_found. */
export async function readAlerts(actor: Actor, workspace: PortalWorkspace): Promise<AlertRow[]> {
  const rules = await listAlertRules(actor, { workspaceId: workspace.id, mode: PORTAL_MODE });
  const names = await nameMembers(
    workspace.id,
    rules.flatMap(({ recipients }) => recipients.memberIds),
  );
  const t = translator(workspace.locale, 'alerts');
  const f = formats(workspace.locale);
  return rules.map((rule) => {
    const { billingContact, memberIds, emails } = rule.recipients;
    const people = [
      ...(billingContact ? [t('list.billing')] : []),
      ...memberIds.flatMap((id) => names.get(id) ?? []),
      ...emails,
    ];
    const who = [...(rule.channels.mail ? people : []), ...(rule.channels.webhook ? [t('list.webhooks')] : [])];
    return {
      id: rule.id,
      what: describe(rule, workspace),
      who: who.length > 0 ? f.list(who) : t('list.nobody'),
      lastFired: rule.lastFiredAt && f.dateTime(rule.lastFiredAt, workspace.timeZone),
      status: !rule.isEnabled ? 'off' : rule.firedAt ? 'fired' : 'on',
    };
  });
}

export const mayManageAlerts = (actor: Actor, workspace: PortalWorkspace): boolean =>
  can(actor, 'alerts:manage', { workspaceId: workspace.id });

/** What an alert's form starts with; texts as they stand in its fields. */
export interface AlertFormValues {
  kind: AlertKind;
  amount: string;
  percent: string;
  days: string;
  expiry: string[];
  billing: boolean;
  memberIds: string[];
  emails: string;
  mail: boolean;
  webhook: boolean;
  enabled: boolean;
}

export interface AlertFormScreen {
  values: AlertFormValues;
  members: { id: string; name: string }[];
}

const FRESH: Omit<AlertFormValues, 'kind'> = {
  amount: '',
  percent: '10',
  days: '14',
  expiry: EXPIRY_DAYS.map(String),
  billing: true,
  memberIds: [],
  emails: '',
  mail: true,
  webhook: true,
  enabled: true,
};

const readKind = (text: string): AlertKind | undefined => ALERT_KINDS.find((kind) => kind === text);

/** The form of a new alert. Errors: forbidden, not_found (no such kind). */
export async function readNewAlert(actor: Actor, workspace: PortalWorkspace, kind: string): Promise<AlertFormScreen> {
  authorize(actor, 'alerts:manage', { workspaceId: workspace.id });
  const known = readKind(kind);
  if (!known) throw missing('alert');
  return { values: { kind: known, ...FRESH }, members: await listMemberNames(workspace.id) };
}

/** The form of an alert that there is. Errors: forbidden, not_found. */
export async function readAlertForm(
  actor: Actor,
  workspace: PortalWorkspace,
  ruleId: string,
): Promise<AlertFormScreen & { what: string }> {
  authorize(actor, 'alerts:manage', { workspaceId: workspace.id });
  const rules = await listAlertRules(actor, { workspaceId: workspace.id, mode: PORTAL_MODE });
  const rule = rules.find(({ id }) => id === ruleId);
  if (!rule) throw missing('alert');
  const { threshold, recipients, channels } = rule;
  return {
    what: describe(rule, workspace),
    members: await listMemberNames(workspace.id),
    values: {
      ...FRESH,
      kind: threshold.kind,
      ...(threshold.kind === 'balance_below' && { amount: creditsValue(threshold.amountMicro, workspace.locale) }),
      ...(threshold.kind === 'share_below' && { percent: String(threshold.percent) }),
      ...(threshold.kind === 'runway_below' && { days: String(threshold.days) }),
      ...(threshold.kind === 'grants_expiring' && { expiry: threshold.days.map(String) }),
      billing: recipients.billingContact,
      memberIds: recipients.memberIds,
      emails: recipients.emails.join(', '),
      mail: channels.mail,
      webhook: channels.webhook,
      enabled: rule.isEnabled,
    },
  };
}

function readThreshold(change: PortalChange, form: AlertFormValues, issues: Issues): AlertThreshold {
  const f = translator(change.workspace.locale, 'forms');
  const whole = (field: 'percent' | 'days', max: number): number => {
    const value = /^\d{1,4}$/.test(form[field]) ? Number(form[field]) : 0;
    if (value < 1 || value > max) issues.add(field, f('fields.wholeNumber', { min: 1, max }));
    return value;
  };
  switch (form.kind) {
    case 'balance_below': {
      const amountMicro = parseCredits(form.amount, change.workspace.locale);
      if (amountMicro === null) issues.add('amount', f('fields.amount'));
      else if (amountMicro <= 0n) issues.add('amount', f('fields.positive'));
      return { kind: form.kind, amountMicro: amountMicro ?? 0n };
    }
    case 'share_below':
      return { kind: form.kind, percent: whole('percent', 99) };
    case 'runway_below':
      return { kind: form.kind, days: whole('days', RUNWAY_DAYS_MAX) };
    case 'grants_expiring': {
      const days = EXPIRY_DAYS.filter((known) => form.expiry.includes(String(known)));
      if (days.length === 0) issues.add('expiry', f('fields.choice'));
      return { kind: form.kind, days };
    }
  }
}

function check(change: PortalChange, form: AlertFormValues) {
  const t = translator(change.workspace.locale, 'alerts');
  const issues = new Issues();
  const threshold = readThreshold(change, form, issues);
  const parts = form.emails.split(/[\s,;]+/).filter(Boolean);
  const bad = parts.filter((part) => normalizeEmail(part) === null);
  if (bad.length > 0) {
    issues.add(
      'emails',
      translator(change.workspace.locale, 'members')('invite.badAddresses', { addresses: bad.slice(0, 3).join(', ') }),
    );
  }
  const memberIds = form.memberIds.filter(isUuid);
  if (!form.mail && !form.webhook) issues.add('channels', t('form.channel'));
  const isHeard = form.billing || memberIds.length > 0 || parts.length > 0;
  if (form.mail && !form.webhook && !isHeard) issues.add('emails', t('form.nobody'));
  issues.refuse();
  return {
    threshold,
    recipients: { billingContact: form.billing, memberIds, emails: parts },
    channels: { mail: form.mail, webhook: form.webhook },
    isEnabled: form.enabled,
  };
}

const alertChange = ({ actor, workspace, ip }: PortalChange) => {
  authorize(actor, 'alerts:manage', { workspaceId: workspace.id });
  return { workspaceId: workspace.id, mode: PORTAL_MODE, actor: toLedgerActor(actor, workspace.id), ip };
};

/** Makes an alert, or changes the one of that id. Errors: forbidden, not_found, validation_failed, conflict. */
export async function saveAlert(change: PortalChange, ruleId: string | null, form: AlertFormValues): Promise<void> {
  const rule = alertChange(change);
  const input = check(change, form);
  await changeOnce(change, 'alerts.save', (client) =>
    ruleId === null ? createRuleIn(client, rule, input) : updateRuleIn(client, rule, ruleId, input),
  );
  wakeAlerts(change.workspace.id);
}

/** Errors: forbidden, not_found. */
export async function endAlert(change: PortalChange, ruleId: string): Promise<void> {
  const rule = alertChange(change);
  await changeOnce(change, 'alerts.remove', (client) => removeRuleIn(client, rule, ruleId));
}

/** The kind that an alert's form names; the first one for what is none. */
export const kindOf = (text: string): AlertKind => readKind(text) ?? 'balance_below';
