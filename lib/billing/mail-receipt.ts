import type { PoolClient } from '../db/pool';
import { getEnv } from '../env';
import { formats } from '../i18n/formats';
import { isLocale, type Locale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { oneLine, renderHtml, renderText } from '../notify/layout';
import { enqueueMail } from '../notify/outbox';
import { type PurchaseRow, totalOf } from './purchase-row';

interface Reader {
  slug: string;
  name: string;
  email: string | null;
  locale: string | null;
}

/** The billing contact in the workspace's language, else who bought, in their own. */
async function findReader(client: PoolClient, row: PurchaseRow): Promise<Reader | null> {
  const { rows } = await client.query<Reader>(
    `SELECT w.slug, w.name, coalesce(w.billing_email, u.email) AS email,
       CASE WHEN w.billing_email IS NULL THEN coalesce(u.locale, w.locale) ELSE w.locale END AS locale
     FROM workspaces w LEFT JOIN users u ON u.id = $2 WHERE w.id = $1`,
    [row.workspace_id, row.actor_kind === 'user' ? row.actor_id : null],
  );
  return rows[0] ?? null;
}

/**
 * Puts the receipt of a paid purchase into the outbox, in the transaction that makes it true. Answers to whom; null:
 * there is nobody. Nothing of what Stripe or a customer typed becomes markup: the letter is made of plain texts.
 */
export async function mailReceipt(client: PoolClient, row: PurchaseRow): Promise<string | null> {
  const reader = await findReader(client, row);
  if (!reader?.email) return null;
  const locale: Locale = isLocale(reader.locale) ? reader.locale : 'en';
  const t = translator(locale, 'receipts');
  const { money, credits } = formats(locale);
  const figures = {
    workspace: reader.name,
    total: money(totalOf(row), row.currency),
    credits: credits(row.credit_micro + row.bonus_micro),
  };
  const letter = {
    locale,
    title: t('mail.title', figures),
    before: [t('mail.text', figures)],
    button: { label: t('mail.button'), href: `${getEnv().BASE_URL}/w/${reader.slug}/receipts/${row.id}` },
    after: [...(row.receipt_url ? [t('mail.hosted', { url: row.receipt_url })] : []), t('mail.why', figures)],
  };
  await enqueueMail(client, {
    kind: 'receipt',
    workspaceId: row.workspace_id,
    to: reader.email,
    subject: oneLine(letter.title),
    text: renderText(letter),
    html: renderHtml(letter),
  });
  return reader.email;
}
