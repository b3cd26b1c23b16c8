import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../db/transaction';
import { newId } from '../../ids';
import { useTestDatabase } from '../../testing/database';
import { createWorkspace } from '../../testing/factories';
import { deliverDue, drainDeliveries } from '../../webhooks/deliver';
import { enqueueEvent } from '../../webhooks/enqueue';
import { type Received, type Receiver, startReceiver } from '../../webhooks/testing/receiver';
import { type ApiClient, createKey, likenessOf } from '../testing/api';

process.env.WEBHOOK_ALLOW_LOOPBACK = '1';

const database = useTestDatabase();
let receiver: Receiver;
let workspaceId: string;
let api: ApiClient;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());
beforeEach(async () => {
  workspaceId = await createWorkspace(database.pool);
  api = (await createKey(database.pool, { workspaceId })).api;
  receiver.received.length = 0;
  receiver.answer = (response) => void response.writeHead(204).end();
});

const BASE = '/v1/webhook-endpoints';
const create = async (body: object = {}, headers = {}) =>
  api(`POST ${BASE}`, { body: { url: receiver.url, ...body }, headers });
const tell = (type: 'purchase.paid' | 'purchase.failed' = 'purchase.paid') =>
  inTransaction((client) => enqueueEvent(client, { workspaceId, mode: 'live', type, data: { n: '1' } }));
const makeDue = () => database.pool.query(`UPDATE webhook_deliveries SET next_try_at = now() WHERE status = 'pending'`);
const deliveries = async (id: string) =>
  (await api(`GET ${BASE}/${id}/deliveries`)).at('data') as Record<string, unknown>[];
const verify = (secret: string, { body, headers }: Received) =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

