import type { PoolClient } from '../db/pool';
import type { GrantResult } from '../ledger/types';
import { announceGrant } from '../webhooks/announce-grant';
import { formatAmount } from './amount';
import { audit } from './once';
import type { ApiContext } from './operation';

/**
 * The audit row of a grant, and word to the customer's endpoints, in the transaction that makes it: for `alongside`. The
 * same on every wire, because credits are as good whichever way they came.
 */
export const traceGrant =
  (ctx: Pick<ApiContext, 'actor' | 'scope' | 'call'>) =>
  async (client: PoolClient, result: GrantResult): Promise<void> => {
    const { grant } = result;
    await audit(client, ctx, {
      action: 'grant.create',
      targetKind: 'grant',
      targetId: grant.id,
      reason: grant.reason,
      after: { amount: formatAmount(grant.amountMicro), source: grant.source, expiresAt: grant.expiresAt },
    });
    await announceGrant(ctx.scope)(client, result);
  };
