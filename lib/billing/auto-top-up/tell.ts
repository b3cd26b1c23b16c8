import type { PoolClient } from '../../db/pool';
import { getEnv } from '../../env';
import { type AnyLocale, isLocale } from '../../i18n/locales';
import { enqueueMail } from '../../notify/outbox';
import { authenticationPage } from './authentication-page';
import { composeMail, type MailFacts } from './compose-mail';
import { findAttempt, type OffReason, type PauseReason, type RuleRow } from './rows';
import { createStopToken, stopAddress, stopPage } from './stop-token';

/** What there is to say. `until`: when it goes on. */
export type News =
  | { kind: 'receipt'; attemptId: string }
  | { kind: 'declined'; attemptId: string; until: Date }
  | { kind: 'authentication'; attemptId: string | null }
  | { kind: 'paused'; reason: PauseReason }
  | { kind: 'limited'; until: Date }
  | { kind: 'stopped'; reason: OffReason };

interface Reader {
  slug: string;
  name: string;
  time_zone: string;
  billing_email: string | null;
  locale: string;
  /** An owner, where the person who agreed is no longer of the workspace. */
  successor: string | null;
}

/** What a mail needs of the workspace; `$2` is the person who agreed. */
const READER = `
  SELECT w.slug, w.name, w.time_zone, w.billing_email, w.locale, (
    SELECT u.email FROM members m JOIN users u ON u.id = m.user_id
    WHERE m.workspace_id = w.id AND m.role = 'owner' AND m.removed_at IS NULL AND u.suspended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM members c
        WHERE c.workspace_id = w.id AND c.user_id = $2 AND c.removed_at IS NULL)
    ORDER BY m.created_at, m.id LIMIT 1) AS successor
  FROM workspaces w WHERE w.id = $1`;

interface Bought {
  purchase_id: string;
  credit_micro: bigint;
  bonus_micro: bigint;
  receipt_url: string | null;
}

/**
 * Puts a mail about a rule into the outbox, in the transaction that makes it true. It goes to the billing contact, else
 * to the person who agreed, in their language, else (they have left) to an owner, and always carries a link that stops
 * everything without signing in.
 */
export async function tell(client: PoolClient, rule: RuleRow, news: News): Promise<void> {
  const { rows } = await client.query<Reader>(READER, [rule.workspace_id, rule.consent_actor_id]);
  const reader = rows[0];
  if (!reader) throw new Error('a rule belongs to a workspace');
  const wanted = (reader.billing_email ?? reader.successor) ? reader.locale : rule.consent_locale;
  const locale: AnyLocale = isLocale(wanted) ? wanted : 'en';
  const base = getEnv().BASE_URL;
  const token = createStopToken(rule.workspace_id, new Date());
  const facts: MailFacts = {
    workspaceName: reader.name,
    timeZone: reader.time_zone,
    portalUrl: `${base}/w/${reader.slug}/top-up/automatic`,
    stopUrl: `${base}${stopPage(token)}`,
    ...(await attemptFacts(client, rule, news, { base, slug: reader.slug })),
  };
  await enqueueMail(client, {
    workspaceId: rule.workspace_id,
    kind: `auto_top_up.${news.kind}`,
    to: reader.billing_email ?? reader.successor ?? rule.consent_email,
    ...composeMail(locale, news, facts),
    unsubscribe: `${base}${stopAddress(token)}`,
  });
}

/** What the mail says of one attempt, where it is about one. */
async function attemptFacts(
  client: PoolClient,
  rule: RuleRow,
  news: News,
  { base, slug }: { base: string; slug: string },
): Promise<Pick<MailFacts, 'attempt'>> {
  if (!('attemptId' in news) || news.attemptId === null) return {};
  const attempt = await findAttempt(client, rule.workspace_id, news.attemptId);
  if (!attempt) return {};
  const { rows } = await client.query<Bought>(
    `SELECT id AS purchase_id, credit_micro, bonus_micro, receipt_url FROM purchases WHERE workspace_id = $1 AND id = $2`,
    [rule.workspace_id, attempt.purchase_id],
  );
  const bought = rows[0];
  if (!bought) return {};
  return {
    attempt: {
      totalMinor: attempt.total_minor,
      currency: attempt.currency,
      creditMicro: bought.credit_micro + bought.bonus_micro,
      card: attempt.card_label ?? '',
      purchaseUrl: `${base}/w/${slug}/receipts/${bought.purchase_id}`,
      receiptUrl: bought.receipt_url,
      confirmUrl: `${base}${authenticationPage(slug, attempt.id)}`,
    },
  };
}