describe('a webhook', () => {
  it('arrives signed, once, and its delivery says so', async () => {
    const made = await create();
    const id = made.textAt('data.id');
    await tell();
    await drainDeliveries();
    await drainDeliveries();
    expect(receiver.received).toHaveLength(1);
    const [message] = receiver.received as [Received];
    expect(verify(made.textAt('data.secret'), message)).toMatchObject({ type: 'purchase.paid', data: { n: '1' } });
    expect(() => verify(made.textAt('data.secret'), { ...message, body: `${message.body} ` })).toThrow();
    expect(await deliveries(id)).toMatchObject([
      {
        status: 'delivered',
        attempts: 1,
        lastStatus: 204,
        eventId: message.headers['webhook-id'],
        payload: message.body,
      },
    ]);
  });

  it('goes to those who asked for its kind, in its own books', async () => {
    await create({ events: ['refund.booked'] });
    const test = (await createKey(database.pool, { workspaceId, mode: 'test' })).api;
    await test(`POST ${BASE}`, { body: { url: receiver.url } });
    await tell();
    await drainDeliveries();
    expect(receiver.received).toHaveLength(0);
  });

  it('is not written when what it tells of is undone', async () => {
    const id = (await create()).textAt('data.id');
    const undone = inTransaction(async (client) => {
      await enqueueEvent(client, { workspaceId, mode: 'live', type: 'purchase.paid', data: {} });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await deliveries(id)).toEqual([]);
  });

  it.each([
    ['a failure', 500],
    ['a redirect, which is not followed', 302],
    ['a refusal', 400],
  ])('is sent again after %s, with the same id', async (_name, status) => {
    const id = (await create()).textAt('data.id');
    receiver.answer = (response) => void response.writeHead(status, { location: receiver.url }).end();
    await tell();
    await drainDeliveries();
    expect(receiver.received).toHaveLength(1);
    expect(await deliveries(id)).toMatchObject([{ status: 'pending', attempts: 1, lastStatus: status }]);
    receiver.answer = (response) => void response.writeHead(200).end('ok');
    await makeDue();
    await drainDeliveries();
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await deliveries(id)).toMatchObject([{ status: 'delivered', attempts: 2 }]);
  });

  it('ends its endpoint when it is told 410, and waits there until it is enabled again', async () => {
    const id = (await create()).textAt('data.id');
    receiver.answer = (response) => void response.writeHead(410).end();
    await tell();
    await drainDeliveries();
    expect((await api(`GET ${BASE}/${id}`)).at('data')).toMatchObject({ isEnabled: false, disabledReason: 'gone' });
    const dead = (await deliveries(id))[0];
    expect(dead).toMatchObject({ status: 'dead', nextTryAt: null });
    expect((await api(`POST ${BASE}/${id}/test`)).status).toBe(409);
    const replay = `POST ${BASE}/${id}/deliveries/${String(dead?.id)}/replay`;
    expect((await api(replay)).status).toBe(409);
    await api(`PATCH ${BASE}/${id}`, { body: { isEnabled: true } });
    receiver.answer = (response) => void response.writeHead(200).end();
    expect((await api(replay)).at('data')).toMatchObject({ status: 'pending', attempts: 0 });
    await drainDeliveries();
    expect(await deliveries(id)).toMatchObject([{ status: 'delivered', eventId: dead?.eventId }]);
    const { rows } = await database.pool.query(
      `SELECT action FROM audit_log WHERE target_id = $1 ORDER BY created_at, id`,
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'webhook_endpoint.create',
      'webhook_endpoint.disable',
      'webhook_endpoint.update',
    ]);
  });

  it('is dead after its last try, which ends the endpoint', async () => {
    const id = (await create()).textAt('data.id');
    receiver.answer = (response) => void response.writeHead(503).end();
    await tell();
    await database.pool.query('UPDATE webhook_deliveries SET attempts = 10 WHERE endpoint_id = $1', [id]);
    await drainDeliveries();
    expect(await deliveries(id)).toMatchObject([{ status: 'dead', attempts: 11 }]);
    expect((await api(`GET ${BASE}/${id}`)).at('data.disabledReason')).toBe('failing');
  });

  it('to a slow endpoint delays no other', async () => {
    const slow = await startReceiver();
    let release = () => {};
    slow.answer = (response) => {
      release = () => void response.writeHead(200).end();
    };
    await create({ url: slow.url });
    await create();
    for (let count = 0; count < 3; count++) await tell();
    await deliverDue();
    await expect.poll(() => receiver.received.length).toBe(3);
    await expect.poll(() => slow.received.length).toBe(1);
    slow.answer = (response) => void response.writeHead(200).end();
    release();
    await drainDeliveries();
    expect(slow.received).toHaveLength(3);
    await slow.close();
  });

  it('does not read an endless answer', async () => {
    const id = (await create()).textAt('data.id');
    let written = 0;
    receiver.answer = (response) => {
      response.writeHead(200);
      const more = () => {
        if (response.destroyed) return;
        written += 16_384;
        response.write(Buffer.alloc(16_384));
        setTimeout(more, 1);
      };
      more();
    };
    await tell();
    await drainDeliveries();
    expect(await deliveries(id)).toMatchObject([{ status: 'delivered' }]);
    expect(written).toBeLessThan(5_000_000);
  });

  it('carries both signatures while a secret is replaced', async () => {
    const made = await create();
    const line = `POST ${BASE}/${made.textAt('data.id')}/rotate-secret`;
    const next = await api(line, { headers: { 'idempotency-key': 'r-1' } });
    const again = await api(line, { headers: { 'idempotency-key': 'r-1' } });
    expect([again.at('data.secret'), again.headers['idempotent-replayed']]).toEqual([null, 'true']);
    await tell();
    await drainDeliveries();
    const [message] = receiver.received as [Received];
    for (const reply of [made, next]) expect(verify(reply.textAt('data.secret'), message)).toBeTruthy();
    await api(line, { body: { overlapSeconds: 0 } });
    await tell();
    await drainDeliveries();
    expect(() => verify(next.textAt('data.secret'), receiver.received[1] as Received)).toThrow();
    expect((await api(line, { body: { overlapSeconds: -1 } })).status).toBe(422);
  });
});

