import type { Actor, UserActor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import type { AuditAction } from '../auth/audit-actions';
import { authorize } from '../auth/policy';
import { nameBrowser } from '../auth/user-agent';
import { getPool, type PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { AppError } from '../errors';
import { formats } from '../i18n/formats';
import { type AnyLocale, isLocale, type Locale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { Issues } from './change';

const MAX_NAME = 200;

export interface SessionRow {
  id: string;
  isThis: boolean;
  /** "Firefox, Windows"; null when the browser did not say at sign-in. */
  browser: string | null;
  since: string;
  until: string;
}

export interface ProfileScreen {
  email: string;
  name: string;
  /** What is kept with the person; null: as the browser asks for. */
  locale: Locale | null;
  /** Where they are signed in, this browser first. */
  sessions: SessionRow[];
}

function browserText(userAgent: string | null, locale: AnyLocale): string | null {
  const { browser, system } = nameBrowser(userAgent);
  if (browser && system) return translator(locale, 'settings')('profile.browserOn', { browser, system });
  return browser ?? system;
}

/** A person: only people have a profile. Errors: unauthenticated, forbidden. */
function requireUser(actor: Actor, operation: 'self:view' | 'self:update' | 'self:manage_sessions'): UserActor {
  authorize(actor, operation);
  if (actor.kind !== 'user') throw new AppError('forbidden', { detail: 'Only somebody signed in has a profile.' });
  return actor;
}

/** What the person's own page shows; times in the given zone. */
export async function readProfile(
  actor: Actor,
  { locale, timeZone }: { locale: AnyLocale; timeZone: string },
): Promise<ProfileScreen> {
  const user = requireUser(actor, 'self:view');
  const f = formats(locale);
  const { rows: people } = await getPool().query<{ name: string | null; locale: string | null }>(
    'SELECT name, locale FROM users WHERE id = $1',
    [user.userId],
  );
  const { rows } = await getPool().query<{ id: string; createdAt: Date; expires: Date; userAgent: string | null }>(
    `SELECT id, user_agent AS "userAgent", created_at AS "createdAt", expires FROM sessions WHERE user_id = $1 AND expires > now()
     ORDER BY id = $2 DESC, created_at DESC LIMIT 50`,
    [user.userId, user.sessionId],
  );
  const kept = people[0]?.locale;
  return {
    email: user.email,
    name: people[0]?.name ?? '',
    locale: isLocale(kept) ? kept : null,
    sessions: rows.map(({ id, createdAt, expires, userAgent }) => ({
      id,
      browser: browserText(userAgent, locale),
      isThis: id === user.sessionId,
      since: f.dateTime(createdAt, timeZone),
      until: f.date(expires, timeZone),
    })),
  };
}

const note = (client: PoolClient, user: UserActor, action: AuditAction, ip: string | null, after?: unknown) =>
  recordAudit(client, {
    workspaceId: null,
    action,
    targetKind: 'user',
    targetId: user.userId,
    actor: { kind: 'user', id: user.userId },
    after,
    ip,
  });

/** The person's language of screens and mails. */
export async function changeLanguage(actor: Actor, locale: Locale, ip: string | null = null): Promise<void> {
  const user = requireUser(actor, 'self:update');
  await inTransaction(async (client) => {
    const { rowCount } = await client.query(
      'UPDATE users SET locale = $2 WHERE id = $1 AND locale IS DISTINCT FROM $2',
      [user.userId, locale],
    );
    if (rowCount === 1) await note(client, user, 'user.update', ip, { locale });
  });
}

/** The person's name, here and in the workspaces in which they still have the old one. Errors: validation_failed. */
export async function changeName(
  actor: Actor,
  { name, locale, ip }: { name: string; locale: AnyLocale; ip: string | null },
): Promise<void> {
  const user = requireUser(actor, 'self:update');
  const t = translator(locale, 'forms');
  const issues = new Issues();
  if (!name) issues.add('name', t('fields.required'));
  if (name.length > MAX_NAME) issues.add('name', t('fields.tooLong', { max: MAX_NAME }));
  issues.refuse();
  await inTransaction(async (client) => {
    const { rows } = await client.query<{ name: string | null; email: string }>(
      'SELECT name, email FROM users WHERE id = $1 FOR UPDATE',
      [user.userId],
    );
    const before = rows[0];
    if (!before || before.name === name) return;
    await client.query('UPDATE users SET name = $2 WHERE id = $1', [user.userId, name]);
    // A workspace that calls them something else keeps its name for them.
    await client.query(`UPDATE members SET name = $2 WHERE user_id = $1 AND name IN ($3, split_part($4, '@', 1))`, [
      user.userId,
      name,
      before.name ?? '',
      before.email,
    ]);
    await note(client, user, 'user.update', ip, { name });
  });
}

/** Signs the person out everywhere but here; answers how many sessions that ended. */
export async function endOtherSessions(actor: Actor, ip: string | null): Promise<number> {
  const user = requireUser(actor, 'self:manage_sessions');
  return inTransaction(async (client) => {
    const { rowCount } = await client.query('DELETE FROM sessions WHERE user_id = $1 AND id <> $2', [
      user.userId,
      user.sessionId,
    ]);
    const ended = rowCount ?? 0;
    if (ended > 0) await note(client, user, 'user.end_sessions', ip, { ended });
    return ended;
  });
}

/** Signs the person out of one session. What is not theirs, or gone, changes nothing. */
export async function endSession(actor: Actor, sessionId: string, ip: string | null): Promise<void> {
  const user = requireUser(actor, 'self:manage_sessions');
  await inTransaction(async (client) => {
    const { rowCount } = await client.query('DELETE FROM sessions WHERE user_id = $1 AND id::text = $2', [
      user.userId,
      sessionId,
    ]);
    if (rowCount === 1) await note(client, user, 'user.end_sessions', ip, { ended: 1 });
  });
}
