/**
 * Who may do what: one table, operation × actor → allowed. Every page, server action, route and job asks `authorize`;
 * nothing else decides. Boundaries and reasons are in README.md beside this file.
 */
import type { Mode, Role } from '@/prisma/generated/enums';
import { AppError } from '../errors';
import type { Actor, ApiKeyActor, KeyScope, UserActor } from './actor';

interface Rule {
  /** `workspace`: done to one workspace; `installation`: to all of them or to none; `self`: to the caller's own account. */
  on: 'workspace' | 'installation' | 'self';
  /** Roles of signed-in members that may. For `self` every signed-in user may. */
  roles: readonly Role[];
  /** Scope that an API key needs; null: not by key at all. */
  key: KeyScope | null;
  /** May a key that speaks for one member do it, for that member. */
  memberKey: boolean;
  /** May the operator do it to a workspace in which they are no member. */
  operator: boolean;
  /** May background work do it. */
  job: boolean;
}

const EVERYONE = ['owner', 'admin', 'billing', 'member', 'viewer'] as const;
const WORKERS = ['owner', 'admin', 'billing', 'member'] as const;
const PAYERS = ['owner', 'admin', 'billing'] as const;
const ADMINS = ['owner', 'admin'] as const;
const OWNERS = ['owner'] as const;
const NOBODY = [] as const;

type Flags = Partial<Pick<Rule, 'key' | 'memberKey' | 'operator' | 'job'>>;

const rule = (on: Rule['on'], roles: readonly Role[], flags: Flags = {}): Rule => ({
  on,
  roles,
  key: null,
  memberKey: false,
  operator: false,
  job: false,
  ...flags,
});
const inWorkspace = (roles: readonly Role[], flags?: Flags) => rule('workspace', roles, flags);
const ofOperator = (flags?: Flags) => rule('installation', NOBODY, { operator: true, ...flags });

