import { operation } from '../operation';
import { pageQuery, toPageRequest, toWirePage } from '../paging';
import { resolveFilterMember, resolveFilterOwner } from '../resolve';
import { listOf, onBehalfOf, ownerQuery, readQuery } from '../schema';
import { keyId } from './list-transactions';
import { toWireHold } from './wire';

const STATUSES = ['open', 'captured', 'released', 'expired'] as const;

/** GET /v1/holds: newest first. Errors: validation_failed, not_found. */
export const listHolds = operation({
  summary: 'List holds',
  policy: 'holds:view',
  query: readQuery({
    ...ownerQuery,
    ...pageQuery,
    onBehalfOf: onBehalfOf.optional(),
    keyId: keyId.optional(),
    status: listOf(STATUSES, 'One or several of: open, captured, released, expired.').optional(),
  }),
  run: async ({ query }, ctx) => {
    const { workspaceId, mode } = ctx.scope;
    const owner = await resolveFilterOwner(query, ctx);
    return ctx.ledger.listHolds(
      {
        workspaceId,
        mode,
        owner,
        memberId: await resolveFilterMember(query.onBehalfOf, owner, ctx),
        apiKeyId: query.keyId,
        statuses: query.status,
      },
      toPageRequest(query),
    );
  },
  output: (page) => toWirePage(page, toWireHold),
});
