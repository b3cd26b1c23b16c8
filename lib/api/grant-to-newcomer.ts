import { inTransaction } from '../db/transaction';
import type { GrantInput, GrantResult, Written } from '../ledger/types';
import type { ApiContext } from './operation';
import { introduceMember } from './resolve';
import { isRecorded } from './wires/is-recorded';

/**
 * A grant to a user nobody has heard of, who becomes a member under the caller's id: with the grant, or not at all, so
 * that a grant that is refused introduces nobody.
 */
export function grantToNewcomer(
  { ledger, scope: { workspaceId } }: ApiContext,
  userId: string,
  grant: Omit<GrantInput, 'owner'>,
): Promise<Written<GrantResult>> {
  return inTransaction(async (client) => {
    const memberId = await introduceMember(client, workspaceId, userId);
    const replayed = await isRecorded(client, workspaceId, grant.idempotency);
    const owner = { kind: 'member', memberId } as const;
    return { result: await ledger.grantInTransaction(client, { ...grant, owner }), replayed };
  });
}
