import type { Role } from '@/prisma/generated/enums';
import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import type { AuditAction } from '../auth/audit-actions';
import { normalizeEmail } from '../auth/email';
import type { Trace } from '../auth/keys';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import type { PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { isUuid, newId } from '../ids';
import { Conditions } from '../ledger/read/conditions';
import type { Page } from '../ledger/types';
import { likePart, pageRows } from './page-rows';
import { problem, requireReason } from './problem';

export interface PersonLine {
  id: string;
  email: string;
  name: string | null;
  isOperator: boolean;
  suspendedAt: Date | null;
  createdAt: Date;
  /** Open sessions: browsers that are signed in now. */
  sessions: number;
  places: { id: string; name: string; role: Role }[];
}

export interface PeopleFilter {
  /** Part of the address or the name. */
  text?: string;
  only?: 'operators' | 'suspended';
  cursor?: string;
}

const SELECT = `SELECT u.id, u.email, u.name, u.is_operator AS "isOperator", u.suspended_at AS "suspendedAt",
  u.created_at AS "createdAt",
  (SELECT count(*)::int FROM sessions s WHERE s.user_id = u.id AND s.expires > now()) AS sessions,
  (SELECT coalesce(json_agg(json_build_object('id', w.id, 'name', w.name, 'role', m.role) ORDER BY w.name, w.id), '[]')
   FROM members m JOIN workspaces w ON w.id = m.workspace_id WHERE m.user_id = u.id AND m.removed_at IS NULL) AS places
  FROM users u`;

/** Users of the installation, newest first. Errors: unauthenticated, forbidden. */
export async function listPeople(actor: Actor, filter: PeopleFilter): Promise<Page<PersonLine>> {
  authorize(actor, 'users:manage');
  const where = new Conditions().add('true');
  if (filter.only === 'operators') where.add('u.is_operator');
  if (filter.only === 'suspended') where.add('u.suspended_at IS NOT NULL');
  const text = filter.text?.trim();
  if (text) where.add('(u.email ILIKE ? OR u.name ILIKE ?)', likePart(text), likePart(text));
  return pageRows<PersonLine>({ cursor: filter.cursor }, { select: SELECT, where, alias: 'u' });
}

interface Person {
  id: string;
  email: string;
  isOperator: boolean;
  suspendedAt: Date | null;
}

async function lockPerson(client: PoolClient, userId: string): Promise<Person> {
  const { rows } = isUuid(userId)
    ? await client.query<Person>(
        `SELECT id, email, is_operator AS "isOperator", suspended_at AS "suspendedAt" FROM users WHERE id = $1 FOR UPDATE`,
        [userId],
      )
    : { rows: [] };
  if (!rows[0]) throw missing('user');
  return rows[0];
}

/**
 * Locks all who can operate the installation, in order, so that two withdrawals at once see each other, and then the
 * person. Errors: not_found; conflict when nobody but this person could operate it.
 */
async function lockReplaceable(client: PoolClient, userId: string): Promise<Person> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM users WHERE is_operator AND suspended_at IS NULL ORDER BY id FOR UPDATE',
  );
  const person = await lockPerson(client, userId);
  if (person.isOperator && !rows.some(({ id }) => id !== userId)) throw problem('conflict', 'lastOperator');
  return person;
}

export interface PersonChange {
  userId: string;
  reason: string;
}

const note = (actor: Actor, trace: Trace, action: AuditAction, person: Person, reason: string) => ({
  workspaceId: null,
  action,
  targetKind: 'user',
  targetId: person.id,
  actor: toLedgerActor(actor),
  reason,
  ...trace,
});

/**
 * Makes the person of an address an operator, with an account if there is none yet: it is proven by its first sign-in.
 * Errors: forbidden, validation_failed, conflict (suspended).
 */
export async function addOperator(
  actor: Actor,
  input: { email: string; reason: string },
  trace: Trace = {},
): Promise<void> {
  authorize(actor, 'users:manage');
  const email = normalizeEmail(input.email);
  if (!email) throw problem('validation_failed', 'emailInvalid', 'email');
  const reason = requireReason(input.reason);
  await inTransaction(async (client) => {
    await client.query('INSERT INTO users (id, email) VALUES ($1, $2) ON CONFLICT (email) DO NOTHING', [
      newId(),
      email,
    ]);
    const { rows } = await client.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]);
    const person = await lockPerson(client, rows[0]?.id ?? '');
    if (person.suspendedAt) throw problem('conflict', 'personSuspended');
    if (person.isOperator) return;
    await client.query('UPDATE users SET is_operator = true WHERE id = $1', [person.id]);
    await recordAudit(client, {
      ...note(actor, trace, 'operator.add', person, reason),
      before: { isOperator: false },
      after: { isOperator: true, email },
    });
  });
}

/** Takes the operator's rights away; the last one keeps them. Errors: forbidden, not_found, conflict. */
export async function withdrawOperator(actor: Actor, input: PersonChange, trace: Trace = {}): Promise<void> {
  authorize(actor, 'users:manage');
  const reason = requireReason(input.reason);
  await inTransaction(async (client) => {
    const person = await lockReplaceable(client, input.userId);
    if (!person.isOperator) return;
    await client.query('UPDATE users SET is_operator = false WHERE id = $1', [person.id]);
    await recordAudit(client, {
      ...note(actor, trace, 'operator.remove', person, reason),
      before: { isOperator: true, email: person.email },
      after: { isOperator: false },
    });
  });
}

/**
 * Shuts a person out: their sessions end at once and no sign-in works. Not oneself, and not the last operator.
 * Errors: forbidden, not_found, conflict, validation_failed.
 */
export async function suspendPerson(actor: Actor, input: PersonChange, trace: Trace = {}): Promise<void> {
  authorize(actor, 'users:manage');
  const reason = requireReason(input.reason);
  if (actor.kind === 'user' && actor.userId === input.userId) throw problem('conflict', 'notYourself');
  await inTransaction(async (client) => {
    const person = await lockReplaceable(client, input.userId);
    if (person.suspendedAt) return;
    await client.query('UPDATE users SET suspended_at = now() WHERE id = $1', [person.id]);
    const { rowCount } = await client.query('DELETE FROM sessions WHERE user_id = $1', [person.id]);
    await recordAudit(client, {
      ...note(actor, trace, 'user.suspend', person, reason),
      before: { isSuspended: false },
      after: { isSuspended: true, endedSessions: rowCount ?? 0 },
    });
  });
}

/** Lets a suspended person in again. Errors: forbidden, not_found, validation_failed. */
export async function unsuspendPerson(actor: Actor, input: PersonChange, trace: Trace = {}): Promise<void> {
  authorize(actor, 'users:manage');
  const reason = requireReason(input.reason);
  await inTransaction(async (client) => {
    const person = await lockPerson(client, input.userId);
    if (!person.suspendedAt) return;
    await client.query('UPDATE users SET suspended_at = NULL WHERE id = $1', [person.id]);
    await recordAudit(client, {
      ...note(actor, trace, 'user.unsuspend', person, reason),
      before: { isSuspended: true },
      after: { isSuspended: false },
    });
  });
}
