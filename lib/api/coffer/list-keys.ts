import { KEY_COLUMNS, type KeyView } from '../../auth/keys';
import { Conditions } from '../../ledger/read/conditions';
import { operation } from '../operation';
import { pageRows } from '../page-rows';
import { pageQuery, toPageRequest, toWirePage } from '../paging';
import { resolveMember } from '../resolve';
import { readQuery, userRef } from '../schema';
import { queryFlag } from './fields';
import { toWireKey } from './key-wire';

/** GET /v1/keys: the customer's keys for the calling key's books, newest first. Errors: validation_failed, not_found. */
export const listKeys = operation({
  summary: 'List API keys',
  policy: 'keys:view',
  query: readQuery({
    ...pageQuery,
    userId: userRef.optional(),
    includeEnded: queryFlag('Also those that were revoked or have expired; default false.').optional(),
  }),
  run: async ({ query }, ctx) => {
    const { workspaceId, mode } = ctx.scope;
    const where = new Conditions().add('k.workspace_id = ?', workspaceId).add('k.mode = ?::mode', mode);
    if (query.userId !== undefined) {
      where.add('k.member_id = ?', await resolveMember(query.userId, ctx, { includeRemoved: true }));
    }
    if (!query.includeEnded) where.add('k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())');
    const select = `SELECT ${KEY_COLUMNS} FROM api_keys k`;
    return pageRows<KeyView>(toPageRequest(query), { select, where, alias: 'k' });
  },
  output: (page) => toWirePage(page, toWireKey),
});