const POLICY = {
  // The workspace and what it shows.
  'workspace:view': inWorkspace(EVERYONE, { key: 'read', memberKey: true, operator: true, job: true }),
  'workspace:update': inWorkspace(ADMINS, { key: 'admin', operator: true }),
  'workspace:close': inWorkspace(OWNERS, { operator: true }),
  'usage:view': inWorkspace(EVERYONE, { key: 'read', memberKey: true, operator: true, job: true }),
  'usage:export': inWorkspace(EVERYONE, { key: 'read', operator: true }),
  'transactions:view': inWorkspace(EVERYONE, { key: 'read', memberKey: true, operator: true, job: true }),
  'transactions:export': inWorkspace(EVERYONE, { key: 'read', operator: true }),
  'audit:view': inWorkspace(ADMINS, { key: 'admin', operator: true }),

  // People.
  'members:view': inWorkspace(EVERYONE, { key: 'read', operator: true, job: true }),
  'members:manage': inWorkspace(ADMINS, { key: 'admin', operator: true }),
  /** Make somebody an owner, or change or remove one. */
  'members:manage_owners': inWorkspace(OWNERS, { operator: true }),
  'members:leave': inWorkspace(EVERYONE),
  'teams:view': inWorkspace(EVERYONE, { key: 'read', operator: true, job: true }),
  'teams:manage': inWorkspace(ADMINS, { key: 'admin', operator: true }),

  // Money in. The operator never spends a customer's money: only a person of the workspace starts a payment or
  // agrees to later ones; the job does what was agreed to.
  'purchases:view': inWorkspace(PAYERS, { key: 'admin', operator: true, job: true }),
  'purchases:create': inWorkspace(PAYERS),
  /** "I paid, where is it?": ask Stripe now, and apply what it says. */
  'purchases:look': inWorkspace(PAYERS, { operator: true }),
  /** Have a receipt sent to the billing contact or oneself. */
  'receipts:mail': inWorkspace(PAYERS),
  /** Make a link to Stripe's page, on which a person pays or does not: no money moves by it. */
  'purchases:create_link': inWorkspace(NOBODY, { key: 'grant' }),
  /** The price list, as far as it concerns this workspace. */
  'offers:view': inWorkspace(EVERYONE, { key: 'read', operator: true }),
  'purchases:refund': inWorkspace(NOBODY, { operator: true }),
  'purchases:settle': inWorkspace(NOBODY, { operator: true, job: true }),
  'auto_top_up:view': inWorkspace(PAYERS, { key: 'admin', operator: true, job: true }),
  'auto_top_up:manage': inWorkspace(PAYERS),
  'auto_top_up:stop': inWorkspace(PAYERS, { key: 'admin', operator: true, job: true }),
  'auto_top_up:run': inWorkspace(NOBODY, { job: true }),
  'payment_methods:manage': inWorkspace(PAYERS),

  // Keys. A key that mints credits is the operator's to give, else a customer could grant themselves.
  'keys:view': inWorkspace(WORKERS, { key: 'admin', operator: true }),
  'keys:manage': inWorkspace(ADMINS, { key: 'admin', operator: true }),
  'keys:manage_own': inWorkspace(WORKERS),
  'keys:manage_privileged': inWorkspace(NOBODY, { operator: true }),

  // Limits and notices.
  'budgets:view': inWorkspace(EVERYONE, { key: 'read', memberKey: true, operator: true, job: true }),
  'budgets:manage': inWorkspace(ADMINS, { key: 'admin', operator: true }),
  'alerts:view': inWorkspace(EVERYONE, { key: 'read', operator: true, job: true }),
  'alerts:manage': inWorkspace(PAYERS, { key: 'admin', operator: true }),
  'webhooks:view': inWorkspace(ADMINS, { key: 'admin', operator: true, job: true }),
  'webhooks:manage': inWorkspace(ADMINS, { key: 'admin', operator: true }),

  // Credits.
  'credits:read': inWorkspace(EVERYONE, { key: 'read', memberKey: true, operator: true, job: true }),
  'credits:spend': inWorkspace(NOBODY, { key: 'spend', memberKey: true }),
  'credits:reverse': inWorkspace(NOBODY, { key: 'grant', operator: true }),
  'credits:grant': inWorkspace(NOBODY, { key: 'grant', operator: true, job: true }),
  'credits:transfer': inWorkspace(PAYERS, { key: 'admin', operator: true }),
  /** Void, adjust, change of expiry, overdraft. */
  'credits:admin': inWorkspace(NOBODY, { key: 'admin', operator: true, job: true }),
  'holds:view': inWorkspace(EVERYONE, { key: 'read', memberKey: true, operator: true, job: true }),
  /** Place, extend, capture. */
  'holds:spend': inWorkspace(NOBODY, { key: 'spend', memberKey: true }),
  'holds:release': inWorkspace(NOBODY, { key: 'spend', memberKey: true, operator: true, job: true }),

  // The caller's own account.
  'self:view': rule('self', NOBODY, { key: 'read', memberKey: true }),
  /** Name and language. */
  'self:update': rule('self', NOBODY),
  'self:manage_sessions': rule('self', NOBODY),
  'workspaces:create_own': rule('self', NOBODY),

  // The installation: the operator's console, and the operator's keys.
  'operator:view': ofOperator(),
  'customers:view': ofOperator({ key: 'read', job: true }),
  'customers:manage': ofOperator({ key: 'admin' }),
  'packs:view': ofOperator({ key: 'read', job: true }),
  'packs:manage': ofOperator({ key: 'admin' }),
  'users:manage': ofOperator(),
  'operator_keys:manage': ofOperator(),
  /** By API: give a customer a key that mints credits. Only a key of the operator's own may. */
  'customer_keys:issue_privileged': ofOperator({ key: 'admin' }),
  'installation:audit': ofOperator({ key: 'admin' }),
  'installation:verify': ofOperator({ key: 'read', job: true }),
  'installation:run_jobs': ofOperator({ job: true }),
} as const satisfies Record<string, Rule>;

export type OperationName = keyof typeof POLICY;

/** All operations, for tests and for the page that shows the rights. */
export const OPERATIONS = Object.keys(POLICY) as OperationName[];

