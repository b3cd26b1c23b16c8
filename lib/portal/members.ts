import type { Role } from '@/prisma/generated/enums';
import type { Actor } from '../auth/actor';
import { listInvites } from '../auth/invites';
import { authorize, can, missing } from '../auth/policy';
import { getPool } from '../db/pool';
import { getPrisma } from '../db/prisma';
import { formats } from '../i18n/formats';
import { isUuid } from '../ids';
import { getLedger } from '../ledger';
import { type BudgetLine, readBudgets } from './budgets';
import { roleLabel } from './labels';
import { PORTAL_MODE } from './mode';
import { ROLES } from './role-rights';
import { spentBy } from './spent';
import type { PortalWorkspace } from './workspace';

const LIST_LIMIT = 500;

export interface MemberRow {
  id: string;
  name: string;
  email: string | null;
  role: string;
  isYou: boolean;
  /** False for people who are only named by the API and never sign in. */
  signsIn: boolean;
  since: string;
  /** Used in the last 30 days. */
  spent: string;
  /** In a wallet of their own; null: they share the workspace's. */
  wallet: string | null;
  /** The tightest cap. */
  budget: BudgetLine | null;
}

/** Available credits in wallets of members or teams, by their ids. */
async function walletsOf(workspaceId: string, kind: 'member' | 'team'): Promise<Map<string, bigint>> {
  const { wallets } = await getLedger().workspaceFigures({ workspaceId, mode: PORTAL_MODE });
  return new Map(
    wallets.flatMap(({ owner, availableMicro }) => {
      if (owner.kind !== kind) return [];
      return [[owner.kind === 'member' ? owner.memberId : owner.teamId, availableMicro] as const];
    }),
  );
}

/** Who is in the workspace, by name, each with what they use and may use. */
export async function readMembers(actor: Actor, workspace: PortalWorkspace, now = new Date()): Promise<MemberRow[]> {
  authorize(actor, 'members:view', { workspaceId: workspace.id });
  const f = formats(workspace.locale);
  const [rows, spent, wallets, budgets] = await Promise.all([
    getPrisma().member.findMany({
      where: { workspaceId: workspace.id, removedAt: null },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: LIST_LIMIT,
    }),
    spentBy(workspace, 'member', now),
    walletsOf(workspace.id, 'member'),
    readBudgets(actor, workspace, { scope: 'member' }),
  ]);
  return rows.map((row) => {
    const wallet = wallets.get(row.id);
    const own = budgets.filter(({ scopeId }) => scopeId === row.id).sort((a, b) => b.percent - a.percent);
    return {
      id: row.id,
      name: row.name,
      email: row.email,
      role: roleLabel(workspace.locale, row.role).name,
      isYou: row.id === workspace.memberId,
      signsIn: row.userId !== null,
      since: f.date(row.createdAt, workspace.timeZone),
      spent: f.credits(spent.get(row.id) ?? 0n),
      wallet: wallet === undefined ? null : f.credits(wallet),
      budget: own[0] ?? null,
    };
  });
}

export interface WalletPart {
  /** null: they share the workspace's wallet. */
  available: string | null;
  held: string | null;
  /** What the workspace's own wallet has. */
  shared: string;
  canMove: boolean;
}

/** A member's or team's wallet beside the workspace's. */
export async function readWalletPart(
  actor: Actor,
  workspace: PortalWorkspace,
  owner: { kind: 'member'; memberId: string } | { kind: 'team'; teamId: string },
): Promise<WalletPart & { availableMicro: bigint }> {
  const f = formats(workspace.locale);
  const books = { workspaceId: workspace.id, mode: PORTAL_MODE };
  const [own, shared] = await Promise.all([
    getLedger().balance({ ...books, owner }),
    getLedger().balance({ ...books, owner: { kind: 'workspace' } }),
  ]);
  return {
    available: own.walletId ? f.credits(own.availableMicro) : null,
    held: own.heldMicro > 0n ? f.credits(own.heldMicro) : null,
    shared: f.credits(shared.availableMicro),
    canMove: can(actor, 'credits:transfer', { workspaceId: workspace.id }),
    availableMicro: own.availableMicro,
  };
}

export interface MemberScreen {
  id: string;
  name: string;
  email: string | null;
  role: Role;
  roleName: string;
  isYou: boolean;
  signsIn: boolean;
  isRemoved: boolean;
  since: string;
  spent: string;
  budgets: BudgetLine[];
  wallet: WalletPart;
  /** Something to give back when they go. */
  hasCredits: boolean;
  teams: { id: string; name: string }[];
  /** Keys that end with them. */
  keys: { id: string; name: string }[];
  may: { manage: boolean; setBudgets: boolean; leave: boolean; handOver: boolean };
  /** Roles that the reader may give. */
  roles: { value: Role; name: string; meaning: string }[];
}

