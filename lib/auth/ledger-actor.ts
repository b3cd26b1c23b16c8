import { assert } from '../assert';
import type { LedgerActor } from '../ledger/types';
import type { Actor } from './actor';

/**
 * Who is written on a ledger row. A user who is no member of `workspaceId` can only have got there as operator, and the
 * history says so.
 */
export function toLedgerActor(actor: Actor, workspaceId?: string): LedgerActor {
  assert(actor.kind !== 'anonymous', 'nobody writes to the ledger anonymously');
  switch (actor.kind) {
    case 'user': {
      const isMember = actor.memberships.some((membership) => membership.workspaceId === workspaceId);
      return { kind: actor.isOperator && !isMember ? 'operator' : 'user', id: actor.userId };
    }
    case 'api_key':
      return { kind: 'api_key', id: actor.keyId, apiKeyId: actor.keyId };
    case 'operator':
      return { kind: 'operator', id: actor.userId };
    case 'job':
      return { kind: 'job', id: null };
  }
}