/** The table's row for one operation. */
export const ruleOf = (operation: OperationName): Readonly<Rule> => POLICY[operation];

/** What an operation is done to. */
export interface Target {
  /** Required by operations on a workspace. */
  workspaceId?: string | null;
  /** When it is about one member: a key bound to another member finds nothing. */
  memberId?: string | null;
  /** When it is about the books of one mode: a key of the other mode finds nothing. */
  mode?: Mode;
}

/** The answer for what is not there, and for what is none of the caller's business: one and the same. */
export const missing = (what = 'workspace'): AppError =>
  new AppError('not_found', { detail: `There is no such ${what}.` });

type Verdict = 'allowed' | 'unauthenticated' | 'forbidden' | 'missing';

function judgeKey(actor: ApiKeyActor, asked: Rule, target: Target): Verdict {
  if (asked.on === 'workspace' && actor.workspaceId !== null && actor.workspaceId !== target.workspaceId) {
    return 'missing';
  }
  if (target.mode !== undefined && target.mode !== actor.mode) return 'missing';
  if (asked.on === 'installation' && actor.workspaceId !== null) return 'forbidden';
  if (asked.key === null) return 'forbidden';
  if (!actor.scopes.includes(asked.key) && !actor.scopes.includes('admin')) return 'forbidden';
  if (actor.memberId !== null) {
    if (target.memberId != null && target.memberId !== actor.memberId) return 'missing';
    if (!asked.memberKey) return 'forbidden';
  }
  return 'allowed';
}

function judgeUser(actor: UserActor, asked: Rule, target: Target): Verdict {
  if (asked.on === 'self') return 'allowed';
  if (actor.isOperator && asked.operator) return 'allowed';
  if (asked.on === 'installation') return 'forbidden';
  const membership = actor.memberships.find(({ workspaceId }) => workspaceId === target.workspaceId);
  if (!membership) return actor.isOperator ? 'forbidden' : 'missing';
  return asked.roles.includes(membership.role) ? 'allowed' : 'forbidden';
}

function judge(actor: Actor, operation: OperationName, target: Target): Verdict {
  const asked: Rule = POLICY[operation];
  if (asked.on === 'workspace' && !target.workspaceId)
    return actor.kind === 'anonymous' ? 'unauthenticated' : 'missing';
  switch (actor.kind) {
    case 'anonymous':
      return 'unauthenticated';
    case 'user':
      return judgeUser(actor, asked, target);
    case 'api_key':
      return judgeKey(actor, asked, target);
    case 'operator':
      return asked.operator ? 'allowed' : 'forbidden';
    case 'job':
      return asked.job ? 'allowed' : 'forbidden';
  }
}

/** Whether the actor may; for screens that show or hide a control. `authorize` is what protects. */
export const can = (actor: Actor, operation: OperationName, target: Target = {}): boolean =>
  judge(actor, operation, target) === 'allowed';

/**
 * Refuses what the table does not allow. Errors: unauthenticated (nobody is there), forbidden (theirs, but not with
 * this role or scope), not_found (not theirs: the same answer as for what does not exist).
 */
export function authorize(actor: Actor, operation: OperationName, target: Target = {}): void {
  switch (judge(actor, operation, target)) {
    case 'allowed':
      return;
    case 'unauthenticated':
      throw new AppError('unauthenticated', { detail: 'Sign in, or send an API key, and try again.' });
    case 'missing':
      throw missing();
    case 'forbidden':
      throw new AppError('forbidden', { detail: explainRefusal(actor, operation) });
  }
}

function explainRefusal(actor: Actor, operation: OperationName): string {
  const asked: Rule = POLICY[operation];
  if (actor.kind === 'api_key' && asked.key !== null) {
    return actor.memberId !== null && !asked.memberKey
      ? `A key that speaks for one member may not do this (${operation}).`
      : `This needs an API key with the scope "${asked.key}" (${operation}).`;
  }
  if (actor.kind === 'user' && asked.roles.length > 0) {
    return `This needs one of the roles ${asked.roles.join(', ')} (${operation}).`;
  }
  return `This caller may not do this (${operation}).`;
}
