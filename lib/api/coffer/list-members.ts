import { Conditions } from '../../ledger/read/conditions';
import { operation } from '../operation';
import { pageRows } from '../page-rows';
import { pageQuery, toPageRequest, toWirePage } from '../paging';
import { resolveTeam } from '../resolve';
import { label, readQuery, teamRef } from '../schema';
import { email, queryFlag } from './fields';
import { MEMBER_COLUMNS, type MemberRow, role, toWireMember } from './member-row';

/** GET /v1/members: newest first; removed ones only when asked for. Errors: validation_failed, not_found (team). */
export const listMembers = operation({
  summary: 'List members',
  policy: 'members:view',
  query: readQuery({
    ...pageQuery,
    externalId: label(255, "The caller's own id.").optional(),
    email: email.optional(),
    role: role.optional(),
    teamId: teamRef.optional(),
    includeRemoved: queryFlag('Also those who were removed; default false.').optional(),
  }),
  run: async ({ query }, ctx) => {
    const where = new Conditions()
      .add('m.workspace_id = ?', ctx.scope.workspaceId)
      .addIf('m.external_id = ?', query.externalId)
      .addIf('lower(m.email) = ?', query.email)
      .addIf('m.role = ?::role', query.role);
    if (!query.includeRemoved) where.add('m.removed_at IS NULL');
    if (query.teamId !== undefined) {
      const teamId = await resolveTeam(query.teamId, ctx);
      where.add(
        `EXISTS (SELECT 1 FROM team_members t
          WHERE t.workspace_id = m.workspace_id AND t.member_id = m.id AND t.team_id = ?)`,
        teamId,
      );
    }
    const select = `SELECT ${MEMBER_COLUMNS} FROM members m`;
    return pageRows<MemberRow>(toPageRequest(query), { select, where, alias: 'm' });
  },
  output: (page) => toWirePage(page, toWireMember),
});
