/** All texts, by language and area. German has to have every key that English has: the type says so. */
import deAdmin from '@/messages/de/admin.json' with { type: 'json' };
import deAlerts from '@/messages/de/alerts.json' with { type: 'json' };
import deAudit from '@/messages/de/audit.json' with { type: 'json' };
import deAuth from '@/messages/de/auth.json' with { type: 'json' };
import deAutomatic from '@/messages/de/automatic.json' with { type: 'json' };
import deChecks from '@/messages/de/checks.json' with { type: 'json' };
import deCommon from '@/messages/de/common.json' with { type: 'json' };
import deDocs from '@/messages/de/docs.json' with { type: 'json' };
import deErrors from '@/messages/de/errors.json' with { type: 'json' };
import deFailures from '@/messages/de/failures.json' with { type: 'json' };
import deForms from '@/messages/de/forms.json' with { type: 'json' };
import deKeys from '@/messages/de/keys.json' with { type: 'json' };
import deLabels from '@/messages/de/labels.json' with { type: 'json' };
import deMails from '@/messages/de/mails.json' with { type: 'json' };
import deMembers from '@/messages/de/members.json' with { type: 'json' };
import deOverview from '@/messages/de/overview.json' with { type: 'json' };
import deReceipts from '@/messages/de/receipts.json' with { type: 'json' };
import deSettings from '@/messages/de/settings.json' with { type: 'json' };
import deShell from '@/messages/de/shell.json' with { type: 'json' };
import deTopUp from '@/messages/de/top-up.json' with { type: 'json' };
import deTransactions from '@/messages/de/transactions.json' with { type: 'json' };
import deUsage from '@/messages/de/usage.json' with { type: 'json' };
import enAdmin from '@/messages/en/admin.json' with { type: 'json' };
import enAlerts from '@/messages/en/alerts.json' with { type: 'json' };
import enAudit from '@/messages/en/audit.json' with { type: 'json' };
import enAuth from '@/messages/en/auth.json' with { type: 'json' };
import enAutomatic from '@/messages/en/automatic.json' with { type: 'json' };
import enChecks from '@/messages/en/checks.json' with { type: 'json' };
import enCommon from '@/messages/en/common.json' with { type: 'json' };
import enDocs from '@/messages/en/docs.json' with { type: 'json' };
import enErrors from '@/messages/en/errors.json' with { type: 'json' };
import enFailures from '@/messages/en/failures.json' with { type: 'json' };
import enForms from '@/messages/en/forms.json' with { type: 'json' };
import enKeys from '@/messages/en/keys.json' with { type: 'json' };
import enLabels from '@/messages/en/labels.json' with { type: 'json' };
import enMails from '@/messages/en/mails.json' with { type: 'json' };
import enMembers from '@/messages/en/members.json' with { type: 'json' };
import enOverview from '@/messages/en/overview.json' with { type: 'json' };
import enReceipts from '@/messages/en/receipts.json' with { type: 'json' };
import enSettings from '@/messages/en/settings.json' with { type: 'json' };
import enShell from '@/messages/en/shell.json' with { type: 'json' };
import enTopUp from '@/messages/en/top-up.json' with { type: 'json' };
import enTransactions from '@/messages/en/transactions.json' with { type: 'json' };
import enUsage from '@/messages/en/usage.json' with { type: 'json' };
import type { Locale } from './locales';

const en = {
  admin: enAdmin,
  alerts: enAlerts,
  audit: enAudit,
  auth: enAuth,
  automatic: enAutomatic,
  checks: enChecks,
  common: enCommon,
  docs: enDocs,
  errors: enErrors,
  failures: enFailures,
  forms: enForms,
  keys: enKeys,
  labels: enLabels,
  mails: enMails,
  members: enMembers,
  overview: enOverview,
  receipts: enReceipts,
  settings: enSettings,
  shell: enShell,
  'top-up': enTopUp,
  transactions: enTransactions,
  usage: enUsage,
};

export type Messages = typeof en;
export type Area = keyof Messages;

const de: Messages = {
  admin: deAdmin,
  alerts: deAlerts,
  audit: deAudit,
  auth: deAuth,
  automatic: deAutomatic,
  checks: deChecks,
  common: deCommon,
  docs: deDocs,
  errors: deErrors,
  failures: deFailures,
  forms: deForms,
  keys: deKeys,
  labels: deLabels,
  mails: deMails,
  members: deMembers,
  overview: deOverview,
  receipts: deReceipts,
  settings: deSettings,
  shell: deShell,
  'top-up': deTopUp,
  transactions: deTransactions,
  usage: deUsage,
};

export const MESSAGES: Record<Locale, Messages> = { en, de };
