import { operation } from '../operation';
import { pageQuery, toPageRequest, toWirePage } from '../paging';
import { resolveFilterOwner } from '../resolve';
import { label, listOf, ownerQuery, readQuery } from '../schema';
import { expandQuery, expandRows, namedByGrant } from './expand';
import { toWireGrant } from './wire';

const STATUSES = ['scheduled', 'active', 'consumed', 'expired', 'voided'] as const;
const SOURCES = ['purchase', 'bonus', 'promotion', 'admin', 'refund', 'transfer', 'adjustment'] as const;

/** GET /v1/grants: the customer's grants, newest first. Errors: validation_failed for a cursor, not_found for a user. */
export const listGrants = operation({
  summary: 'List grants',
  policy: 'credits:read',
  query: readQuery({
    ...ownerQuery,
    ...pageQuery,
    ...expandQuery(['user', 'team']),
    status: listOf(STATUSES, 'One or several of: scheduled, active, consumed, expired, voided.').optional(),
    source: listOf(SOURCES, 'One or several sources.').optional(),
    externalRef: label(255, "The caller's own reference.").optional(),
  }),
  run: async ({ query }, ctx) => {
    const { workspaceId, mode } = ctx.scope;
    // A key that speaks for one member does not see what others were granted.
    const { memberId } = ctx.actor;
    const own = memberId === null ? undefined : ({ kind: 'member', memberId } as const);
    const page = await ctx.ledger.listGrants(
      {
        workspaceId,
        mode,
        owner: (await resolveFilterOwner(query, ctx)) ?? own,
        statuses: query.status,
        sources: query.source,
        externalRef: query.externalRef,
      },
      toPageRequest(query),
    );
    return { page, expand: await expandRows(ctx, query.expand, page.items, namedByGrant) };
  },
  output: ({ page, expand }) => toWirePage(page, (row) => ({ ...toWireGrant(row), ...expand(row) })),
});
