import { beforeAll, describe, expect, it } from 'vitest';
import { NIL_UUID } from '../../ids';
import { useTestDatabase } from '../../testing/database';
import { createWorkspace } from '../../testing/factories';
import { type ApiClient, createKey, likenessOf } from '../testing/api';

const database = useTestDatabase();
let operator: ApiClient;
beforeAll(async () => {
  operator = (await createKey(database.pool, { workspaceId: null })).api;
});

const create = (body: object, headers = {}) => operator('POST /v1/customers', { body, headers });
const auditOf = async (workspaceId: string) => {
  const { rows } = await database.pool.query(
    `SELECT action, before, after, request_id IS NOT NULL AS traced FROM audit_log WHERE workspace_id = $1
     ORDER BY created_at, id`,
    [workspaceId],
  );
  return rows as { action: string; before: unknown; after: unknown; traced: boolean }[];
};

describe('customers', () => {
  it('are created under a free slug of their name, read back by both ids, and leave a trace', async () => {
    const body = {
      name: 'Ünïon & Söhne',
      externalId: 'acme.1/x',
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      billingEmail: 'Pay@Example.com',
    };
    const made = await create(body);
    expect([made.status, made.at('data')]).toEqual([
      200,
      expect.objectContaining({
        ...body,
        slug: 'union-sohne',
        currency: 'eur',
        billingEmail: 'pay@example.com',
        status: 'active',
      }),
    ]);
    expect((await create({ name: 'Union Sohne' })).at('data.slug')).toBe('union-sohne-2');
    expect((await create({ name: '株式会社' })).at('data.slug')).toMatch(/^workspace(-\d)?$/);
    const id = made.textAt('data.id');
    for (const reference of [id, 'acme.1%2Fx']) {
      expect((await operator(`GET /v1/customers/${reference}`)).json).toEqual(made.json);
    }
    expect(await auditOf(id)).toMatchObject([{ action: 'workspace.create', traced: true }]);
    expect((await operator(`POST /v1/grants`, { body: { customerId: 'acme.1/x', amount: '1' } })).status).toBe(200);
  });

  it('are created once per Idempotency-Key, whatever comes at the same time', async () => {
    const headers = { 'idempotency-key': 'c-1' };
    const replies = await Promise.all([1, 2, 3].map(() => create({ name: 'Once' }, headers)));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(replies.filter((reply) => reply.headers['idempotent-replayed']).length).toBe(2);
    const other = await create({ name: 'Other' }, headers);
    expect([other.status, other.at('code')]).toEqual([422, 'idempotency_key_reused']);
    const { rows } = await database.pool.query(`SELECT 1 FROM workspaces WHERE name = 'Once'`);
    expect(rows).toHaveLength(1);
  });

  it('are not created by a dry run', async () => {
    const dry = await create({ name: 'Rehearsed', externalId: 'dry', dryRun: true });
    expect([dry.status, (await operator('GET /v1/customers/dry')).status]).toEqual([200, 404]);
  });

  it.each([
    ['no name', {}],
    ['an unknown zone', { name: 'x', timeZone: 'Mars/Olympus' }],
    ['no currency', { name: 'x', currency: 'euro' }],
    ['no address', { name: 'x', billingEmail: 'x@localhost' }],
    ['an unknown field', { name: 'x', slug: 'mine' }],
  ])('are refused with %s: 422', async (_name, body) => {
    expect((await create(body)).status).toBe(422);
  });

  it('keep an externalId to one of them: 409', async () => {
    await create({ name: 'First', externalId: 'taken' });
    const second = await create({ name: 'Second', externalId: 'taken' });
    expect([second.status, second.at('code')]).toEqual([409, 'conflict']);
    const id = (await create({ name: 'Third' })).textAt('data.id');
    const patched = await operator(`PATCH /v1/customers/${id}`, { body: { externalId: 'taken' } });
    expect([patched.status, (await auditOf(id)).length]).toEqual([409, 1]);
  });

  it('change in what is named, and the log has both sides of it', async () => {
    const id = (await create({ name: 'Before', billingEmail: 'a@example.com' })).textAt('data.id');
    const patch = (body: object) => operator(`PATCH /v1/customers/${id}`, { body });
    const changed = await patch({ name: 'After', billingEmail: null, timeZone: 'Asia/Tokyo', externalId: 'patched' });
    expect(changed.at('data')).toMatchObject({ name: 'After', billingEmail: null, timeZone: 'Asia/Tokyo' });
    expect((await operator('GET /v1/customers/patched')).at('data')).toEqual(changed.at('data'));
    await patch({ name: 'After' });
    expect((await patch({ locale: 'fr' })).status).toBe(422);
    expect((await auditOf(id)).slice(1)).toMatchObject([
      {
        action: 'workspace.update',
        before: { name: 'Before', billingEmail: 'a@example.com', timeZone: 'UTC', externalId: null },
        after: { name: 'After', billingEmail: null, timeZone: 'Asia/Tokyo', externalId: 'patched' },
      },
    ]);
    expect((await patch({ name: '' })).status).toBe(422);
    expect((await operator('PATCH /v1/customers/nobody', { body: { name: 'x' } })).status).toBe(404);
  });

  it('are listed newest first, page by page, by filter', async () => {
    for (const name of ['P1', 'P2', 'P3']) await create({ name, externalId: name });
    const first = await operator('GET /v1/customers?limit=2');
    expect(first.at('data.0.name')).toBe('P3');
    const next = await operator(`GET /v1/customers?limit=2&cursor=${first.textAt('page.next')}`);
    expect(next.at('data.0.name')).toBe('P1');
    const back = await operator(`GET /v1/customers?limit=2&cursor=${next.textAt('page.previous')}`);
    expect(back.at('data')).toEqual(first.at('data'));
    expect((await operator('GET /v1/customers?externalId=P2')).at('data.length')).toBe(1);
    expect((await operator('GET /v1/customers?status=closed')).at('data.length')).toBe(0);
    expect((await operator('GET /v1/customers?cursor=x')).status).toBe(422);
  });

  it('are the operator’s: a customer’s key reads and changes its own, and finds no other', async () => {
    const own = await createWorkspace(database.pool);
    const foreign = await createWorkspace(database.pool);
    const { api } = await createKey(database.pool, { workspaceId: own });
    const reader = (await createKey(database.pool, { workspaceId: own, scopes: ['read'], mode: 'test' })).api;
    const spender = (await createKey(database.pool, { workspaceId: null, scopes: ['spend'] })).api;
    expect((await api(`GET /v1/customers/${own}`)).at('data.id')).toBe(own);
    expect((await api(`PATCH /v1/customers/${own}`, { body: { name: 'Ours' } })).status).toBe(200);
    expect((await reader(`GET /v1/customers/${own}`)).status).toBe(200);
    const refused = [
      await api('GET /v1/customers'),
      await api('POST /v1/customers', { body: { name: 'x' } }),
      await api(`PATCH /v1/customers/${own}`, { body: { externalId: 'x' } }),
      await reader(`PATCH /v1/customers/${own}`, { body: { name: 'x' } }),
      await spender('GET /v1/customers'),
      await spender('POST /v1/customers', { body: { name: 'x' } }),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
    for (const line of ['GET', 'PATCH']) {
      const body = line === 'PATCH' ? { name: 'x' } : undefined;
      const other = await api(`${line} /v1/customers/${foreign}`, { body });
      const absent = await api(`${line} /v1/customers/${NIL_UUID}`, { body });
      expect([other.status, likenessOf(other)]).toEqual([404, likenessOf(absent)]);
    }
    expect((await createKey(database.pool, { workspaceId: null })).secret).toMatch(/^sk_live_/);
    const nobody = await operator('GET /v1/customers', { headers: { authorization: 'Bearer x' } });
    expect(nobody.status).toBe(401);
  });
});
