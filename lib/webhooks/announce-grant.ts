import { formatAmount } from '../amount-text';
import type { PoolClient } from '../db/pool';
import type { GrantResult, Scope } from '../ledger/types';
import { enqueueEvent } from './enqueue';

/** Tells the customer's endpoints of a grant, in the transaction that makes it: for `alongside`. */
export const announceGrant =
  ({ workspaceId, mode }: Pick<Scope, 'workspaceId' | 'mode'>) =>
  (client: PoolClient, { grant }: GrantResult): Promise<void> =>
    enqueueEvent(client, {
      workspaceId,
      mode,
      type: 'grant.created',
      data: {
        customerId: workspaceId,
        grantId: grant.id,
        walletId: grant.walletId,
        userId: grant.owner.kind === 'member' ? grant.owner.memberId : null,
        teamId: grant.owner.kind === 'team' ? grant.owner.teamId : null,
        source: grant.source,
        amount: formatAmount(grant.amountMicro),
        features: grant.features,
        effectiveAt: grant.effectiveAt.toISOString(),
        expiresAt: grant.expiresAt?.toISOString() ?? null,
        purchaseId: grant.purchaseId,
        externalRef: grant.externalRef,
        description: grant.description,
      },
    });
