import { operation } from '../operation';
import { pageQuery, toPageRequest, toWirePage } from '../paging';
import { resolveFilterMember, resolveFilterOwner } from '../resolve';
import { listOf, onBehalfOf, ownerQuery, readQuery } from '../schema';
import { expandQuery, expandRows, namedByHold } from './expand';
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
    ...expandQuery(['user', 'team', 'onBehalfOf']),
    onBehalfOf: onBehalfOf.optional(),
    keyId: keyId.optional(),
    status: listOf(STATUSES, 'One or several of: open, captured, released, expired.').optional(),
  }),
  run: async ({ query }, ctx) => {
    const { workspaceId, mode } = ctx.scope;
    const owner = await resolveFilterOwner(query, ctx);
    const page = await ctx.ledger.listHolds(
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
    return { page, expand: await expandRows(ctx, query.expand, page.items, namedByHold) };
  },
  output: ({ page, expand }) => toWirePage(page, (row) => ({ ...toWireHold(row), ...expand(row) })),
});