describe('webhook endpoints', () => {
  it('are made with a secret shown once, listed without it, tested, changed and removed', async () => {
    const made = await create({ description: 'Ours' }, { 'idempotency-key': 'e-1' });
    const again = await create({ description: 'Ours' }, { 'idempotency-key': 'e-1' });
    expect([made.textAt('data.secret'), again.at('data.secret')]).toEqual([expect.stringMatching(/^whsec_/), null]);
    expect(again.at('data.notice')).toEqual(expect.any(String));
    const id = made.textAt('data.id');
    const { rows } = await database.pool.query<{ secret: Buffer }>(
      'SELECT secret FROM webhook_endpoints WHERE id = $1',
      [id],
    );
    expect(rows[0]?.secret.toString('latin1')).not.toContain(made.textAt('data.secret').slice(6, 20));
    const listed = await api(`GET ${BASE}`);
    expect([listed.at('data.0.id'), listed.text.includes('secret"')]).toEqual([id, false]);
    expect((await api(`POST ${BASE}/${id}/test`)).at('data.type')).toBe('webhook.test');
    await drainDeliveries();
    expect(JSON.parse(receiver.received[0]?.body ?? '{}')).toMatchObject({ type: 'webhook.test' });
    const changed = await api(`PATCH ${BASE}/${id}`, { body: { events: ['purchase.failed'], isEnabled: false } });
    expect(changed.at('data')).toMatchObject({
      events: ['purchase.failed'],
      isEnabled: false,
      disabledReason: 'asked',
    });
    expect((await api(`GET ${BASE}/${id}/deliveries?status=dead`)).at('data')).toEqual([]);
    expect((await api(`DELETE ${BASE}/${id}`)).status).toBe(200);
    expect((await api(`GET ${BASE}/${id}`)).status).toBe(404);
  });

  it.each([
    ['no URL', { url: 'x' }],
    ['a private address', { url: 'https://10.0.0.1/' }],
    ['plain HTTP', { url: 'http://example.com/' }],
    ['an unknown event', { events: ['moon.full'] }],
  ])('are refused with %s: 422', async (_name, body) => {
    expect((await create(body)).status).toBe(422);
  });

  it('are at most 20: 409', async () => {
    for (let count = 0; count < 20; count++) await create();
    expect((await create()).status).toBe(409);
  });

  it('of another customer or the other books look like none; they need admin', async () => {
    const id = (await create()).textAt('data.id');
    await tell();
    await drainDeliveries();
    const deliveryId = String((await deliveries(id))[0]?.id);
    const stranger = (await createKey(database.pool, { workspaceId: await createWorkspace(database.pool) })).api;
    const test = (await createKey(database.pool, { workspaceId, mode: 'test' })).api;
    const weak = (await createKey(database.pool, { workspaceId, scopes: ['read', 'spend', 'grant'] })).api;
    const lines = (one: string): [string, object?][] => [
      [`GET ${BASE}/${one}`],
      [`PATCH ${BASE}/${one}`, { isEnabled: false }],
      [`DELETE ${BASE}/${one}`],
      [`POST ${BASE}/${one}/rotate-secret`],
      [`POST ${BASE}/${one}/test`],
      [`GET ${BASE}/${one}/deliveries`],
      [`POST ${BASE}/${one}/deliveries/${deliveryId}/replay`],
    ];
    const absent = lines(newId());
    for (const [index, [line, body]] of lines(id).entries()) {
      const [other = ''] = absent[index] ?? [];
      for (const caller of [stranger, test]) {
        const seen = await caller(line, { body });
        expect([seen.status, likenessOf(seen)], line).toEqual([404, likenessOf(await caller(other, { body }))]);
      }
      expect((await weak(line, { body })).status, line).toBe(403);
    }
    expect((await weak(`GET ${BASE}`)).status).toBe(403);
    expect((await weak(`POST ${BASE}`, { body: { url: receiver.url } })).status).toBe(403);
    expect((await api(`GET ${BASE}`, { headers: { authorization: 'Bearer x' } })).status).toBe(401);
  });
});
