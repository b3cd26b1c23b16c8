import { getPrisma } from '../db/prisma';
import type { WalletOwner } from '../ledger/types';

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
