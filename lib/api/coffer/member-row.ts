import { z } from 'zod';
import type { Role } from '@/prisma/generated/enums';
import { authorize, missing } from '../../auth/policy';
import type { Pool, PoolClient } from '../../db/pool';
import { isUuid } from '../../ids';
import { formatInstant } from '../dates';
import type { ApiContext } from '../operation';

/** A member as rows have it. */
export interface MemberRow {
  id: string;
  externalId: string | null;
  name: string;
  email: string | null;
  role: Role;
  /** Whether a user of the portal is this member. */
  signsIn: boolean;
  removedAt: Date | null;
  createdAt: Date;
}

export const MEMBER_COLUMNS = `m.id, m.external_id AS "externalId", m.name, m.email, m.role::text AS role,
  m.user_id IS NOT NULL AS "signsIn", m.removed_at AS "removedAt", m.created_at AS "createdAt"`;

export const TAKEN_MEMBER = {
  members_workspace_id_external_id_key: 'Another member, perhaps a removed one, has this externalId already.',
};

export const role = z
  .enum(['owner', 'admin', 'billing', 'member', 'viewer'])
  .meta({ description: 'What the person may do in the portal. Owners are made and changed by owners, not by keys.' });

/** The member by our id or the caller's own, removed ones too; for a change, locked. Errors: not_found. */
export async function readMember(
  db: Pool | PoolClient,
  { scope }: ApiContext,
  reference: string,
  { lock = false } = {},
): Promise<MemberRow> {
  const { rows } = await db.query<MemberRow>(
    `SELECT ${MEMBER_COLUMNS} FROM members m
     WHERE m.workspace_id = $1 AND (m.id = $3 OR m.external_id = $2)
     ORDER BY m.id = $3 DESC NULLS LAST LIMIT 1${lock ? ' FOR UPDATE' : ''}`,
    [scope.workspaceId, reference, isUuid(reference) ? reference : null],
  );
  if (!rows[0]) throw missing('user');
  return rows[0];
}

/** Making, changing or removing an owner is a right of its own. Errors: forbidden. */
export function authorizeRoles(ctx: ApiContext, roles: readonly (Role | undefined)[]): void {
  if (!roles.includes('owner')) return;
  authorize(ctx.actor, 'members:manage_owners', { workspaceId: ctx.scope.workspaceId });
}

export const toWireMember = (row: MemberRow) => ({
  id: row.id,
  externalId: row.externalId,
  name: row.name,
  email: row.email,
  role: row.role,
  signsIn: row.signsIn,
  removedAt: row.removedAt && formatInstant(row.removedAt),
  createdAt: formatInstant(row.createdAt),
});
