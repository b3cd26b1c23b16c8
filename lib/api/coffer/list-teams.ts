import { Conditions } from '../../ledger/read/conditions';
import { operation } from '../operation';
import { pageRows } from '../page-rows';
import { pageQuery, toPageRequest, toWirePage } from '../paging';
import { label, readQuery } from '../schema';
import { queryFlag } from './fields';
import { TEAM_COLUMNS, type TeamRow, toWireTeam } from './team-row';

/** GET /v1/teams: newest first; who is in one, GET /v1/members?teamId= tells. Errors: validation_failed. */
export const listTeams = operation({
  summary: 'List teams',
  policy: 'teams:view',
  query: readQuery({
    ...pageQuery,
    externalId: label(255, "The caller's own id.").optional(),
    includeRemoved: queryFlag('Also those that were removed; default false.').optional(),
  }),
  run: async ({ query }, ctx) => {
    const where = new Conditions()
      .add('t.workspace_id = ?', ctx.scope.workspaceId)
      .addIf('t.external_id = ?', query.externalId);
    if (!query.includeRemoved) where.add('t.removed_at IS NULL');
    const select = `SELECT ${TEAM_COLUMNS} FROM teams t`;
    return pageRows<TeamRow>(toPageRequest(query), { select, where, alias: 't' });
  },
  output: (page) => toWirePage(page, toWireTeam),
});
