import type { Actor } from '../auth/actor';
import { type KeyView, listKeys } from '../auth/keys';
import { authorize, can, missing } from '../auth/policy';
import { formats } from '../i18n/formats';
import { type BudgetLine, readBudgets } from './budgets';
import { listMemberNames, nameMembers } from './names';
import { spentBy } from './spent';
import type { PortalWorkspace } from './workspace';

export type KeyStatus = 'active' | 'expired' | 'revoked' | 'replaced';

export interface KeyRow {
  id: string;
  name: string;
  /** What can be shown of it: 'sk_live_ab12…9f3c'. */
  hint: string;
  mode: 'live' | 'test';
  scopes: string[];
  member: string | null;
  status: KeyStatus;
  created: string;
  lastUsed: string | null;
  expires: string | null;
  /** Credits in the last 30 days; null for test keys, whose books screens do not show. */
  spent: string | null;
}

function statusOf(key: KeyView, now: Date): KeyStatus {
  if (key.revokedAt) return 'revoked';
  if (key.expiresAt && key.expiresAt <= now) return 'expired';
  return key.replacedBy ? 'replaced' : 'active';
}

interface Context {
  workspace: PortalWorkspace;
  members: Map<string, string>;
  spent: Map<string, bigint>;
  now: Date;
}

function toRow(key: KeyView, { workspace, members, spent, now }: Context): KeyRow {
  const f = formats(workspace.locale);
  return {
    id: key.id,
    name: key.name,
    hint: `${key.prefix}…${key.last4}`,
    mode: key.mode,
    scopes: key.scopes,
    member: key.memberId ? (members.get(key.memberId) ?? '–') : null,
    status: statusOf(key, now),
    created: f.date(key.createdAt, workspace.timeZone),
    lastUsed: key.lastUsedAt && f.relative(key.lastUsedAt, now),
    expires: key.expiresAt && f.dateTime(key.expiresAt, workspace.timeZone),
    spent: key.mode === 'live' ? f.credits(spent.get(key.id) ?? 0n) : null,
  };
}

async function load(actor: Actor, workspace: PortalWorkspace, now: Date) {
  const keys = await listKeys(actor, { workspaceId: workspace.id, includeEnded: true });
  const [members, spent] = await Promise.all([
    nameMembers(
      workspace.id,
      keys.flatMap(({ memberId }) => (memberId ? [memberId] : [])),
    ),
    spentBy(workspace, 'key', now),
  ]);
  return { keys, context: { workspace, members, spent, now } };
}

/** The workspace's keys, as far as the reader may see them, newest first. Errors: forbidden, not_found. */
export async function readKeys(actor: Actor, workspace: PortalWorkspace, now: Date): Promise<KeyRow[]> {
  const { keys, context } = await load(actor, workspace, now);
  return keys.map((key) => toRow(key, context));
}

/** Whether the reader may make a key of some kind at all. */
export const mayMakeKeys = (actor: Actor, workspace: PortalWorkspace): boolean =>
  can(actor, 'keys:manage_own', { workspaceId: workspace.id }) ||
  can(actor, 'keys:manage', { workspaceId: workspace.id });

export interface KeyScreen extends KeyRow {
  allowedIps: string[];
  replacedBy: string | null;
  budgets: BudgetLine[];
  isUsable: boolean;
  may: { rotate: boolean; revoke: boolean; setBudgets: boolean };
}

/** One key. Errors: forbidden, not_found. */
export async function readKeyScreen(
  actor: Actor,
  workspace: PortalWorkspace,
  keyId: string,
  now = new Date(),
): Promise<KeyScreen> {
  const { keys, context } = await load(actor, workspace, now);
  const key = keys.find(({ id }) => id === keyId);
  if (!key) throw missing('API key');
  const row = toRow(key, context);
  const target = { workspaceId: workspace.id };
  const isPrivileged = key.scopes.some((scope) => scope === 'grant' || scope === 'admin');
  const isOwn = key.memberId !== null && key.memberId === workspace.memberId;
  const mayEnd = can(actor, isOwn ? 'keys:manage_own' : 'keys:manage', target);
  const isUsable = row.status === 'active' || row.status === 'replaced';
  return {
    ...row,
    allowedIps: key.allowedIps,
    replacedBy: keys.find(({ id }) => id === key.replacedBy)?.id ?? null,
    budgets: key.mode === 'live' ? await readBudgets(actor, workspace, { scope: 'api_key', scopeId: key.id }) : [],
    isUsable,
    may: {
      rotate: row.status === 'active' && (isPrivileged ? can(actor, 'keys:manage_privileged', target) : mayEnd),
      revoke: isUsable && mayEnd,
      setBudgets: isUsable && key.mode === 'live' && can(actor, 'budgets:manage', target),
    },
  };
}

export interface NewKeyScreen {
  /** For whom it may speak; the workspace itself only for those who manage all keys. */
  members: { id: string; name: string }[];
  mayWhole: boolean;
  mayBudget: boolean;
}

/** What the form of a new key offers. Errors: forbidden, not_found. */
export async function readNewKey(actor: Actor, workspace: PortalWorkspace): Promise<NewKeyScreen> {
  authorize(actor, 'keys:view', { workspaceId: workspace.id });
  if (!mayMakeKeys(actor, workspace)) authorize(actor, 'keys:manage_own', { workspaceId: workspace.id });
  const mayWhole = can(actor, 'keys:manage', { workspaceId: workspace.id });
  const members = await listMemberNames(workspace.id);
  return {
    members: mayWhole ? members : members.filter(({ id }) => id === workspace.memberId),
    mayWhole,
    mayBudget: can(actor, 'budgets:manage', { workspaceId: workspace.id }),
  };
}
