import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mailbox } from '@/sandbox/mailbox/server';
import { newId, newWorkspaceId } from '../ids';
import { useTestDatabase } from '../testing/database';
import type { UserActor } from './actor';
import { createAccount } from './create-account';
import { handleInviteAcceptance } from './handle-invite';
import { acceptInvite, inviteMember, listInvites, readInvite, resendInvite, revokeInvite } from './invites';
import { createSessionToken, hashSessionToken } from './session-token';
import { TEST_BASE_URL } from './testing/browser';
import { mailsTo, newestLink, openTestMailbox } from './testing/mail';

const database = useTestDatabase();
let mailbox: Mailbox;
let workspaceId: string;
let slug: string;
let owner: UserActor;
let n = 0;

beforeAll(async () => {
  mailbox = await openTestMailbox();
});
afterAll(() => mailbox.stop());

beforeEach(async () => {
  workspaceId = newWorkspaceId();
  slug = `team-${++n}`;
  await database.pool.query(`INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, 'The <b>Team</b>')`, [
    workspaceId,
    slug,
  ]);
  owner = await enter(`owner-${n}@example.com`, 'owner');
});

/** A signed-in user with an account, and with a place in the workspace if a role is given. */
async function enter(email: string, role?: UserActor['memberships'][number]['role']): Promise<UserActor> {
  const { id } = await createAccount({ email, name: null, image: null });
  const memberId = newId();
  if (role) {
    await database.pool.query(
      `INSERT INTO members (workspace_id, id, user_id, name, email, role) VALUES ($1, $2, $3, $4, $4, $5::role)`,
      [workspaceId, memberId, id, email, role],
    );
  }
  const memberships = role ? [{ workspaceId, memberId, role }] : [];
  return { kind: 'user', userId: id, email, isOperator: false, memberships, sessionId: newId() };
}

const tokenFor = async (email: string): Promise<string> =>
  (await newestLink(mailbox, email)).pathname.split('/').at(-1) ?? '';

const roleOf = async (user: UserActor): Promise<string | undefined> => {
  const { rows } = await database.pool.query<{ role: string }>(
    `SELECT role::text FROM members WHERE workspace_id = $1 AND user_id = $2 AND removed_at IS NULL`,
    [workspaceId, user.userId],
  );
  return rows[0]?.role;
};

