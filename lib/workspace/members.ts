/** People of a workspace: read and changed on a transaction of the caller's, with their audit rows. */
import type { Role } from '@/prisma/generated/enums';
import { authorize, missing } from '../auth/policy';
import type { Pool, PoolClient } from '../db/pool';
import { AppError } from '../errors';
import { isUuid } from '../ids';
import { audit, type ChangeContext, changesOf, definedOf, orConflict } from './change';

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

type Place = Pick<ChangeContext, 'scope'>;

/** The member by our id or the caller's own, removed ones too; for a change, locked. Errors: not_found. */
export async function readMember(
  db: Pool | PoolClient,
  { scope }: Place,
  reference: string,
  { lock = false } = {},
): Promise<MemberRow> {
  const { rows } = await db.query<MemberRow>(
    `SELECT ${MEMBER_COLUMNS} FROM members m
     WHERE m.workspace_id = $1 AND (m.id = $3 OR m.external_id = $2)
     ORDER BY m.id = $3 DESC NULLS LAST LIMIT 1${lock ? ' FOR UPDATE' : ''}`,
    [scope.workspaceId, reference.normalize('NFC'), isUuid(reference) ? reference : null],
  );
  if (!rows[0]) throw missing('user');
  return rows[0];
}

/** Making, changing or removing an owner is a right of its own. Errors: forbidden. */
export function authorizeRoles(
  ctx: Pick<ChangeContext, 'actor' | 'scope'>,
  roles: readonly (Role | undefined)[],
): void {
  if (!roles.includes('owner')) return;
  authorize(ctx.actor, 'members:manage_owners', { workspaceId: ctx.scope.workspaceId });
}

/** One change of owners at a time: two who leave at once must not both count on the other. */
const lockOwners = (client: PoolClient, { scope }: Place) =>
  client.query('SELECT 1 FROM workspaces WHERE id = $1 FOR NO KEY UPDATE', [scope.workspaceId]);

/** Errors: conflict, when nobody who signs in would own the workspace without this member. */
async function refuseLastOwner(client: PoolClient, { scope }: Place, member: MemberRow): Promise<void> {
  if (member.role !== 'owner' || !member.signsIn || member.removedAt) return;
  const { rowCount } = await client.query(
    `SELECT 1 FROM members WHERE workspace_id = $1 AND id <> $2 AND role = 'owner' AND user_id IS NOT NULL
       AND removed_at IS NULL LIMIT 1`,
    [scope.workspaceId, member.id],
  );
  if (rowCount === 0) {
    throw new AppError('conflict', {
      detail: 'A workspace keeps at least one owner. Make somebody else an owner first.',
      facts: { reason: 'last_owner' },
    });
  }
}

export type MemberChange = Partial<Pick<MemberRow, 'externalId' | 'name' | 'email' | 'role'>>;

function refuseImpossible(before: MemberRow, after: MemberRow): void {
  if (before.removedAt) throw new AppError('conflict', { detail: 'This member was removed and cannot be changed.' });
  if (before.signsIn && after.email !== before.email) {
    throw new AppError('conflict', { detail: 'Who signs in keeps the address that they sign in with.' });
  }
}

const save = (client: PoolClient, { scope }: Place, row: MemberRow) =>
  client.query(
    `UPDATE members SET external_id = $3, name = $4, email = $5, role = $6::role WHERE workspace_id = $1 AND id = $2`,
    [scope.workspaceId, row.id, row.externalId, row.name, row.email, row.role],
  );

/**
 * Changes a member; what is left out stays. A changed role acts at once. The caller has asked for `members:manage`.
 * Errors: not_found, forbidden (an owner), conflict (removed, taken, last owner).
 */