/** One member. Errors: forbidden, not_found. */
export async function readMemberScreen(
  actor: Actor,
  workspace: PortalWorkspace,
  memberId: string,
  now = new Date(),
): Promise<MemberScreen> {
  const target = { workspaceId: workspace.id };
  authorize(actor, 'members:view', target);
  const row = isUuid(memberId)
    ? await getPrisma().member.findUnique({
        where: { workspaceId_id: { workspaceId: workspace.id, id: memberId } },
        include: { teams: { include: { team: { select: { id: true, name: true } } } } },
      })
    : null;
  if (!row) throw missing('member');
  const f = formats(workspace.locale);
  const [spent, budgets, { availableMicro, ...wallet }, keys] = await Promise.all([
    spentBy(workspace, 'member', now),
    readBudgets(actor, workspace, { scope: 'member', scopeId: row.id }),
    readWalletPart(actor, workspace, { kind: 'member', memberId: row.id }),
    getPool().query<{ id: string; name: string }>(
      `SELECT id, name FROM api_keys WHERE workspace_id = $1 AND member_id = $2 AND revoked_at IS NULL
         AND (expires_at IS NULL OR expires_at > now()) ORDER BY name, id LIMIT 100`,
      [workspace.id, row.id],
    ),
  ]);
  const isYou = row.id === workspace.memberId;
  const isRemoved = row.removedAt !== null;
  const mayOwners = can(actor, 'members:manage_owners', target);
  const mayManage = can(actor, 'members:manage', target) && (row.role !== 'owner' || mayOwners);
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    roleName: roleLabel(workspace.locale, row.role).name,
    isYou,
    signsIn: row.userId !== null,
    isRemoved,
    since: f.date(row.createdAt, workspace.timeZone),
    spent: f.credits(spent.get(row.id) ?? 0n),
    budgets,
    wallet,
    hasCredits: availableMicro > 0n,
    teams: row.teams.map(({ team }) => team),
    keys: keys.rows,
    may: {
      manage: mayManage && !isRemoved,
      setBudgets: can(actor, 'budgets:manage', target) && !isRemoved,
      leave: isYou && !isRemoved && can(actor, 'members:leave', target),
      handOver: isYou && row.role === 'owner',
    },
    roles: ROLES.filter((role) => role !== 'owner' || mayOwners).map((role) => ({
      value: role,
      ...roleLabel(workspace.locale, role),
    })),
  };
}

export interface InviteRow {
  id: string;
  email: string;
  role: string;
  sent: string;
  until: string;
}

/** Open invitations, newest first. Errors: forbidden, not_found. */
export async function readInvites(actor: Actor, workspace: PortalWorkspace): Promise<InviteRow[]> {
  const f = formats(workspace.locale);
  return (await listInvites(actor, workspace.id)).map(({ id, email, role, createdAt, expiresAt }) => ({
    id,
    email,
    role: roleLabel(workspace.locale, role).name,
    sent: f.dateTime(createdAt, workspace.timeZone),
    until: f.date(expiresAt, workspace.timeZone),
  }));
}

/** Who could own the workspace instead of the reader. */
export async function readHeirs(actor: Actor, workspace: PortalWorkspace): Promise<{ id: string; name: string }[]> {
  authorize(actor, 'members:manage_owners', { workspaceId: workspace.id });
  return getPrisma().member.findMany({
    where: {
      workspaceId: workspace.id,
      removedAt: null,
      userId: { not: null },
      ...(workspace.memberId ? { id: { not: workspace.memberId } } : {}),
    },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: LIST_LIMIT,
  });
}

export interface TeamRow {
  id: string;
  name: string;
  memberCount: number;
  wallet: string | null;
}

/** Teams by name. Errors: forbidden, not_found. */
export async function readTeams(actor: Actor, workspace: PortalWorkspace): Promise<TeamRow[]> {
  authorize(actor, 'teams:view', { workspaceId: workspace.id });
  const f = formats(workspace.locale);
  const [rows, wallets] = await Promise.all([
    getPrisma().team.findMany({
      where: { workspaceId: workspace.id, removedAt: null },
      include: { members: { select: { memberId: true } } },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: LIST_LIMIT,
    }),
    walletsOf(workspace.id, 'team'),
  ]);
  return rows.map(({ id, name, members }) => {
    const wallet = wallets.get(id);
    return { id, name, memberCount: members.length, wallet: wallet === undefined ? null : f.credits(wallet) };
  });
}

export interface TeamScreen {
  id: string;
  name: string;
  isRemoved: boolean;
  members: { id: string; name: string }[];
  /** Who could be added. */
  others: { id: string; name: string }[];
  wallet: WalletPart;
  hasCredits: boolean;
  canManage: boolean;
}

/** One team. Errors: forbidden, not_found. */
export async function readTeamScreen(actor: Actor, workspace: PortalWorkspace, teamId: string): Promise<TeamScreen> {
  authorize(actor, 'teams:view', { workspaceId: workspace.id });
  const row = isUuid(teamId)
    ? await getPrisma().team.findUnique({
        where: { workspaceId_id: { workspaceId: workspace.id, id: teamId } },
        include: { members: { include: { member: { select: { id: true, name: true } } } } },
      })
    : null;
  if (!row) throw missing('team');
  const members = row.members.map(({ member }) => member).sort((a, b) => a.name.localeCompare(b.name));
  const isIn = new Set(members.map(({ id }) => id));
  const [all, { availableMicro, ...wallet }] = await Promise.all([
    getPrisma().member.findMany({
      where: { workspaceId: workspace.id, removedAt: null },
      select: { id: true, name: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: LIST_LIMIT,
    }),
    readWalletPart(actor, workspace, { kind: 'team', teamId: row.id }),
  ]);
  return {
    id: row.id,
    name: row.name,
    isRemoved: row.removedAt !== null,
    members,
    others: all.filter(({ id }) => !isIn.has(id)),
    wallet,
    hasCredits: availableMicro > 0n,
    canManage: row.removedAt === null && can(actor, 'teams:manage', { workspaceId: workspace.id }),
  };
}