describe('an invitation', () => {
  it('is written in the language of its workspace, also when it is sent again', async () => {
    await database.pool.query(`UPDATE workspaces SET locale = 'de' WHERE id = $1`, [workspaceId]);
    const email = `greta-${n}@example.com`;
    const { id } = await inviteMember(owner, { workspaceId, email, role: 'admin' });
    await resendInvite(owner, { workspaceId, id });
    const mails = await mailsTo(mailbox, email);
    expect(mails).toHaveLength(2);
    for (const { text } of mails) expect(text).toContain('Ihre Rolle: Administrator');
    await database.pool.query(`UPDATE workspaces SET locale = 'en' WHERE id = $1`, [workspaceId]);
  });

  it('reaches the address by mail, and its token is kept as a hash', async () => {
    const email = `ada-${n}@example.com`;
    await inviteMember(owner, { workspaceId, email: `Ada-${n}@Example.com`, role: 'billing' });
    const [mail] = await mailsTo(mailbox, email);
    expect(mail?.text).toContain('Your role: Billing');
    expect(mail?.html).toContain('The &lt;b&gt;Team&lt;/b&gt;');
    const token = await tokenFor(email);
    const { rows } = await database.pool.query('SELECT to_jsonb(i)::text AS row FROM invites i WHERE email = $1', [
      email,
    ]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(await listInvites(owner, workspaceId)).toMatchObject([{ email, role: 'billing' }]);
  });

  it('lets in who it was sent to, once', async () => {
    const ada = await enter(`ada-${n}@example.com`);
    await inviteMember(owner, { workspaceId, email: ada.email, role: 'billing' });
    const token = await tokenFor(ada.email);
    expect(await readInvite(ada, token)).toEqual({ state: 'open', workspaceName: 'The <b>Team</b>', role: 'billing' });
    const answers = await Promise.all(Array.from({ length: 5 }, () => acceptInvite(ada, token)));
    expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(['joined']));
    expect(await roleOf(ada)).toBe('billing');
    const { rows } = await database.pool.query(
      `SELECT 1 FROM audit_log WHERE workspace_id = $1 AND action = 'member.join'`,
      [workspaceId],
    );
    expect(rows).toHaveLength(1);
    expect(await listInvites(owner, workspaceId)).toEqual([]);
    // Removed later: the old link opens nothing again.
    await database.pool.query('UPDATE members SET removed_at = now() WHERE user_id = $1', [ada.userId]);
    expect(await acceptInvite(ada, token)).toEqual({ state: 'used' });
    expect(await roleOf(ada)).toBeUndefined();
  });

  it('forwarded to another address is refused without telling what it is for', async () => {
    await inviteMember(owner, { workspaceId, email: `ada-${n}@example.com`, role: 'admin' });
    const token = await tokenFor(`ada-${n}@example.com`);
    const eve = await enter(`eve-${n}@example.com`);
    expect(await readInvite(eve, token)).toEqual({ state: 'other_email' });
    expect(await acceptInvite(eve, token)).toEqual({ state: 'other_email' });
    expect(await roleOf(eve)).toBeUndefined();
  });

  it('expired, withdrawn, replaced or made up is refused', async () => {
    const ada = await enter(`ada-${n}@example.com`);
    const first = await inviteMember(owner, { workspaceId, email: ada.email, role: 'admin' });
    const firstToken = await tokenFor(ada.email);
    await inviteMember(owner, { workspaceId, email: ada.email, role: 'viewer' });
    const secondToken = await tokenFor(ada.email);
    expect(await acceptInvite(ada, firstToken)).toEqual({ state: 'revoked' });
    await revokeInvite(owner, { workspaceId, id: first.id });
    await database.pool.query(`UPDATE invites SET expires_at = now() - interval '1 second' WHERE email = $1`, [
      ada.email,
    ]);
    expect(await acceptInvite(ada, secondToken)).toEqual({ state: 'expired' });
    await inviteMember(owner, { workspaceId, email: ada.email, role: 'viewer' });
    const [open] = await listInvites(owner, workspaceId);
    await revokeInvite(owner, { workspaceId, id: open?.id ?? '' });
    expect(await acceptInvite(ada, await tokenFor(ada.email))).toEqual({ state: 'revoked' });
    for (const made of ['', 'x', 'a'.repeat(43), '../../x'])
      expect(await acceptInvite(ada, made)).toEqual({ state: 'unknown' });
    expect(await roleOf(ada)).toBeUndefined();
  });

  it('never raises the role of somebody who is in already', async () => {
    const ada = await enter(`ada-${n}@example.com`, 'viewer');
    await inviteMember(owner, { workspaceId, email: ada.email, role: 'owner' });
    expect((await acceptInvite(ada, await tokenFor(ada.email))).state).toBe('joined');
    expect(await roleOf(ada)).toBe('viewer');
  });

  it('brings back somebody who was removed, in the role that is offered now', async () => {
    const ada = await enter(`ada-${n}@example.com`, 'admin');
    await database.pool.query('UPDATE members SET removed_at = now() WHERE user_id = $1', [ada.userId]);
    await inviteMember(owner, { workspaceId, email: ada.email, role: 'viewer' });
    await acceptInvite(ada, await tokenFor(ada.email));
    expect(await roleOf(ada)).toBe('viewer');
  });

  it('makes the person whom the workspace listed before this user, with their history', async () => {
    const listed = newId();
    const email = `listed-${n}@example.com`;
    await database.pool.query(
      `INSERT INTO members (workspace_id, id, external_id, name, email) VALUES ($1, $2, 'u-1', 'Ada', $3)`,
      [workspaceId, listed, email.toUpperCase()],
    );
    const ada = await enter(email);
    await inviteMember(owner, { workspaceId, email, role: 'member' });
    await acceptInvite(ada, await tokenFor(email));
    const { rows } = await database.pool.query('SELECT id FROM members WHERE user_id = $1 AND workspace_id = $2', [
      ada.userId,
      workspaceId,
    ]);
    expect(rows).toEqual([{ id: listed }]);
  });

  it('is accepted by a newcomer’s first sign-in, who then needs no workspace of their own', async () => {
    const email = `new-${n}@example.com`;
    await inviteMember(owner, { workspaceId, email, role: 'member' });
    const newcomer = await enter(email);
    expect(await roleOf(newcomer)).toBe('member');
    const { rows } = await database.pool.query('SELECT workspace_id FROM members WHERE user_id = $1', [
      newcomer.userId,
    ]);
    expect(rows).toEqual([{ workspace_id: workspaceId }]);
    expect(await acceptInvite(newcomer, await tokenFor(email))).toEqual({ state: 'joined', workspaceSlug: slug });
  });

  it('can be given by admins, owners for owners only, and never into another workspace', async () => {
    const email = `ada-${n}@example.com`;
    for (const role of ['billing', 'member', 'viewer'] as const) {
      const person = await enter(`${role}-${n}@example.com`, role);
      await expect(inviteMember(person, { workspaceId, email, role: 'viewer' })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(listInvites(person, workspaceId)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const admin = await enter(`admin-${n}@example.com`, 'admin');
    await expect(inviteMember(admin, { workspaceId, email, role: 'owner' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await inviteMember(admin, { workspaceId, email, role: 'admin' })).role).toBe('admin');
    const foreign = { workspaceId: newWorkspaceId(), email, role: 'viewer' } as const;
    await expect(inviteMember(owner, foreign)).rejects.toMatchObject({ code: 'not_found' });
    await expect(inviteMember(owner, { workspaceId, email: 'nobody', role: 'viewer' })).rejects.toMatchObject({
      code: 'validation_failed',
    });
  });
});

describe('the button on an invitation’s page', () => {
  const press = async (token: string, session: string | null, headers: Record<string, string> = {}) => {
    const request = new Request(`${TEST_BASE_URL}/invite/${token}/accept`, {
      method: 'POST',
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(session ? { cookie: `coffer.session=${session}` } : {}),
        ...headers,
      },
    });
    const response = await handleInviteAcceptance(request, token);
    return { status: response.status, location: response.headers.get('location') };
  };

  it('joins, from a page of the portal and with a session only', async () => {
    const ada = await enter(`ada-${n}@example.com`);
    await inviteMember(owner, { workspaceId, email: ada.email, role: 'member' });
    const token = await tokenFor(ada.email);
    const session = createSessionToken();
    await database.pool.query(
      `INSERT INTO sessions (id, session_token, user_id, expires) VALUES ($1, $2, $3, now() + interval '1 hour')`,
      [newId(), hashSessionToken(session), ada.userId],
    );
    expect((await press(token, session, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(await press(token, null)).toEqual({ status: 303, location: `/invite/${token}` });
    expect(await roleOf(ada)).toBeUndefined();
    expect(await press(token, session)).toEqual({ status: 303, location: `/w/${slug}` });
    expect(await roleOf(ada)).toBe('member');
  });
});
