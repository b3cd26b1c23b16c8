import type { z } from 'zod';
import type { PoolClient } from '../../db/pool';
import { newId } from '../../ids';
import { audit, once, orConflict } from '../once';
import { writeOperation } from '../operation';
import { forgetResolved } from '../resolve';
import { label, optional, writeBody } from '../schema';
import { email } from './fields';
import { authorizeRoles, MEMBER_COLUMNS, type MemberRow, role, TAKEN_MEMBER, toWireMember } from './member-row';

const MemberBody = writeBody({
  name: label(200, 'What people call them.'),
  externalId: optional(label(255, "The caller's own id: works wherever a user is named.")),
  email: optional(email),
  role: optional(role),
});

async function insertMember(client: PoolClient, workspaceId: string, body: z.output<typeof MemberBody>) {
  const { rows } = await client.query<MemberRow>(
    `INSERT INTO members AS m (workspace_id, id, external_id, name, email, role)
     VALUES ($1, $2, $3, $4, $5, $6::role) RETURNING ${MEMBER_COLUMNS}`,
    [workspaceId, newId(), body.externalId ?? null, body.name, body.email ?? null, body.role ?? 'member'],
  );
  return rows[0] as MemberRow;
}

/**
 * POST /v1/members: somebody who can hold credits. Signing in needs an invitation; who accepts one for this address
 * becomes this member. Errors: validation_failed, forbidden (an owner), conflict (externalId taken).
 */
export const createMember = writeOperation({
  summary: 'Create a member',
  policy: 'members:manage',
  body: MemberBody,
  run: async ({ body }, ctx) => {
    authorizeRoles(ctx, [body.role]);
    const written = await once(
      ctx,
      async (client) => {
        const member = await orConflict(insertMember(client, ctx.scope.workspaceId, body), TAKEN_MEMBER);
        const { id, name, externalId, email, role } = member;
        await audit(client, ctx, {
          action: 'member.create',
          targetKind: 'member',
          targetId: id,
          after: { name, externalId, email, role },
        });
        return member;
      },
      body,
    );
    forgetResolved();
    return written;
  },
  output: (member) => ({ data: toWireMember(member) }),
});
