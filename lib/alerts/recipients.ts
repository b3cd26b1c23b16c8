import type { PoolClient } from '../db/pool';
import { isLocale, type Locale } from '../i18n/locales';
import type { AlertRecipients } from './types';

export interface Recipient {
  email: string;
  locale: Locale;
}

export interface AlertWorkspace {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  billingEmail: string | null;
  locale: string;
}

export async function readAlertWorkspace(client: PoolClient, workspaceId: string): Promise<AlertWorkspace | null> {
  const { rows } = await client.query<AlertWorkspace>(
    `SELECT id, slug, name, time_zone AS "timeZone", billing_email AS "billingEmail", locale FROM workspaces
     WHERE id = $1 AND status <> 'closed'`,
    [workspaceId],
  );
  return rows[0] ?? null;
}

/**
 * Who is written to, each once, in their language: the billing address (the owners while there is none), members who
 * are still there, and further addresses. Suspended people are not written to.
 */
export async function readRecipients(
  client: PoolClient,
  workspace: AlertWorkspace,
  { billingContact, memberIds, emails }: AlertRecipients,
): Promise<Recipient[]> {
  const asksOwners = billingContact && workspace.billingEmail === null;
  const { rows } = await client.query<{ email: string; locale: string | null }>(
    `SELECT coalesce(u.email, m.email) AS email, u.locale FROM members m LEFT JOIN users u ON u.id = m.user_id
     WHERE m.workspace_id = $1 AND m.removed_at IS NULL AND u.suspended_at IS NULL
       AND coalesce(u.email, m.email) IS NOT NULL AND (m.id = ANY($2::uuid[]) OR ($3 AND m.role = 'owner'))
     ORDER BY m.id`,
    [workspace.id, memberIds, asksOwners],
  );
  const billing = billingContact && workspace.billingEmail !== null ? [workspace.billingEmail] : [];
  const fallback = isLocale(workspace.locale) ? workspace.locale : 'en';
  const byEmail = new Map<string, Locale>();
  for (const { email, locale } of rows) byEmail.set(email, isLocale(locale) ? locale : fallback);
  for (const email of [...billing, ...emails]) if (!byEmail.has(email)) byEmail.set(email, fallback);
  return [...byEmail].map(([email, locale]) => ({ email, locale }));
}
