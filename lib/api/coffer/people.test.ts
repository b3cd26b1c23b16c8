import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../ids';
import { useTestDatabase } from '../../testing/database';
import { createMember, createWorkspace } from '../../testing/factories';
import { type ApiClient, createKey, likenessOf } from '../testing/api';

const database = useTestDatabase();
let workspaceId: string;
let foreignId: string;
let api: ApiClient;
let reader: ApiClient;
beforeAll(async () => {
  workspaceId = await createWorkspace(database.pool);
  foreignId = await createWorkspace(database.pool);
  api = (await createKey(database.pool, { workspaceId })).api;
  reader = (await createKey(database.pool, { workspaceId, scopes: ['read'] })).api;
});

const auditOf = async (targetId: string) => {
  const { rows } = await database.pool.query<{ action: string; before: unknown; after: unknown }>(
    'SELECT action, before, after FROM audit_log WHERE target_id = $1 ORDER BY created_at, id',
    [targetId],
  );
  return rows;
};
const makeMember = async (body: object) => (await api('POST /v1/members', { body })).textAt('data.id');

describe('members', () => {
  it('are found by every spelling of their own id, wherever it stands', async () => {
    const sent = encodeURIComponent('Zoë'.normalize('NFD'));
    const id = await makeMember({ name: 'Zoë', externalId: 'Zoë'.normalize('NFC') });
    expect((await reader(`GET /v1/members/${sent}`)).at('data.id')).toBe(id);
    expect((await reader(`GET /v1/wallets/balance?userId=${sent}`)).at('data.userId')).toBe(id);
    const team = await api('POST /v1/teams', { body: { name: 'Blue', externalId: 'équipe'.normalize('NFD') } });
    const found = await reader(`GET /v1/teams/${encodeURIComponent('équipe'.normalize('NFD'))}`);
    expect(found.at('data.id')).toBe(team.textAt('data.id'));
  });

  it('are created, changed and removed, each with its trace', async () => {
    const made = await api('POST /v1/members', {
      body: { name: 'Ada', externalId: 'ada', email: 'Ada@Example.com', role: 'billing' },
    });
    expect([made.status, made.at('data')]).toEqual([
      200,
      expect.objectContaining({
        name: 'Ada',
        email: 'ada@example.com',
        role: 'billing',
        signsIn: false,
        removedAt: null,
      }),
    ]);
    const id = made.textAt('data.id');
    for (const reference of [id, 'ada']) expect((await reader(`GET /v1/members/${reference}`)).json).toEqual(made.json);
    const changed = await api('PATCH /v1/members/ada', {
      body: { email: null, role: 'admin', externalId: 'countess' },
    });
    expect(changed.at('data')).toMatchObject({ id, name: 'Ada', email: null, role: 'admin', externalId: 'countess' });
    const removed = await api('DELETE /v1/members/countess');
    expect(removed.at('data.removedAt')).toEqual(expect.any(String));
    expect((await api(`DELETE /v1/members/${id}`)).json).toEqual(removed.json);
    expect((await reader(`GET /v1/members/${id}`)).json).toEqual(removed.json);
    expect((await api(`PATCH /v1/members/${id}`, { body: { name: 'x' } })).status).toBe(409);
    const audit = await auditOf(id);
    expect(audit.map(({ action }) => action)).toEqual(['member.create', 'member.update', 'member.remove']);
    expect(audit[1]).toMatchObject({ before: { role: 'billing' }, after: { role: 'admin' } });
  });

  it('lose their keys and their teams with their place, and keep their history', async () => {
    const id = await makeMember({ name: 'Leaver', externalId: 'leaver' });
    const key = (await createKey(database.pool, { workspaceId, memberId: id, scopes: ['read', 'spend'] })).api;
    const teamId = (await api('POST /v1/teams', { body: { name: 'T' } })).textAt('data.id');
    await api(`PUT /v1/teams/${teamId}/members/leaver`);
    await api('POST /v1/grants', { body: { amount: '5', userId: id } });
    expect((await key('GET /v1/wallets/balance?userId=leaver')).status).toBe(200);
    await api(`DELETE /v1/members/${id}`);
    expect((await key('GET /v1/wallets/balance?userId=leaver')).status).toBe(401);
    expect((await api(`GET /v1/teams/${teamId}`)).at('data.memberCount')).toBe(0);
    expect((await api('POST /v1/credits/consume', { body: { amount: '1', userId: id } })).status).toBe(404);
    expect((await api(`GET /v1/transactions?userId=${id}`)).at('data.length')).toBe(1);
  });

  it('are created once per Idempotency-Key; a removal repeated answers the same', async () => {
    const headers = { 'idempotency-key': 'm-1' };
    const [first, second] = await Promise.all(
      [1, 2].map(() => api('POST /v1/members', { body: { name: 'Twin' }, headers })),
    );
    expect(first?.text).toBe(second?.text);
    const id = first?.textAt('data.id');
    const gone = await api(`DELETE /v1/members/${id}`, { headers: { 'idempotency-key': 'm-2' } });
    const again = await api(`DELETE /v1/members/${id}`, { headers: { 'idempotency-key': 'm-2' } });
    expect([again.text, again.headers['idempotent-replayed']]).toEqual([gone.text, 'true']);
  });

  it('refuse what cannot be: 422, 409, 400', async () => {
    await makeMember({ name: 'Holder', externalId: 'held' });
    const replies = await Promise.all([
      api('POST /v1/members', { body: {} }),
      api('POST /v1/members', { body: { name: 'x', role: 'king' } }),
      api('POST /v1/members', { body: { name: 'x', email: 'nobody' } }),
      api('POST /v1/members', { body: { name: 'x', externalId: 'held' } }),
      api('POST /v1/members', { body: '{"name":' }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([422, 422, 422, 409, 400]);
  });

  it('who are owners are beyond any key: 403', async () => {
    const owner = await createMember(database.pool, workspaceId, 'owner');
    await database.pool.query(`UPDATE members SET role = 'owner' WHERE id = $1`, [owner]);
    const plain = await makeMember({ name: 'Plain' });
    const operator = (await createKey(database.pool, { workspaceId: null })).api;
    const replies = [
      await api('POST /v1/members', { body: { name: 'x', role: 'owner' } }),
      await api(`PATCH /v1/members/${plain}`, { body: { role: 'owner' } }),
      await api('PATCH /v1/members/owner', { body: { name: 'x' } }),
      await api('DELETE /v1/members/owner'),
      await operator(`DELETE /v1/members/owner?customerId=${workspaceId}`),
    ];
    expect(replies.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect((await api('GET /v1/members/owner')).at('data')).toMatchObject({ role: 'owner', removedAt: null });
  });

  it('who sign in keep their address: 409', async () => {
    const userId = newId();
    await database.pool.query('INSERT INTO users (id, email) VALUES ($1, $2)', [userId, `${userId}@example.com`]);
    const id = await makeMember({ name: 'User', email: `${userId}@example.com` });
    await database.pool.query('UPDATE members SET user_id = $2 WHERE id = $1', [id, userId]);
    expect((await api(`PATCH /v1/members/${id}`, { body: { email: 'other@example.com' } })).status).toBe(409);
    expect((await api(`PATCH /v1/members/${id}`, { body: { name: 'User the First' } })).status).toBe(200);
  });

  it('are listed by filter, the removed ones only on demand', async () => {
    const id = await makeMember({ name: 'Zoe', externalId: 'zoe', email: 'zoe@example.com', role: 'viewer' });
    for (const filter of ['externalId=zoe', 'email=ZOE@example.com', 'role=viewer']) {
      const { status, at } = await reader(`GET /v1/members?${filter}`);
      expect([status, at('data.0.id'), at('data.length')]).toEqual([200, id, 1]);
    }
    await api(`DELETE /v1/members/${id}`);
    expect((await reader('GET /v1/members?externalId=zoe')).at('data.length')).toBe(0);
    expect((await reader('GET /v1/members?externalId=zoe&includeRemoved=true')).at('data.length')).toBe(1);
    expect((await reader('GET /v1/members?includeRemoved=yes')).status).toBe(422);
  });
});

describe('teams', () => {
  it('are created, filled, changed and removed, each with its trace', async () => {
    const member = await makeMember({ name: 'Player', externalId: 'player' });
    const made = await api('POST /v1/teams', { body: { name: 'Blue', externalId: 'blue' } });
    expect([made.status, made.at('data')]).toEqual([200, expect.objectContaining({ name: 'Blue', memberCount: 0 })]);
    const id = made.textAt('data.id');
    for (let time = 0; time < 2; time++) {
      expect((await api('PUT /v1/teams/blue/members/player')).at('data.memberCount')).toBe(1);
    }
    expect((await reader('GET /v1/members?teamId=blue')).at('data.0.id')).toBe(member);
    expect((await api('PATCH /v1/teams/blue', { body: { name: 'Navy' } })).at('data.name')).toBe('Navy');
    await api('POST /v1/grants', { body: { amount: '3', teamId: 'blue' } });
    for (let time = 0; time < 2; time++) {
      expect((await api('DELETE /v1/teams/blue/members/player')).at('data.memberCount')).toBe(0);
    }
    const removed = await api('DELETE /v1/teams/blue');
    expect(removed.at('data.removedAt')).toEqual(expect.any(String));
    expect((await api('DELETE /v1/teams/blue')).json).toEqual(removed.json);
    const late = [await api('PUT /v1/teams/blue/members/player'), await api('PATCH /v1/teams/blue', { body: {} })];
    expect(late.map(({ status }) => status)).toEqual([409, 409]);
    expect((await reader('GET /v1/teams')).text).not.toContain(id);
    expect((await reader('GET /v1/teams?includeRemoved=true&externalId=blue')).at('data.0.id')).toBe(id);
    expect((await auditOf(id)).map(({ action }) => action)).toEqual([
      'team.create',
      'team.add_member',
      'team.update',
      'team.remove_member',
      'team.remove',
    ]);
  });

  it('take no removed member: 404; no name twice: 409; no nonsense: 422', async () => {
    await api('POST /v1/teams', { body: { name: 'Red', externalId: 'red' } });
    const gone = await makeMember({ name: 'Gone' });
    await api(`DELETE /v1/members/${gone}`);
    expect((await api(`PUT /v1/teams/red/members/${gone}`)).status).toBe(404);
    expect((await api('POST /v1/teams', { body: { name: 'Rot', externalId: 'red' } })).status).toBe(409);
    expect((await api('POST /v1/teams', { body: { name: 7 } })).status).toBe(422);
  });
});

describe('people of others', () => {
  it('look like people who do not exist; rights are asked for first', async () => {
    const stranger = await createMember(database.pool, foreignId);
    const team = newId();
    await database.pool.query('INSERT INTO teams (workspace_id, id, name) VALUES ($1, $2, $3)', [foreignId, team, 'T']);
    const own = await makeMember({ name: 'Own' });
    const ownTeam = (await api('POST /v1/teams', { body: { name: 'Own' } })).textAt('data.id');
    const lines = (userId: string, teamId: string): [string, object?][] => [
      [`GET /v1/members/${userId}`],
      [`PATCH /v1/members/${userId}`, { name: 'x' }],
      [`DELETE /v1/members/${userId}`],
      [`GET /v1/teams/${teamId}`],
      [`PATCH /v1/teams/${teamId}`, { name: 'x' }],
      [`DELETE /v1/teams/${teamId}`],
      [`PUT /v1/teams/${teamId}/members/${own}`],
      [`PUT /v1/teams/${ownTeam}/members/${userId}`],
      [`DELETE /v1/teams/${ownTeam}/members/${userId}`],
    ];
    const absent = lines(newId(), newId());
    const bound = (await createKey(database.pool, { workspaceId, memberId: own })).api;
    for (const [index, [line, body]] of lines(stranger, team).entries()) {
      const foreign = await api(line, { body });
      const [missingLine = '', missingBody] = absent[index] ?? [];
      expect([foreign.status, likenessOf(foreign)], line).toEqual([
        404,
        likenessOf(await api(missingLine, { body: missingBody })),
      ]);
      if (!line.startsWith('GET')) expect((await reader(line, { body })).status, line).toBe(403);
      expect((await bound(line, { body })).status, line).toBe(403);
    }
    for (const path of ['members', 'teams']) {
      expect((await api(`GET /v1/${path}?customerId=${foreignId}`)).status).toBe(404);
      expect((await reader(`POST /v1/${path}`, { body: { name: 'x' } })).status).toBe(403);
      expect((await api(`GET /v1/${path}`, { headers: { authorization: 'Bearer x' } })).status).toBe(401);
    }
  });
});
