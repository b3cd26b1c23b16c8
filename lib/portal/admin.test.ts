import { beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '@/prisma/generated/enums';
import type { UserActor } from '../auth/actor';
import { authenticateKey } from '../auth/keys';
import { OPERATIONS, ruleOf } from '../auth/policy';
import { newId } from '../ids';
import { getLedger } from '../ledger';
import { useTestDatabase } from '../testing/database';
import { booksOf, CREDIT, createWorkspace, giveCredits } from '../testing/factories';
import { readAlerts, saveAlert } from './alerts';
import { exportAudit, parseAuditParams, readAudit } from './audit';
import { readBudgets, saveBudgets } from './budgets';
import type { PortalChange } from './change';
import { endKey, makeKey, replaceKey } from './change-keys';
import {
  addTeam,
  changeRole,
  endMembership,
  endTeam,
  handOver,
  invitePeople,
  leave,
  putInTeam,
} from './change-members';
import { addEndpoint, readEndpoints, testEndpoint } from './endpoints';
import { readKeyScreen, readKeys } from './keys';
import { roleLabel } from './labels';
import { readMemberScreen, readMembers, readTeams } from './members';
import { moveCredits } from './move-credits';
import { changeLanguage, changeName, endOtherSessions, endSession, readProfile } from './profile';
import { ROLE_OPERATIONS, ROLES, readRoleRights } from './role-rights';
import { saveSettings } from './settings';
import { loadWorkspace } from './workspace';

const database = useTestDatabase();

let workspaceId: string;
let slug: string;
const people = new Map<Role, { userId: string; memberId: string }>();

/** Somebody with a place in the workspace, who signs in. */
async function addPerson(role: Role, inWorkspace = workspaceId): Promise<{ userId: string; memberId: string }> {
  const [userId, memberId] = [newId(), newId()];
  await database.pool.query('INSERT INTO users (id, email, name) VALUES ($1, $2, $3)', [
    userId,
    `${userId}@example.com`,
    `P-${role}`,
  ]);
  await database.pool.query(
    'INSERT INTO members (workspace_id, id, user_id, name, email, role) VALUES ($1, $2, $3, $4, $5, $6::role)',
    [inWorkspace, memberId, userId, `P-${role}`, `${userId}@example.com`, role],
  );
  return { userId, memberId };
}

const actorOf = (person: { userId: string; memberId: string }, role: Role, inWorkspace = workspaceId): UserActor => ({
  kind: 'user',
  userId: person.userId,
  email: `${person.userId}@example.com`,
  isOperator: false,
  memberships: [{ workspaceId: inWorkspace, memberId: person.memberId, role }],
  sessionId: newId(),
});

async function as(role: Role, formId: string | null = null): Promise<PortalChange> {
  const person = people.get(role)!;
  const actor = actorOf(person, role);
  return { actor, workspace: await loadWorkspace(actor, slug), formId, ip: '203.0.113.9' };
}

/** The newest audit row of an action. */
async function audited(action: string) {
  const { rows } = await database.pool.query<{ actor_id: string; ip: string; before: unknown; after: unknown }>(
    `SELECT actor_id, ip, before, after FROM audit_log WHERE workspace_id = $1 AND action = $2
     ORDER BY created_at DESC, id DESC LIMIT 1`,
    [workspaceId, action],
  );
  return rows[0];
}

const NO_CAP = { day: '', month: '', lifetime: '' };
const KEY = {
  name: 'Backend',
  scopes: ['read', 'spend'],
  mode: 'live',
  expires: '',
  memberId: '',
  ips: '',
  budget: NO_CAP,
};
const ALERT = {
  kind: 'balance_below' as const,
  amount: '50',
  percent: '',
  days: '',
  expiry: [],
  billing: true,
  memberIds: [],
  emails: '',
  mail: true,
  webhook: false,
  enabled: true,
};

beforeAll(async () => {
  workspaceId = await createWorkspace(database.pool);
  slug = `w-${workspaceId.slice(0, 18)}`;
  for (const role of ROLES) people.set(role, await addPerson(role));
  await giveCredits(getLedger(), workspaceId, 1000n * CREDIT);
});

describe('roles', () => {
  test('the page’s table is the policy’s, word for word and tick for tick', () => {
    const inWorkspace = OPERATIONS.filter((name) => ruleOf(name).on === 'workspace' && ruleOf(name).roles.length > 0);
    expect([...ROLE_OPERATIONS].sort()).toEqual([...inWorkspace].sort());
    for (const locale of ['en', 'de'] as const) {
      const { rows } = readRoleRights(locale);
      expect(new Set(rows.map(({ what }) => what)).size).toBe(inWorkspace.length);
      for (const { operation, what, allowed } of rows) {
        expect(what).not.toContain(operation);
        expect(ROLES.filter((_, at) => allowed[at]).sort(), operation).toEqual([...ruleOf(operation).roles].sort());
      }
    }
  });

  /** Each action, and who may do it, written down by hand. */
  const ACTIONS: [string, Role[], (change: PortalChange) => Promise<unknown>][] = [
    ['invite', ['owner', 'admin'], (c) => invitePeople(c, { emails: '', role: 'member' })],
    ['change a role', ['owner', 'admin'], (c) => changeRole(c, people.get('viewer')!.memberId, 'nobody')],
    ['make an owner', ['owner'], (c) => invitePeople(c, { emails: '', role: 'owner' })],
    ['remove', ['owner', 'admin'], (c) => endMembership(c, newId(), { takeCredits: false })],
    ['move credits', ['owner', 'admin', 'billing'], (c) => moveCredits(c, move('x'))],
    ['set a budget', ['owner', 'admin'], (c) => saveBudgets(c, ofViewer(), { ...NO_CAP, day: 'x' })],
    ['create a team', ['owner', 'admin'], (c) => addTeam(c, '')],
    ['make a key', ['owner', 'admin'], (c) => makeKey(c, { ...KEY, ips: '', memberId: newId() })],
    ['save settings', ['owner', 'admin'], (c) => saveSettings(c, { ...SETTINGS, name: '' })],
    ['save an alert', ['owner', 'admin', 'billing'], (c) => saveAlert(c, null, { ...ALERT, amount: 'x' })],
    ['add an endpoint', ['owner', 'admin'], (c) => addEndpoint(c, { url: 'x', description: '', events: [] })],
    ['hand over', ['owner'], (c) => handOver(c, { to: newId(), confirm: '' })],
    ['read the audit log', ['owner', 'admin'], (c) => readAudit(c.actor, c.workspace, parseAuditParams({}))],
  ];
  const SETTINGS = { name: 'W', timeZone: 'UTC', currency: 'usd', billingEmail: '', locale: 'en', taxId: '' };
  const move = (amount: string) => ({
    owner: { kind: 'member' as const, memberId: people.get('viewer')!.memberId },
    direction: 'give' as const,
    amount,
  });
  const ofViewer = () => ({ scope: 'member' as const, scopeId: people.get('viewer')!.memberId });

  test.each(ACTIONS)('%s: as the policy says, for every role', async (_name, allowed, run) => {
    for (const role of ROLES) {
      const outcome = await run(await as(role)).catch((error: { code?: string }) => error.code);
      // What is asked for is not valid, so that whoever may is told that and nothing is changed.
      if (allowed.includes(role)) expect(outcome, role).not.toBe('forbidden');
      else expect(outcome, role).toBe('forbidden');
    }
  });

  test('an admin can neither change nor remove an owner, nor make one', async () => {
    const owner = people.get('owner')!.memberId;
    await expect(changeRole(await as('admin'), owner, 'member')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(endMembership(await as('admin'), owner, { takeCredits: true })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(changeRole(await as('admin'), people.get('viewer')!.memberId, 'owner')).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('people', () => {
  test('the last owner stays: they cannot leave, step down or be removed', async () => {
    const owner = people.get('owner')!.memberId;
    const change = await as('owner');
    for (const attempt of [
      () => leave(change),
      () => changeRole(change, owner, 'admin'),
      () => endMembership(change, owner, { takeCredits: false }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'conflict', facts: { reason: 'last_owner' } });
    }
  });

  test('two owners who leave at once do not leave the workspace without one', async () => {
    const second = await addPerson('owner');
    const change = { ...(await as('owner')), actor: actorOf(second, 'owner') };
    const other = { ...change, workspace: { ...change.workspace, memberId: second.memberId } };
    const outcomes = await Promise.allSettled([leave(await as('owner')), leave(other)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await database.pool.query(
      `UPDATE members SET removed_at = CASE WHEN id = $2 THEN NULL ELSE now() END
       WHERE workspace_id = $1 AND role = 'owner'`,
      [workspaceId, people.get('owner')!.memberId],
    );
  });

  test('ownership goes to somebody who signs in, and only with the name typed', async () => {
    const heir = await addPerson('member');
    const change = await as('owner');
    await expect(handOver(change, { to: heir.memberId, confirm: 'Wrong' })).rejects.toMatchObject({
      code: 'validation_failed',
    });
    await handOver(change, { to: heir.memberId, confirm: 'Test workspace' });
    const roles = async () =>
      (
        await database.pool.query<{ id: string; role: string }>(
          'SELECT id, role::text FROM members WHERE workspace_id = $1 AND id = ANY($2)',
          [workspaceId, [heir.memberId, people.get('owner')!.memberId]],
        )
      ).rows;
    expect(await roles()).toContainEqual({ id: heir.memberId, role: 'owner' });
    expect(await roles()).toContainEqual({ id: people.get('owner')!.memberId, role: 'admin' });
    expect(await audited('workspace.hand_over')).toMatchObject({
      actor_id: people.get('owner')!.userId,
      ip: '203.0.113.9',
    });
    await database.pool.query(
      `UPDATE members SET role = CASE WHEN id = $2 THEN 'owner' ELSE 'member' END::role
       WHERE workspace_id = $1 AND id IN ($2, $3)`,
      [workspaceId, people.get('owner')!.memberId, heir.memberId],
    );
  });

  test('who is removed loses keys and teams, and their credits go back when asked for', async () => {
    const { memberId } = await addPerson('member');
    const team = await addTeam(await as('admin'), 'Night shift');
    await putInTeam(await as('admin'), team, memberId);
    const key = await makeKey(await as('admin'), { ...KEY, memberId });
    const owner = { kind: 'member' as const, memberId };
    await moveCredits(await as('billing'), { owner, direction: 'give', amount: '12.5' });
    const screen = await readMemberScreen((await as('viewer')).actor, (await as('viewer')).workspace, memberId);
    expect(screen).toMatchObject({ wallet: { available: '12.50' }, teams: [{ name: 'Night shift' }] });
    expect(screen.keys).toHaveLength(1);

    await endMembership(await as('admin'), memberId, { takeCredits: true });
    await expect(authenticateKey({ authorization: `Bearer ${key}` }, '')).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    const { availableMicro } = await getLedger().balance({ ...booksOf(workspaceId), owner });
    expect(availableMicro).toBe(0n);
    expect(await audited('member.remove')).toMatchObject({ actor_id: people.get('admin')!.userId });
    expect((await audited('credits.transfer'))?.after).toMatchObject({ amount: '12.5', to: 'workspace' });
    await endTeam(await as('admin'), team, { takeCredits: false });
    const { actor, workspace } = await as('viewer');
    expect((await readTeams(actor, workspace)).map(({ id }) => id)).not.toContain(team);
    expect((await readMembers(actor, workspace)).map(({ id }) => id)).not.toContain(memberId);
  });

  test('credits do not move for somebody who cannot be removed', async () => {
    const owner = { kind: 'member' as const, memberId: people.get('owner')!.memberId };
    await moveCredits(await as('owner'), { owner, direction: 'give', amount: '3' });
    await expect(endMembership(await as('owner'), owner.memberId, { takeCredits: true })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await getLedger().balance({ ...booksOf(workspaceId), owner })).availableMicro).toBe(3n * CREDIT);
  });

  test('a form sent twice moves credits once', async () => {
    const owner = { kind: 'member' as const, memberId: people.get('member')!.memberId };
    const change = await as('billing', newId());
    const input = { owner, direction: 'give' as const, amount: '5' };
    await Promise.all([moveCredits(change, input), moveCredits(change, input)]);
    expect((await getLedger().balance({ ...booksOf(workspaceId), owner })).availableMicro).toBe(5n * CREDIT);
  });

  test('more than there is is refused, with nothing changed', async () => {
    const owner = { kind: 'member' as const, memberId: people.get('member')!.memberId };
    await expect(
      moveCredits(await as('billing'), { owner, direction: 'take', amount: '1000000' }),
    ).rejects.toMatchObject({ code: 'insufficient_credits' });
  });
});

describe('budgets', () => {
  test('are set and taken away as the form says, and cap what is spent', async () => {
    const { memberId } = people.get('member')!;
    const target = { scope: 'member' as const, scopeId: memberId };
    expect(await saveBudgets(await as('admin'), target, { ...NO_CAP, day: '10', lifetime: '20,5' })).toBe(true);
    const spend = { ...booksOf(workspaceId), owner: { kind: 'workspace' as const }, memberId };
    await getLedger().consume({ ...spend, amountMicro: 4n * CREDIT });
    await expect(getLedger().consume({ ...spend, amountMicro: 7n * CREDIT })).rejects.toMatchObject({
      code: 'budget_exceeded',
    });
    const { actor, workspace } = await as('viewer');
    expect(await readBudgets(actor, workspace, target)).toMatchObject([
      { period: 'day', used: '4', held: null, limit: '10', percent: 40 },
      { period: 'lifetime', limit: '20.50' },
    ]);
    const { result } = await getLedger().placeHold({ ...spend, amountMicro: 6n * CREDIT });
    expect(await readBudgets(actor, workspace, target)).toMatchObject([
      { period: 'day', used: '10', held: '6', isUsedUp: true },
      { period: 'lifetime', used: '10', held: '6', isUsedUp: false },
    ]);
    await getLedger().releaseHold({ ...booksOf(workspaceId), holdId: result.hold.id });
    expect((await readMembers(actor, workspace)).find(({ id }) => id === memberId)).toMatchObject({ spent: '4' });
    expect(await saveBudgets(await as('admin'), target, { ...NO_CAP, day: '10', lifetime: '20.5' })).toBe(false);
    expect(await saveBudgets(await as('admin'), target, NO_CAP)).toBe(true);
    expect(await readBudgets(actor, workspace, target)).toEqual([]);
    expect((await audited('budget.remove'))?.before).toMatchObject({ limit: '20.5' });
  });
});

describe('keys', () => {
  test('are shown once, work, and are kept as a hash', async () => {
    const form = { ...KEY, name: 'Shown once', budget: { ...NO_CAP, month: '100' } };
    const change = await as('admin', newId());
    const outcomes = await Promise.allSettled([makeKey(change, form), makeKey(change, form)]);
    const made = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(made).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict', facts: { reason: 'sent_already' } },
    });
    const secret = made[0]!;
    expect((await authenticateKey({ authorization: `Bearer ${secret}` }, '')).kind).toBe('api_key');
    for (const table of ['api_keys', 'audit_log', 'idempotency_records']) {
      const { rows } = await database.pool.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t`);
      expect(
        rows.some(({ row }) => row.includes(secret)),
        table,
      ).toBe(false);
    }
    const { actor, workspace } = await as('admin');
    const key = (await readKeys(actor, workspace, new Date())).find(({ name }) => name === 'Shown once')!;
    expect((await readKeyScreen(actor, workspace, key.id)).budgets).toMatchObject([{ period: 'month', limit: '100' }]);
  });

  test('a member makes keys that speak for themselves alone, and no one’s credits are minted', async () => {
    const { memberId } = people.get('member')!;
    await expect(makeKey(await as('member'), KEY)).rejects.toMatchObject({ code: 'forbidden' });
    await makeKey(await as('member'), { ...KEY, name: 'Own', memberId });
    await expect(makeKey(await as('owner'), { ...KEY, scopes: ['grant', 'admin'] })).rejects.toMatchObject({
      code: 'validation_failed',
    });
    const { actor, workspace } = await as('member');
    expect((await readKeys(actor, workspace, new Date())).map(({ name }) => name)).toEqual(['Own']);
  });

  test('a successor has the caps of the key it replaces, and revoking asks for the name', async () => {
    await makeKey(await as('admin'), { ...KEY, name: 'Old', budget: { ...NO_CAP, day: '7' } });
    const { actor, workspace } = await as('admin');
    const old = (await readKeys(actor, workspace, new Date())).find(({ name }) => name === 'Old')!;
    const secret = await replaceKey(await as('admin'), old.id, '3600');
    expect((await authenticateKey({ authorization: `Bearer ${secret}` }, '')).kind).toBe('api_key');
    const after = await readKeyScreen(actor, workspace, old.id);
    expect(after).toMatchObject({ status: 'replaced', may: { rotate: false, revoke: true } });
    expect((await readKeyScreen(actor, workspace, after.replacedBy!)).budgets).toMatchObject([{ limit: '7' }]);
    await expect(endKey(await as('admin'), old.id, 'old')).rejects.toMatchObject({ code: 'validation_failed' });
    await endKey(await as('admin'), old.id, 'Old');
    expect((await readKeyScreen(actor, workspace, old.id)).status).toBe('revoked');
    expect(await audited('key.revoke')).toMatchObject({ ip: '203.0.113.9' });
  });

  test('what is wrong is said of each field', async () => {
    const wrong = { ...KEY, name: '', scopes: [], expires: '2020-01-01', ips: '203.0.113.7 nonsense' };
    const error = await makeKey(await as('admin'), wrong).catch((thrown: { fields: { path: string[] }[] }) => thrown);
    expect((error as { fields: { path: string[] }[] }).fields.map(({ path }) => path[0]).sort()).toEqual([
      'expires',
      'ips',
      'name',
      'scopes',
    ]);
  });
});

describe('alerts and endpoints', () => {
  test('an alert says when, whom and how', async () => {
    await saveAlert(await as('billing'), null, { ...ALERT, emails: 'ops@example.com' });
    const { actor, workspace } = await as('viewer');
    expect(await readAlerts(actor, workspace)).toContainEqual(
      expect.objectContaining({ what: 'Below 50 credits', who: 'Billing contact and ops@example.com', status: 'on' }),
    );
    await expect(saveAlert(await as('billing'), null, { ...ALERT, billing: false })).rejects.toMatchObject({
      code: 'validation_failed',
    });
  });

  test('an endpoint’s secret is answered once, and a test event is one delivery', async () => {
    const form = { url: 'https://hooks.example.com/coffer', description: '', events: ['purchase.paid'] };
    const secret = await addEndpoint(await as('admin', newId()), form);
    expect(secret).toMatch(/^whsec_/);
    const { actor, workspace } = await as('admin');
    const [endpoint] = await readEndpoints(actor, workspace);
    const change = await as('admin', newId());
    await testEndpoint(change, endpoint!.id);
    await expect(testEndpoint(change, endpoint!.id)).rejects.toMatchObject({ facts: { reason: 'sent_already' } });
    const { rows } = await database.pool.query('SELECT type FROM webhook_deliveries WHERE endpoint_id = $1', [
      endpoint!.id,
    ]);
    expect(rows).toEqual([{ type: 'webhook.test' }]);
    await expect(addEndpoint(await as('admin'), { ...form, url: 'http://127.0.0.1/' })).rejects.toMatchObject({
      code: 'validation_failed',
    });
  });
});

describe('settings and profile', () => {
  test('another time zone counts budgets anew, and is written down before and after', async () => {
    const input = { name: 'New name', timeZone: 'Asia/Kathmandu', currency: 'USD', billingEmail: 'Bill@Example.com' };
    await getLedger().setBudget({
      ...booksOf(workspaceId),
      scope: 'workspace',
      period: 'day',
      limitMicro: 900n * CREDIT,
    });
    await getLedger().consume({ ...booksOf(workspaceId), owner: { kind: 'workspace' }, amountMicro: CREDIT });
    const counters = async () =>
      (await database.pool.query('SELECT 1 FROM budget_counters WHERE workspace_id = $1', [workspaceId])).rowCount;
    expect(await counters()).toBeGreaterThan(0);
    expect(await saveSettings(await as('admin'), { ...input, locale: 'de', taxId: 'DE123' })).toBe(true);
    expect(await counters()).toBe(0);
    expect(await audited('workspace.update')).toMatchObject({
      before: { timeZone: 'UTC', billingEmail: null },
      after: { timeZone: 'Asia/Kathmandu', billingEmail: 'bill@example.com', locale: 'de', taxId: 'DE123' },
    });
    await expect(
      saveSettings(await as('admin'), { ...input, timeZone: '+01:00', locale: 'de', taxId: '' }),
    ).rejects.toMatchObject({ code: 'validation_failed' });
  });

  test('signing out elsewhere ends the person’s other sessions and nobody else’s', async () => {
    const mine = people.get('viewer')!;
    const actor = actorOf(mine, 'viewer');
    const addSession = (id: string, userId: string) =>
      database.pool.query(
        `INSERT INTO sessions (id, session_token, user_id, expires) VALUES ($1, $2, $3, now() + '1 day')`,
        [id, `t-${id}`, userId],
      );
    await addSession(actor.sessionId, mine.userId);
    await addSession(newId(), mine.userId);
    const stranger = newId();
    await addSession(stranger, people.get('admin')!.userId);
    expect((await readProfile(actor, { locale: 'en', timeZone: 'UTC' })).sessions.map(({ isThis }) => isThis)).toEqual([
      true,
      false,
    ]);
    expect(await endOtherSessions(actor, null)).toBe(1);
    const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM sessions');
    expect(rows.map(({ id }) => id).sort()).toEqual([actor.sessionId, stranger].sort());
  });

  test('a session says which browser it is, and one of them can be ended by its owner alone', async () => {
    const actor = actorOf(people.get('billing')!, 'billing');
    const [phone, quiet] = [newId(), newId()];
    const add = (id: string, userAgent: string | null) =>
      database.pool.query(
        `INSERT INTO sessions (id, session_token, user_id, user_agent, expires)
         VALUES ($1, $2, $3, $4, now() + '1 day')`,
        [id, `t-${id}`, actor.userId, userAgent],
      );
    await add(actor.sessionId, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0');
    await add(
      phone,
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
    );
    await add(quiet, null);
    const shown = async (locale: 'en' | 'de') =>
      new Map(
        (await readProfile(actor, { locale, timeZone: 'UTC' })).sessions.map((row) => [row.id, row.browser] as const),
      );
    const english = await shown('en');
    expect(english.get(actor.sessionId)).toBe('Firefox on Windows');
    expect(english.get(phone)).toBe('Chrome on Android');
    expect(english.get(quiet)).toBeNull();
    expect((await shown('de')).get(phone)).toBe('Chrome auf Android');
    await endSession(actorOf(people.get('admin')!, 'admin'), phone, null);
    expect((await shown('en')).has(phone)).toBe(true);
    await endSession(actor, phone, null);
    expect([...(await shown('en')).keys()].sort()).toEqual([actor.sessionId, quiet].sort());
  });

  test('a person’s name and language are kept with them', async () => {
    const actor = actorOf(people.get('viewer')!, 'viewer');
    await changeLanguage(actor, 'de');
    await changeName(actor, { name: 'Vera', locale: 'en', ip: null });
    expect(await readProfile(actor, { locale: 'en', timeZone: 'UTC' })).toMatchObject({ name: 'Vera', locale: 'de' });
    const { actor: admin, workspace } = await as('admin');
    expect((await readMembers(admin, workspace)).map(({ name }) => name)).toContain('Vera');
  });
});

describe('the audit log', () => {
  test('is found by action and person, and its export has the same entries', async () => {
    const { actor, workspace } = await as('admin');
    const params = parseAuditParams({ action: 'key.create', who: people.get('admin')!.userId });
    const screen = await readAudit(actor, workspace, params);
    expect(screen.lines.length).toBeGreaterThan(1);
    expect(new Set(screen.lines.map(({ what, who }) => `${what} ${who}`))).toEqual(new Set(['Key created P-admin']));
    const json = JSON.parse(await new Response(exportAudit(actor, workspace, params, { format: 'json' })).text()) as {
      entries: { id: string; ip: string }[];
    };
    expect(json.entries.map(({ id }) => id)).toEqual(screen.lines.map(({ id }) => id));
    const csv = await new Response(exportAudit(actor, workspace, params, { format: 'csv' })).text();
    expect(csv.trim().split('\r\n')).toHaveLength(screen.lines.length + 1);
    expect(await readAudit(actor, workspace, parseAuditParams({ to: '2020-01-01' }))).toMatchObject({ lines: [] });
  });

  test('names codes and people in the reader’s language, while its files keep the codes', async () => {
    const viewer = people.get('viewer')!;
    await changeRole(await as('owner'), viewer.memberId, 'billing');
    await changeRole(await as('owner'), viewer.memberId, 'viewer');
    const { actor, workspace } = await as('owner');
    const params = parseAuditParams({ action: 'member.update' });
    const { lines } = await readAudit(actor, { ...workspace, locale: 'de' }, params);
    expect(lines[0]?.changes).toContainEqual({
      field: 'role',
      label: 'Rolle',
      before: roleLabel('de', 'billing').name,
      after: roleLabel('de', 'viewer').name,
    });
    const csv = await new Response(exportAudit(actor, workspace, params, { format: 'csv' })).text();
    expect(csv).toContain('""role"":""billing""');
    await database.pool.query(
      `INSERT INTO audit_log (workspace_id, id, action, target_kind, actor_kind, reason, after)
       VALUES ($1, $2, 'key.create', 'api_key', 'job', NULL, $3), ($1, $4, 'auto_top_up.pause', 'rule', 'job', 'no_card', NULL)`,
      [workspaceId, newId(), { memberId: people.get('admin')!.memberId }, newId()],
    );
    const newest = (await readAudit(actor, { ...workspace, locale: 'de' }, parseAuditParams({}))).lines;
    expect(newest.flatMap(({ changes }) => changes)).toContainEqual(
      expect.objectContaining({ field: 'memberId', after: 'P-admin' }),
    );
    expect(newest.map(({ reason }) => reason)).toContain(
      'Es ist keine Karte gespeichert, mit der bezahlt werden könnte.',
    );
  });

  test('pages follow each other without a gap or a repetition', async () => {
    for (let at = 0; at < 60; at++)
      await changeRole(await as('owner'), people.get('viewer')!.memberId, at % 2 ? 'viewer' : 'member');
    const { actor, workspace } = await as('owner');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await readAudit(actor, workspace, { ...parseAuditParams({}), cursor });
      seen.push(...page.lines.map(({ id }) => id));
      cursor = page.older ?? undefined;
    } while (cursor);
    const { rows } = await database.pool.query('SELECT id FROM audit_log WHERE workspace_id = $1', [workspaceId]);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(rows.length);
  });
});
