import { type FrozenCredits, listFrozenCredits } from '../billing';
import type { GrantView } from '../ledger/types';

/** A grant with what undecided disputes keep out of it. */
export interface ShownGrant extends GrantView {
  frozenMicro: bigint;
}

export const withFrozen = (grants: GrantView[], frozen: FrozenCredits[]): ShownGrant[] => {
  const amounts = new Map(frozen.map(({ grantId, amountMicro }) => [grantId, amountMicro]));
  return grants.map((grant) => ({ ...grant, frozenMicro: amounts.get(grant.id) ?? 0n }));
};

/** The same for grants of one workspace, read now. The caller has authorised. */
export const readFrozen = async (workspaceId: string, grants: GrantView[]): Promise<ShownGrant[]> =>
  withFrozen(grants, await listFrozenCredits(workspaceId));

/**
 * Whether the grant's own status is the truth about it. To the ledger frozen credits are gone and held ones are there;
 * people are told neither that a grant is used up while its credits may come back, nor that one is active of which
 * nothing is free.
 */
export const hasPlainStatus = ({ status, remainingMicro, heldMicro, frozenMicro }: ShownGrant): boolean => {
  if (status === 'consumed') return frozenMicro === 0n;
  return status !== 'active' || remainingMicro > heldMicro;
};
