import type { AnyLocale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import type { TransactionView, WalletOwner } from '../ledger/types';
import { nameKeys, nameMembers, nameTeams } from './names';
import { ownersOfWallets } from './wallets';

const present = (id: string | null): string[] => (id ? [id] : []);

/** Fetches names that are not known yet, and keeps what was asked for and not found as null. */
async function learn<T>(
  known: Map<string, T | null>,
  ids: string[],
  fetch: (ids: string[]) => Promise<Map<string, T>>,
): Promise<void> {
  const wanted = [...new Set(ids)].filter((id) => !known.has(id));
  if (wanted.length === 0) return;
  const found = await fetch(wanted);
  for (const id of wanted) known.set(id, found.get(id) ?? null);
}

/** Names of what rows of one workspace point to. It remembers, so that a long export asks for each name once. */
export class RowNames {
  private readonly members = new Map<string, string | null>();
  private readonly teams = new Map<string, string | null>();
  private readonly keys = new Map<string, string | null>();
  private readonly owners = new Map<string, WalletOwner | null>();
  private readonly t;

  constructor(
    private readonly workspaceId: string,
    private readonly locale: AnyLocale,
  ) {
    this.t = translator(locale, 'labels');
  }

  /** At most four look-ups, however many rows. */
  async learn(rows: Pick<TransactionView, 'walletId' | 'memberId' | 'apiKeyId'>[]): Promise<void> {
    const { workspaceId } = this;
    const walletIds = rows.map(({ walletId }) => walletId);
    await learn(this.owners, walletIds, (ids) => ownersOfWallets(workspaceId, ids));
    const owners = walletIds.flatMap((id) => this.owners.get(id) ?? []);
    const ownerMembers = owners.flatMap((owner) => (owner.kind === 'member' ? [owner.memberId] : []));
    const ownerTeams = owners.flatMap((owner) => (owner.kind === 'team' ? [owner.teamId] : []));
    await Promise.all([
      learn(this.members, [...rows.flatMap(({ memberId }) => present(memberId)), ...ownerMembers], (ids) =>
        nameMembers(workspaceId, ids),
      ),
      learn(
        this.keys,
        rows.flatMap(({ apiKeyId }) => present(apiKeyId)),
        (ids) => nameKeys(workspaceId, ids, this.locale),
      ),
      learn(this.teams, ownerTeams, (ids) => nameTeams(workspaceId, ids)),
    ]);
  }

  member(id: string | null): string | null {
    return id && (this.members.get(id) ?? this.t('unknownMember'));
  }

  key(id: string | null): string | null {
    return id && (this.keys.get(id) ?? this.t('unknownKey'));
  }

  /** Whose wallet; null: the workspace's own. */
  wallet(id: string): string | null {
    const owner = this.owners.get(id);
    if (!owner || owner.kind === 'workspace') return null;
    return owner.kind === 'member'
      ? this.member(owner.memberId)
      : (this.teams.get(owner.teamId) ?? this.t('unknownTeam'));
  }
}
