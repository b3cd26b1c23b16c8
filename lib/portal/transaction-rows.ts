import { formats } from '../i18n/formats';
import type { AnyLocale } from '../i18n/locales';
import type { TransactionView } from '../ledger/types';
import { kindLabel } from './labels';
import { reasonText } from './refusals';
import { RowNames } from './row-names';
import type { PortalWorkspace } from './workspace';

/** One line of a statement, ready to be shown. */
export interface TransactionRow {
  id: string;
  href: string;
  when: string;
  /** ISO 8601, for <time>. */
  at: string;
  kind: string;
  isUsage: boolean;
  /** In words: what it was for. */
  what: string;
  feature: string | null;
  contextId: string | null;
  member: string | null;
  key: string | null;
  /** Whose wallet; null: the workspace's own. */
  wallet: string | null;
  amount: string;
  direction: 'in' | 'out' | 'none';
  balanceAfter: string;
}

/** What a row was for, in the words its maker gave, else in ours. */
export function wordsFor(row: TransactionView, locale: AnyLocale): string {
  const reason = row.reason && reasonText(row.reason, locale);
  return row.contextDescription ?? reason ?? row.contextId ?? row.feature ?? kindLabel(locale, row.kind);
}

/** Names and formats rows of one workspace; four look-ups however many rows. Times are of the workspace's zone. */
export async function toTransactionRows(
  workspace: PortalWorkspace,
  rows: TransactionView[],
): Promise<TransactionRow[]> {
  if (rows.length === 0) return [];
  const { locale, timeZone } = workspace;
  const names = new RowNames(workspace.id, locale);
  await names.learn(rows);
  const f = formats(locale);
  return rows.map((row) => ({
    id: row.id,
    href: `/w/${workspace.slug}/transactions/${row.id}`,
    when: f.dateTime(row.occurredAt, timeZone),
    at: row.occurredAt.toISOString(),
    kind: kindLabel(locale, row.kind),
    isUsage: row.kind === 'consume' || row.kind === 'capture',
    what: wordsFor(row, locale),
    feature: row.feature,
    contextId: row.contextId,
    member: names.member(row.memberId),
    key: names.key(row.apiKeyId),
    wallet: names.wallet(row.walletId),
    amount: f.signedCredits(row.amountMicro),
    direction: row.amountMicro > 0n ? 'in' : row.amountMicro < 0n ? 'out' : 'none',
    balanceAfter: f.credits(row.balanceAfterMicro),
  }));
}
