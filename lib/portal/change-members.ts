import type { Role } from '@/prisma/generated/enums';
import { forgetKeys } from '../auth/authenticate-key';
import { normalizeEmail } from '../auth/email';
import { inviteMember, resendInvite, revokeInvite } from '../auth/invites';
import { authorize, missing } from '../auth/policy';
import { getPool } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { isAppError } from '../errors';
import { translator } from '../i18n/translator';
import { getLedger } from '../ledger';
import { changeMember, handOverOwnership, leaveWorkspace, removeMember } from '../workspace/members';
import { addToTeam, changeTeam, createTeam, removeFromTeam, removeTeam } from '../workspace/teams';
import { changeOnce, claimForm, contextOf, Issues, type PortalChange } from './change';
import { PORTAL_MODE } from './mode';
import { type MoveInput, moveAmount } from './move-credits';
import { ROLES } from './role-rights';

const MAX_INVITES = 20;
const MAX_NAME = 200;

const readRole = (text: string): Role | undefined => ROLES.find((role) => role === text);

/** Addresses as people paste them: by comma, semicolon, space or line. In their one form, each once. */
function readAddresses(change: PortalChange, text: string, issues: Issues): string[] {
  const t = translator(change.workspace.locale, 'members');
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  const bad = parts.filter((part) => normalizeEmail(part) === null);
  const emails = [...new Set(parts.flatMap((part) => normalizeEmail(part) ?? []))];
  if (parts.length === 0) issues.add('emails', translator(change.workspace.locale, 'forms')('fields.required'));
  else if (bad.length > 0) issues.add('emails', t('invite.badAddresses', { addresses: bad.slice(0, 3).join(', ') }));
  else if (emails.length > MAX_INVITES) issues.add('emails', t('invite.tooMany', { max: MAX_INVITES }));
  return emails;
}

async function refuseMembers(change: PortalChange, emails: string[], issues: Issues): Promise<void> {
  const { rows } = await getPool().query<{ email: string }>(
    `SELECT u.email FROM members m JOIN users u ON u.id = m.user_id
     WHERE m.workspace_id = $1 AND m.removed_at IS NULL AND u.email = ANY($2)`,
    [change.workspace.id, emails],
  );
  if (rows.length === 0) return;
  const addresses = rows.map(({ email }) => email).join(', ');
  issues.add('emails', translator(change.workspace.locale, 'members')('invite.alreadyIn', { addresses }));
}

export interface InviteResult {
  sent: number;
  /** Invited, but the mail did not go: it can be sent again from the list. */
  unsent: string[];
}

/** Invites several addresses at once, with one role. Errors: forbidden, not_found, validation_failed, conflict. */
export async function invitePeople(
  change: PortalChange,
  form: { emails: string; role: string },
): Promise<InviteResult> {
  const { actor, workspace } = change;
  const role = readRole(form.role);
  authorize(actor, role === 'owner' ? 'members:manage_owners' : 'members:manage', { workspaceId: workspace.id });
  const issues = new Issues();
  const emails = readAddresses(change, form.emails, issues);
  if (!role) issues.add('role', translator(workspace.locale, 'forms')('fields.choice'));
  await refuseMembers(change, emails, issues);
  issues.refuse();
  await inTransaction((client) => claimForm(client, change, 'members.invite'));
  const result: InviteResult = { sent: 0, unsent: [] };
  for (const email of emails) {
    try {
      await inviteMember(actor, { workspaceId: workspace.id, email, role: role as Role }, { ip: change.ip });
      result.sent++;
    } catch (error) {
      if (!isAppError(error) || error.code !== 'unavailable') throw error;
      result.unsent.push(email);
    }
  }
  return result;
}

/** A new link for the same invitation; the earlier one stops working. Errors: forbidden, not_found, unavailable. */
export async function sendInviteAgain(change: PortalChange, inviteId: string): Promise<string> {
  const { actor, workspace, ip } = change;
  authorize(actor, 'members:manage', { workspaceId: workspace.id });
  await inTransaction((client) => claimForm(client, change, 'members.resend'));
  return (await resendInvite(actor, { workspaceId: workspace.id, id: inviteId }, { ip })).email;
}

export const takeInviteBack = ({ actor, workspace, ip }: PortalChange, inviteId: string): Promise<void> =>
  revokeInvite(actor, { workspaceId: workspace.id, id: inviteId }, { ip });

/** Errors: forbidden, not_found, validation_failed, conflict (last owner). */
export async function changeRole(change: PortalChange, memberId: string, roleText: string): Promise<void> {
  authorize(change.actor, 'members:manage', { workspaceId: change.workspace.id });
  const issues = new Issues();
  const role = readRole(roleText);
  if (!role) issues.add('role', translator(change.workspace.locale, 'forms')('fields.choice'));
  issues.refuse();
  await changeOnce(change, 'members.role', (client, ctx) => changeMember(client, ctx, memberId, { role }));
}