export async function changeMember(
  client: PoolClient,
  ctx: ChangeContext,
  reference: string,
  wanted: MemberChange,
): Promise<MemberRow> {
  if (wanted.role !== undefined) await lockOwners(client, ctx);
  const before = await readMember(client, ctx, reference, { lock: true });
  const after = { ...before, ...definedOf(wanted) };
  authorizeRoles(ctx, [before.role, after.role]);
  refuseImpossible(before, after);
  const changes = changesOf(before, after);
  if (!changes) return before;
  if (after.role !== 'owner') await refuseLastOwner(client, ctx, before);
  await orConflict(save(client, ctx, after), TAKEN_MEMBER);
  await audit(client, ctx, { action: 'member.update', targetKind: 'member', targetId: before.id, ...changes });
  return after;
}

async function endMember(client: PoolClient, { scope }: Place, memberId: string): Promise<MemberRow> {
  await client.query('DELETE FROM team_members WHERE workspace_id = $1 AND member_id = $2', [
    scope.workspaceId,
    memberId,
  ]);
  const { rows } = await client.query<MemberRow>(
    `UPDATE members AS m SET removed_at = now() WHERE m.workspace_id = $1 AND m.id = $2 RETURNING ${MEMBER_COLUMNS}`,
    [scope.workspaceId, memberId],
  );
  return rows[0] as MemberRow;
}

/**
 * Ends a membership: place, teams and keys go at once, wallet and history stay. A second time changes nothing. The
 * caller has asked for `members:manage`. Errors: not_found, forbidden (an owner), conflict (last owner).
 */
export async function removeMember(client: PoolClient, ctx: ChangeContext, reference: string): Promise<MemberRow> {
  await lockOwners(client, ctx);
  const before = await readMember(client, ctx, reference, { lock: true });
  authorizeRoles(ctx, [before.role]);
  if (before.removedAt) return before;
  await refuseLastOwner(client, ctx, before);
  const after = await endMember(client, ctx, before.id);
  await audit(client, ctx, { action: 'member.remove', targetKind: 'member', targetId: before.id });
  return after;
}

/** Somebody goes of their own will. Errors: forbidden, not_found, conflict (last owner). */
export async function leaveWorkspace(client: PoolClient, ctx: ChangeContext, memberId: string): Promise<void> {
  authorize(ctx.actor, 'members:leave', { workspaceId: ctx.scope.workspaceId });
  await lockOwners(client, ctx);
  const before = await readMember(client, ctx, memberId, { lock: true });
  if (before.removedAt) return;
  await refuseLastOwner(client, ctx, before);
  await endMember(client, ctx, before.id);
  await audit(client, ctx, { action: 'member.leave', targetKind: 'member', targetId: before.id });
}

/**
 * An owner makes somebody else the owner and becomes an admin. Errors: forbidden, not_found, conflict (somebody who is
 * gone, does not sign in, or is the owner already).
 */
export async function handOverOwnership(
  client: PoolClient,
  ctx: ChangeContext,
  { from, to }: { from: string; to: string },
): Promise<void> {
  authorize(ctx.actor, 'members:manage_owners', { workspaceId: ctx.scope.workspaceId });
  await lockOwners(client, ctx);
  const [giver, heir] = [
    await readMember(client, ctx, from, { lock: true }),
    await readMember(client, ctx, to, { lock: true }),
  ];
  if (giver.role !== 'owner' || giver.removedAt) {
    throw new AppError('conflict', { detail: 'Only an owner can hand over ownership.' });
  }
  if (giver.id === heir.id || heir.removedAt || !heir.signsIn) {
    throw new AppError('conflict', { detail: 'Choose another member who signs in.', facts: { reason: 'no_heir' } });
  }
  await save(client, ctx, { ...heir, role: 'owner' });
  await save(client, ctx, { ...giver, role: 'admin' });
  await audit(client, ctx, {
    action: 'workspace.hand_over',
    targetKind: 'member',
    targetId: heir.id,
    before: { owner: giver.id, role: heir.role },
    after: { owner: heir.id, role: 'owner', formerOwnerRole: 'admin' },
  });
}
