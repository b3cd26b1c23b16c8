import type { PoolClient } from '../../db/pool';
import { AppError } from '../../errors';
import { audit, changesOf, definedOf, once, orConflict } from '../once';
import { writeOperation } from '../operation';
import { forgetResolved } from '../resolve';
import { label, writeBody } from '../schema';
import { clearable, email } from './fields';
import { authorizeRoles, type MemberRow, readMember, role, TAKEN_MEMBER, toWireMember } from './member-row';

const save = (client: PoolClient, workspaceId: string, row: MemberRow) =>
  client.query(
    `UPDATE members SET external_id = $3, name = $4, email = $5, role = $6::role WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, row.id, row.externalId, row.name, row.email, row.role],
  );

function refuseImpossible(before: MemberRow, after: MemberRow): void {
  if (before.removedAt) throw new AppError('conflict', { detail: 'This member was removed and cannot be changed.' });
  if (before.signsIn && after.email !== before.email) {
    throw new AppError('conflict', { detail: 'Who signs in keeps the address that they sign in with.' });
  }
}

/**
 * PATCH /v1/members/{userId}: what is left out stays, null clears. A changed role acts at once.
 * Errors: not_found, forbidden (an owner), validation_failed, conflict.
 */
export const updateMember = writeOperation({
  summary: 'Update a member',
  policy: 'members:manage',
  body: writeBody({
    name: label(200, 'What people call them.').optional(),
    externalId: clearable(label(255, "The caller's own id.")),
    email: clearable(email),
    role: role.optional(),
  }),
  run: async ({ params: { userId = '' }, body: { customerId: _, dryRun, ...wanted } }, ctx) => {
    const written = await once(
      ctx,
      async (client) => {
        const before = await readMember(client, ctx, userId, { lock: true });
        const after = { ...before, ...definedOf(wanted) };
        authorizeRoles(ctx, [before.role, after.role]);
        refuseImpossible(before, after);
        const changes = changesOf(before, after);
        if (!changes) return before;
        await orConflict(save(client, ctx.scope.workspaceId, after), TAKEN_MEMBER);
        await audit(client, ctx, { action: 'member.update', targetKind: 'member', targetId: before.id, ...changes });
        return after;
      },
      { dryRun },
    );
    forgetResolved();
    return written;
  },
  output: (member) => ({ data: toWireMember(member) }),
});