/**
 * What lies free in a wallet goes back to the workspace's, before its owner goes. Needs the right to move credits.
 * Credits that only some features may use go too; what an open hold keeps stays.
 */
async function takeAllBack(change: PortalChange, owner: MoveInput['owner']): Promise<void> {
  const { workspace } = change;
  const { availableMicro } = await getLedger().balance({ workspaceId: workspace.id, mode: PORTAL_MODE, owner });
  if (availableMicro <= 0n) return;
  await moveAmount({ ...change, formId: null }, { owner, direction: 'take' }, availableMicro);
}

/** Ends a membership. Errors: forbidden, not_found, conflict (last owner), validation_failed (not confirmed). */
export async function endMembership(
  change: PortalChange,
  memberId: string,
  { takeCredits }: { takeCredits: boolean },
): Promise<void> {
  const { actor, workspace } = change;
  authorize(actor, 'members:manage', { workspaceId: workspace.id });
  // The checks first, and undone: credits must not move for somebody who then stays.
  if (takeCredits) {
    await rehearse((client) => removeMember(client, contextOf(change), memberId));
    await takeAllBack(change, { kind: 'member', memberId });
  }
  await changeOnce(change, 'members.remove', (client, ctx) => removeMember(client, ctx, memberId));
  forgetKeys();
}

class Rehearsed extends Error {}

async function rehearse(work: Parameters<typeof inTransaction>[0]): Promise<void> {
  try {
    await inTransaction(async (client) => {
      await work(client);
      throw new Rehearsed();
    });
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
  }
}

const ownMember = ({ workspace }: PortalChange): string => {
  if (!workspace.memberId) throw missing('member');
  return workspace.memberId;
};

/** The reader goes. Errors: forbidden, conflict (last owner). */
export async function leave(change: PortalChange): Promise<void> {
  const memberId = ownMember(change);
  await changeOnce(change, 'members.leave', (client, ctx) => leaveWorkspace(client, ctx, memberId));
  forgetKeys();
}

/** The second step of handing over: with the workspace's name typed. Errors: forbidden, conflict, validation_failed. */
export async function handOver(change: PortalChange, form: { to: string; confirm: string }): Promise<void> {
  const { actor, workspace } = change;
  authorize(actor, 'members:manage_owners', { workspaceId: workspace.id });
  requireName(change, form.confirm, workspace.name);
  const from = ownMember(change);
  await changeOnce(change, 'members.hand_over', (client, ctx) => handOverOwnership(client, ctx, { from, to: form.to }));
}

/** Errors: validation_failed, when what was typed is not the name. */
export function requireName({ workspace }: PortalChange, typed: string, name: string): void {
  const issues = new Issues();
  if (typed.trim() !== name.trim()) {
    issues.add('confirm', translator(workspace.locale, 'forms')('fields.confirm', { name: `“${name}”` }));
  }
  issues.refuse();
}

function readName({ workspace }: PortalChange, name: string): string {
  const t = translator(workspace.locale, 'forms');
  const issues = new Issues();
  if (!name) issues.add('name', t('fields.required'));
  if (name.length > MAX_NAME) issues.add('name', t('fields.tooLong', { max: MAX_NAME }));
  issues.refuse();
  return name;
}

/** Answers its id. Errors: forbidden, validation_failed, conflict. */
export async function addTeam(change: PortalChange, name: string): Promise<string> {
  authorize(change.actor, 'teams:manage', { workspaceId: change.workspace.id });
  const input = { name: readName(change, name) };
  return (await changeOnce(change, 'teams.create', (client, ctx) => createTeam(client, ctx, input))).id;
}

export async function renameTeam(change: PortalChange, teamId: string, name: string): Promise<void> {
  authorize(change.actor, 'teams:manage', { workspaceId: change.workspace.id });
  const input = { name: readName(change, name) };
  await changeOnce(change, 'teams.rename', (client, ctx) => changeTeam(client, ctx, teamId, input));
}

export async function putInTeam(change: PortalChange, team: string, member: string): Promise<void> {
  authorize(change.actor, 'teams:manage', { workspaceId: change.workspace.id });
  await changeOnce(change, 'teams.add', (client, ctx) => addToTeam(client, ctx, { team, member }));
}

export async function takeOutOfTeam(change: PortalChange, team: string, member: string): Promise<void> {
  authorize(change.actor, 'teams:manage', { workspaceId: change.workspace.id });
  await changeOnce(change, 'teams.take_out', (client, ctx) => removeFromTeam(client, ctx, { team, member }));
}

export async function endTeam(
  change: PortalChange,
  teamId: string,
  { takeCredits }: { takeCredits: boolean },
): Promise<void> {
  authorize(change.actor, 'teams:manage', { workspaceId: change.workspace.id });
  if (takeCredits) await takeAllBack(change, { kind: 'team', teamId });
  await changeOnce(change, 'teams.remove', (client, ctx) => removeTeam(client, ctx, teamId));
}
