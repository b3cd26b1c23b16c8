import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../ids';
import { useTestDatabase } from '../../testing/database';
import { createMember, createWorkspace } from '../../testing/factories';
import { type ApiClient, createClient, createKey, likenessOf } from '../testing/api';

const database = useTestDatabase();
let workspaceId: string;
let api: ApiClient;
let operator: ApiClient;
beforeAll(async () => {
  workspaceId = await createWorkspace(database.pool);
  api = (await createKey(database.pool, { workspaceId })).api;
  operator = (await createKey(database.pool, { workspaceId: null })).api;
});

const make = (body: object = {}, headers = {}) =>
  api('POST /v1/keys', { body: { name: 'worker', scopes: ['read', 'spend'], ...body }, headers });

describe('keys', () => {
  it('are made with a secret that works and is shown once; a repetition has the key without it', async () => {
    const headers = { 'idempotency-key': 'k-1' };
    const made = await make({}, headers);
    const secret = made.textAt('data.secret');
    expect([made.status, made.at('data.mode'), made.at('data.notice')]).toEqual([200, 'live', null]);
    expect((await createClient(secret)('GET /v1/wallets')).status).toBe(200);
    const again = await make({}, headers);
    expect([again.headers['idempotent-replayed'], again.at('data')]).toEqual([
      'true',
      { ...(made.at('data') as object), secret: null, notice: expect.stringContaining('is not kept') },
    ]);
    const listed = await api('GET /v1/keys');
    expect(listed.text).not.toContain(secret);
    expect((await api(`GET /v1/keys/${made.textAt('data.id')}`)).at('data.last4')).toBe(secret.slice(-4));
    const { rows } = await database.pool.query<{ kept: boolean }>(
      `SELECT bool_or(position($1 IN coalesce(reply, '')) > 0) AS kept FROM idempotency_records`,
      [secret],
    );
    expect(rows[0]?.kept).toBe(false);
  });

  it('are made once, when asked for twice at the same time', async () => {
    const headers = { 'idempotency-key': 'k-2' };
    const replies = await Promise.all([1, 2].map(() => make({ name: 'pair' }, headers)));
    expect(new Set(replies.map((reply) => reply.at('data.id'))).size).toBe(1);
    expect(replies.filter((reply) => reply.at('data.secret') !== null)).toHaveLength(1);
  });

  it('speak for one user when asked to', async () => {
    await createMember(database.pool, workspaceId, 'bound');
    const made = await make({ userId: 'bound' });
    const bound = createClient(made.textAt('data.secret'));
    expect((await bound('GET /v1/wallets/balance?userId=bound')).status).toBe(200);
    expect((await bound('GET /v1/members')).status).toBe(403);
    expect((await api('GET /v1/keys?userId=bound')).at('data.0.id')).toBe(made.at('data.id'));
    expect((await make({ userId: 'nobody' })).status).toBe(404);
  });

  it('rotate with an overlap, once', async () => {
    const old = await make();
    const oldApi = createClient(old.textAt('data.secret'));
    const line = `POST /v1/keys/${old.textAt('data.id')}/rotate`;
    const headers = { 'idempotency-key': 'k-3' };
    const next = await api(line, { body: { overlapSeconds: 60 }, headers });
    expect((await createClient(next.textAt('data.secret'))('GET /v1/wallets')).status).toBe(200);
    expect((await oldApi('GET /v1/wallets')).status).toBe(200);
    const again = await api(line, { body: { overlapSeconds: 60 }, headers });
    expect([again.at('data.id'), again.at('data.secret')]).toEqual([next.at('data.id'), null]);
    expect((await api(line)).status).toBe(409);
    expect((await api(line, { body: { overlapSeconds: 1e9 } })).status).toBe(422);
    expect((await api(`GET /v1/keys/${old.textAt('data.id')}`)).at('data.replacedBy')).toBe(next.at('data.id'));
    const instant = await make();
    await api(`POST /v1/keys/${instant.textAt('data.id')}/rotate`, { body: { overlapSeconds: 0 } });
    expect((await createClient(instant.textAt('data.secret'))('GET /v1/wallets')).status).toBe(401);
  });

  it('keep their cap when they rotate', async () => {
    const old = (await make()).textAt('data.id');
    expect((await api('POST /v1/budgets', { body: { keyId: old, period: 'day', limit: '3.5' } })).status).toBe(200);
    const next = (await api(`POST /v1/keys/${old}/rotate`, { body: {} })).textAt('data.id');
    const { rows } = await database.pool.query(
      `SELECT period, limit_micro AS "limitMicro" FROM budgets WHERE scope_id = $1`,
      [next],
    );
    expect(rows).toEqual([{ period: 'day', limitMicro: 3_500_000n }]);
  });

  it('end at once when revoked, for a reason that is kept', async () => {
    const made = await make();
    const id = made.textAt('data.id');
    const client = createClient(made.textAt('data.secret'));
    expect((await client('GET /v1/wallets')).status).toBe(200);
    const revoked = await api(`POST /v1/keys/${id}/revoke`, { body: { reason: 'Leaked' } });
    expect(revoked.at('data.revokedAt')).toEqual(expect.any(String));
    expect((await client('GET /v1/wallets')).status).toBe(401);
    expect((await api(`POST /v1/keys/${id}/revoke`)).json).toEqual(revoked.json);
    expect((await api('GET /v1/keys')).text).not.toContain(id);
    expect((await api('GET /v1/keys?includeEnded=true')).text).toContain(id);
    const { rows } = await database.pool.query(
      `SELECT action, reason FROM audit_log WHERE target_id = $1 AND request_id IS NOT NULL ORDER BY created_at, id`,
      [id],
    );
    expect(rows).toEqual([
      { action: 'key.create', reason: null },
      { action: 'key.revoke', reason: 'Leaked' },
    ]);
  });

  it('that mint credits are the operator’s to give and to rotate; a customer may end them', async () => {
    const strong = { name: 'minter', scopes: ['grant'] };
    const refused = await api('POST /v1/keys', { body: strong });
    expect(refused.status).toBe(403);
    const made = await operator('POST /v1/keys', { body: { ...strong, customerId: workspaceId } });
    expect(made.status).toBe(200);
    const id = made.textAt('data.id');
    expect((await api(`POST /v1/keys/${id}/rotate`)).status).toBe(403);
    expect((await operator(`POST /v1/keys/${id}/rotate`, { body: { customerId: workspaceId } })).status).toBe(200);
    expect((await api(`POST /v1/keys/${id}/revoke`)).status).toBe(200);
  });

  it('belong to one mode: the other’s keys neither see nor end them', async () => {
    const test = (await createKey(database.pool, { workspaceId, mode: 'test' })).api;
    const made = await test('POST /v1/keys', { body: { name: 't', scopes: ['read'] } });
    expect([made.at('data.mode'), made.textAt('data.secret').slice(0, 8)]).toEqual(['test', 'sk_test_']);
    const id = made.textAt('data.id');
    const absent = newId();
    for (const [method, end] of [
      ['GET', ''],
      ['POST', '/rotate'],
      ['POST', '/revoke'],
    ]) {
      const seen = await api(`${method} /v1/keys/${id}${end}`);
      expect([seen.status, likenessOf(seen)]).toEqual([
        404,
        likenessOf(await api(`${method} /v1/keys/${absent}${end}`)),
      ]);
    }
    expect((await api('GET /v1/keys')).text).not.toContain(id);
  });

  it('of another customer look like none; other scopes may nothing here', async () => {
    const foreign = await createKey(database.pool, { workspaceId: await createWorkspace(database.pool) });
    const weak = (await createKey(database.pool, { workspaceId, scopes: ['read', 'spend', 'grant'] })).api;
    for (const [method, end] of [
      ['GET', ''],
      ['POST', '/rotate'],
      ['POST', '/revoke'],
    ]) {
      const seen = await api(`${method} /v1/keys/${foreign.keyId}${end}`);
      expect([seen.status, likenessOf(seen)]).toEqual([404, likenessOf(await api(`${method} /v1/keys/x${end}`))]);
      expect((await weak(`${method} /v1/keys/${foreign.keyId}${end}`)).status).toBe(403);
    }
    expect((await weak('POST /v1/keys', { body: { name: 'x', scopes: ['read'] } })).status).toBe(403);
    expect((await weak('GET /v1/keys')).status).toBe(403);
    expect((await foreign.api('GET /v1/wallets')).status).toBe(200);
  });

  it.each([
    ['no scope', { scopes: [] }],
    ['an unknown scope', { scopes: ['root'] }],
    ['an end in the past', { expiresAt: '2020-01-01T00:00:00Z' }],
    ['no address', { allowedIps: ['999.1.1.1'] }],
    ['a mode', { mode: 'test' }],
  ])('are refused with %s: 422', async (_name, body) => {
    expect((await make(body)).status).toBe(422);
  });
});
