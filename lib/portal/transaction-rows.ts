import type { AnyLocale } from '../i18n/locales';
import type { TransactionView, WalletOwner } from '../ledger/types';
import { formatCredits, formatDateTime, formatSignedCredits } from './format';
import { kindLabel } from './labels';
import { nameKeys, nameMembers, nameTeams } from './names';
import { ownersOfWallets } from './wallets';
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
  member: string | null;
  key: string | null;
  /** Whose wallet; null: the workspace's own. */
  wallet: string | null;
  amount: string;
  direction: 'in' | 'out' | 'none';
  balanceAfter: string;
}

function wordsFor(row: TransactionView, locale: AnyLocale): string {
  return row.contextDescription ?? row.reason ?? row.contextId ?? row.feature ?? kindLabel(locale, row.kind);
}

function walletName(owner: WalletOwner | undefined, members: Map<string, string>, teams: Map<string, string>) {
  if (!owner || owner.kind === 'workspace') return null;
  return owner.kind === 'member'
    ? (members.get(owner.memberId) ?? 'Unknown member')
    : (teams.get(owner.teamId) ?? 'Unknown team');
}

/** Names and formats rows of one workspace; four look-ups however many rows. */
export async function toTransactionRows(
  workspace: PortalWorkspace,
  rows: TransactionView[],
): Promise<TransactionRow[]> {
  if (rows.length === 0) return [];
  const owners = await ownersOfWallets(
    workspace.id,
    rows.map((row) => row.walletId),
  );
  const ownerMembers = [...owners.values()].flatMap((owner) => (owner.kind === 'member' ? [owner.memberId] : []));
  const present = (id: string | null) => (id ? [id] : []);
  const [members, keys, teams] = await Promise.all([
    nameMembers(workspace.id, [...rows.flatMap((row) => present(row.memberId)), ...ownerMembers]),
    nameKeys(
      workspace.id,
      rows.flatMap((row) => present(row.apiKeyId)),
    ),
    nameTeams(
      workspace.id,
      [...owners.values()].flatMap((owner) => (owner.kind === 'team' ? [owner.teamId] : [])),
    ),
  ]);
  return rows.map((row) => ({
    id: row.id,
    href: `/w/${workspace.slug}/transactions/${row.id}`,
    when: formatDateTime(row.occurredAt, workspace.timeZone),
    at: row.occurredAt.toISOString(),
    kind: kindLabel(workspace.locale, row.kind),
    isUsage: row.kind === 'consume' || row.kind === 'capture',
    what: wordsFor(row, workspace.locale),
    feature: row.feature,
    member: row.memberId ? (members.get(row.memberId) ?? 'Unknown member') : null,
    key: row.apiKeyId ? (keys.get(row.apiKeyId) ?? 'Unknown key') : null,
    wallet: walletName(owners.get(row.walletId), members, teams),
    amount: formatSignedCredits(row.amountMicro),
    direction: row.amountMicro > 0n ? 'in' : row.amountMicro < 0n ? 'out' : 'none',
    balanceAfter: formatCredits(row.balanceAfterMicro),
  }));
}
