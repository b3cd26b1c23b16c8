import { getPrisma } from '../db/prisma';
import type { WalletOwner } from '../ledger/types';
import { PORTAL_MODE } from './mode';
import { type Named, nameMembers, nameTeams } from './names';

/** Enough for a picker. */
const PICKER_LIMIT = 300;

/** Whose the given wallets are. */
export async function ownersOfWallets(workspaceId: string, ids: string[]): Promise<Map<string, WalletOwner>> {
  const rows = await getPrisma().wallet.findMany({
    where: { workspaceId, id: { in: [...new Set(ids)] } },
    select: { id: true, ownerKind: true, ownerId: true },
  });
  return new Map(
    rows.map(({ id, ownerKind, ownerId }): [string, WalletOwner] => {
      if (ownerKind === 'member') return [id, { kind: 'member', memberId: ownerId }];
      if (ownerKind === 'team') return [id, { kind: 'team', teamId: ownerId }];
      return [id, { kind: 'workspace' }];
    }),
  );
}

/** Wallets of members and teams, by whose they are, and the workspace's own without a name, first. */
export async function listWalletNames(workspaceId: string): Promise<{ own: string | null; others: Named[] }> {
  const rows = await getPrisma().wallet.findMany({
    where: { workspaceId, mode: PORTAL_MODE },
    select: { id: true, ownerKind: true, ownerId: true },
    orderBy: { id: 'asc' },
    take: PICKER_LIMIT,
  });
  const idsOf = (kind: string) => rows.flatMap(({ ownerKind, ownerId }) => (ownerKind === kind ? [ownerId] : []));
  const [members, teams] = await Promise.all([
    nameMembers(workspaceId, idsOf('member')),
    nameTeams(workspaceId, idsOf('team')),
  ]);
  const others = rows.flatMap(({ id, ownerKind, ownerId }) => {
    const name = ownerKind === 'member' ? members.get(ownerId) : ownerKind === 'team' ? teams.get(ownerId) : undefined;
    return name === undefined ? [] : [{ id, name }];
  });
  return {
    own: rows.find(({ ownerKind }) => ownerKind === 'workspace')?.id ?? null,
    others: others.sort((a, b) => a.name.localeCompare(b.name)),
  };
}
