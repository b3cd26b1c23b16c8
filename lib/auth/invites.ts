/** Invitations into a workspace: for one e-mail address, once, for seven days. */
import { hash, randomBytes } from 'node:crypto';
import type { Role } from '@/prisma/generated/enums';
import { getPool } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { getEnv } from '../env';
import { AppError } from '../errors';
import { matchLocale } from '../i18n/locales';
import { isUuid, newId } from '../ids';
import { sendMail } from '../notify/mail';
import { inviteMail } from '../notify/sign-in-mails';
import type { Actor, UserActor } from './actor';
import { recordAudit } from './audit';
import { normalizeEmail } from './email';
import { acceptLockedInvite } from './join-by-invite';
import { toLedgerActor } from './ledger-actor';
import { authorize, missing } from './policy';

const INVITE_DAYS = 7;
const TOKEN_FORM = /^[0-9A-Za-z_-]{43}$/;

const hashToken = (token: string): Buffer => hash('sha256', token, 'buffer');

export interface InviteView {
  workspaceId: string;
  id: string;
  email: string;
  role: Role;
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** In which request it happens, for the audit log. */
interface Trace {
  requestId?: string | null;
  ip?: string | null;
}

export interface InviteInput {
  workspaceId: string;
  email: string;
  role: Role;
}

/** Whose invitation it is, and the language of its mail: what the invited person speaks is not known yet. */
interface InvitingWorkspace {
  name: string;
  locale: string;
}

const COLUMNS = `workspace_id AS "workspaceId", id, email, role::text AS role, invited_by AS "invitedBy",
  created_at AS "createdAt", expires_at AS "expiresAt"`;

/**
 * Invites an address and mails the link. An earlier open invitation of the same address ends, so that a role once
 * offered cannot be picked up later. Errors: forbidden, not_found, validation_failed, unavailable (the mail did not go).
 */
export async function inviteMember(actor: Actor, input: InviteInput, trace: Trace = {}): Promise<InviteView> {
  const { workspaceId, role } = input;
  authorize(actor, role === 'owner' ? 'members:manage_owners' : 'members:manage', { workspaceId });
  const email = normalizeEmail(input.email);
  if (!email) {
    const message = 'This is not an e-mail address we can write to.';
    throw new AppError('validation_failed', { detail: message, fields: [{ path: ['email'], message }] });
  }
  const token = randomBytes(32).toString('base64url');
  const writer = toLedgerActor(actor, workspaceId);
  const made = await inTransaction(async (client) => {
    const found = await client.query<InvitingWorkspace>(
      `SELECT name, locale FROM workspaces WHERE id = $1 AND status <> 'closed' FOR UPDATE`,
      [workspaceId],
    );
    const workspace = found.rows[0];
    if (!workspace) throw missing();
    await client.query(
      `UPDATE invites SET revoked_at = now()
       WHERE workspace_id = $1 AND email = $2 AND accepted_at IS NULL AND revoked_at IS NULL`,
      [workspaceId, email],
    );
    const { rows } = await client.query<InviteView>(
      `INSERT INTO invites (workspace_id, id, email, role, token_hash, invited_by, expires_at)
       VALUES ($1, $2, $3, $4::role, $5, $6, now() + make_interval(days => $7)) RETURNING ${COLUMNS}`,
      [workspaceId, newId(), email, role, hashToken(token), writer.id, INVITE_DAYS],
    );
    const invite = rows[0] as InviteView;
    await recordAudit(client, {
      workspaceId,
      action: 'member.invite',
      targetKind: 'invite',
      targetId: invite.id,
      actor: writer,
      after: { email, role },
      ...trace,
    });
    return { invite, workspace };
  });
  await mailInvite(actor, made, token);
  return made.invite;
}

async function mailInvite(
  actor: Actor,
  { invite, workspace }: { invite: InviteView; workspace: InvitingWorkspace },
  token: string,
): Promise<void> {
  const { BASE_URL } = getEnv();
  const content = inviteMail({
    locale: matchLocale(workspace.locale),
    url: `${BASE_URL}/invite/${token}`,
    host: new URL(BASE_URL).host,
    workspaceName: workspace.name,
    role: invite.role,
    invitedBy: actor.kind === 'user' ? actor.email : null,
    days: INVITE_DAYS,
  });
  await sendMail({ to: invite.email, ...content });
}

/**
 * Mails an open invitation again, with a new link and seven new days; the earlier link stops working.
 * Errors: forbidden, not_found (also for one that was used, revoked or has expired), unavailable.
 */
export async function resendInvite(
  actor: Actor,
  { workspaceId, id }: { workspaceId: string; id: string },
  trace: Trace = {},
): Promise<InviteView> {
  authorize(actor, 'members:manage', { workspaceId });
  if (!isUuid(id)) throw missing('invitation');
  const token = randomBytes(32).toString('base64url');
  const made = await inTransaction(async (client) => {
    const { rows } = await client.query<InviteView & { workspaceName: string; workspaceLocale: string }>(
      `UPDATE invites i SET token_hash = $3, expires_at = now() + make_interval(days => $4)
       FROM workspaces w
       WHERE i.workspace_id = $1 AND i.id = $2 AND w.id = i.workspace_id AND w.status <> 'closed'
         AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
       RETURNING i.workspace_id AS "workspaceId", i.id, i.email, i.role::text AS role, i.invited_by AS "invitedBy",
         i.created_at AS "createdAt", i.expires_at AS "expiresAt", w.name AS "workspaceName",
         w.locale AS "workspaceLocale"`,
      [workspaceId, id, hashToken(token), INVITE_DAYS],
    );
    const found = rows[0];
    if (!found) throw missing('invitation');
    const { workspaceName, workspaceLocale, ...invite } = found;
    if (invite.role === 'owner') authorize(actor, 'members:manage_owners', { workspaceId });
    await recordAudit(client, {
      workspaceId,
      action: 'member.invite_resend',
      targetKind: 'invite',
      targetId: id,
      actor: toLedgerActor(actor, workspaceId),
      ...trace,
    });
    return { invite, workspace: { name: workspaceName, locale: workspaceLocale } };
  });
  await mailInvite(actor, made, token);
  return made.invite;
}

/** Open invitations of a workspace, newest first. Errors: forbidden, not_found. */
export async function listInvites(actor: Actor, workspaceId: string): Promise<InviteView[]> {
  authorize(actor, 'members:manage', { workspaceId });
  const { rows } = await getPool().query<InviteView>(
    `SELECT ${COLUMNS} FROM invites
     WHERE workspace_id = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()
     ORDER BY created_at DESC, id DESC LIMIT 200`,
    [workspaceId],
  );
  return rows;
}

/** Ends an open invitation; a second time changes nothing. Errors: forbidden, not_found. */
export async function revokeInvite(
  actor: Actor,
  { workspaceId, id }: { workspaceId: string; id: string },
  trace: Trace = {},
): Promise<void> {
  authorize(actor, 'members:manage', { workspaceId });
  if (!isUuid(id)) throw missing('invitation');
  await inTransaction(async (client) => {
    const { rows } = await client.query<{ open: boolean }>(
      `SELECT accepted_at IS NULL AND revoked_at IS NULL AS open FROM invites
       WHERE workspace_id = $1 AND id = $2 FOR UPDATE`,
      [workspaceId, id],
    );
    const found = rows[0];
    if (!found) throw missing('invitation');
    if (!found.open) return;
    await client.query(`UPDATE invites SET revoked_at = now() WHERE workspace_id = $1 AND id = $2`, [workspaceId, id]);
    await recordAudit(client, {
      workspaceId,
      action: 'member.invite_revoke',
      targetKind: 'invite',
      targetId: id,
      actor: toLedgerActor(actor, workspaceId),
      ...trace,
    });
  });
}

/** What the bearer of an invitation's link finds. Nothing about it is told to another address. */
export type InviteState =
  | { state: 'open'; workspaceName: string; role: Role }
  | { state: 'joined'; workspaceSlug: string }
  | { state: 'other_email' | 'used' | 'expired' | 'revoked' | 'unknown' };

interface InviteRow {
  workspaceId: string;
  id: string;
  email: string;
  role: Role;
  isUsed: boolean;
  isRevoked: boolean;
  isExpired: boolean;
  isMember: boolean;
  workspaceName: string;
  workspaceSlug: string;
}

const FIND_INVITE = `SELECT i.workspace_id AS "workspaceId", i.id, i.email, i.role::text AS role,
    i.accepted_at IS NOT NULL AS "isUsed", i.revoked_at IS NOT NULL OR w.status = 'closed' AS "isRevoked",
    i.expires_at <= now() AS "isExpired", w.name AS "workspaceName", w.slug AS "workspaceSlug",
    EXISTS (SELECT 1 FROM members m WHERE m.workspace_id = i.workspace_id AND m.user_id = $2 AND m.removed_at IS NULL)
      AS "isMember"
  FROM invites i JOIN workspaces w ON w.id = i.workspace_id WHERE i.token_hash = $1`;

function judgeInvite(row: InviteRow | undefined, user: Pick<UserActor, 'email'>): InviteState {
  if (!row) return { state: 'unknown' };
  if (row.email !== user.email) return { state: 'other_email' };
  if (row.isUsed) return row.isMember ? { state: 'joined', workspaceSlug: row.workspaceSlug } : { state: 'used' };
  if (row.isRevoked) return { state: 'revoked' };
  if (row.isExpired) return { state: 'expired' };
  return { state: 'open', workspaceName: row.workspaceName, role: row.role };
}

/** What a signed-in user may know about the invitation behind a link. Changes nothing. */
export async function readInvite(user: UserActor, token: string): Promise<InviteState> {
  if (!TOKEN_FORM.test(token)) return { state: 'unknown' };
  const { rows } = await getPool().query<InviteRow>(FIND_INVITE, [hashToken(token), user.userId]);
  return judgeInvite(rows[0], user);
}

/**
 * Accepts an invitation for the signed-in user, if it is for their address, unused, not expired and not revoked. The
 * answer is the state afterwards: `joined` when they are in.
 */
export async function acceptInvite(user: UserActor, token: string): Promise<InviteState> {
  if (!TOKEN_FORM.test(token)) return { state: 'unknown' };
  return inTransaction(async (client) => {
    // Locked by a statement of its own: what is read next sees everything that the one before us in the queue did.
    await client.query('SELECT 1 FROM invites WHERE token_hash = $1 FOR UPDATE', [hashToken(token)]);
    const { rows } = await client.query<InviteRow>(FIND_INVITE, [hashToken(token), user.userId]);
    const row = rows[0];
    const found = judgeInvite(row, user);
    if (found.state !== 'open' || !row) return found;
    await acceptLockedInvite(client, { id: user.userId, email: user.email, name: null }, row);
    return { state: 'joined', workspaceSlug: row.workspaceSlug };
  });
}
