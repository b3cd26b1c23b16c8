import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../ids';
import { useTestDatabase } from '../../testing/database';
import { createMember, createWorkspace } from '../../testing/factories';
import { type ApiClient, createKey } from '../testing/api';

const database = useTestDatabase();

let workspaceId: string;
let api: ApiClient;

beforeAll(async () => {
  workspaceId = await createWorkspace(database.pool);
  ({ api } = await createKey(database.pool, { workspaceId }));
});

/** A user with 10 credits and a hold on 4 of them. */
async function placeHold(userId: string, body: object = {}) {
  await api('POST /v1/grants', { body: { amount: '10', userId } });
  const reply = await api('POST /v1/holds', { body: { amount: '4', userId, ...body } });
  expect(reply.status).toBe(200);
  return { id: reply.textAt('data.holdId'), reply };
}

describe('POST /v1/holds', () => {
  it('200: sets credits aside for 15 minutes', async () => {
    const { id, reply } = await placeHold('h1', { feature: 'video', contextId: 'render-1', metadata: { frames: 24 } });
    expect(reply.json).toMatchObject({
      data: {
        balance: '10',
        reservedBalance: '4',
        availableBalance: '6',
        hold: {
          id,
          status: 'open',
          amount: '4',
          captured: '0',
          feature: 'video',
          contextId: 'render-1',
          endedAt: null,
        },
      },
    });
    const { placedAt, expiresAt } = reply.at('data.hold') as { placedAt: string; expiresAt: string };
    expect(Date.parse(expiresAt) - Date.parse(placedAt)).toBe(900_000);
    expect((await api(`GET /v1/holds/${id}`)).at('data')).toEqual(reply.at('data.hold'));
  });

  it('402, 403, 404 and 422', async () => {
    await api('POST /v1/grants', { body: { amount: '1', userId: 'h2' } });
    expect((await api('POST /v1/holds', { body: { amount: '2', userId: 'h2' } })).status).toBe(402);
    const reader = (await createKey(database.pool, { workspaceId, scopes: ['read'] })).api;
    expect((await reader('POST /v1/holds', { body: { amount: '1' } })).status).toBe(403);
    expect((await api('POST /v1/holds', { body: { amount: '1', userId: 'nobody' } })).status).toBe(404);
    for (const ttlSeconds of [0, 604_801, 1.5, '60']) {
      const reply = await api('POST /v1/holds', { body: { amount: '1', ttlSeconds } });
      expect(reply.status, String(ttlSeconds)).toBe(422);
    }
  });
});

describe('a hold', () => {
  it('is captured in part, gives the rest back, and ends once', async () => {
    const { id } = await placeHold('c1');
    const captured = await api(`POST /v1/holds/${id}/capture`, { body: { amount: '1.5' } });
    expect(captured.json).toMatchObject({
      data: {
        amount: '1.5',
        balance: '8.5',
        reservedBalance: '0',
        availableBalance: '8.5',
        hold: { status: 'captured', captured: '1.5' },
        transaction: { kind: 'capture', amount: '-1.5', holdId: id },
        excessTransaction: null,
      },
    });
    for (const line of ['capture', 'release', 'extend']) {
      const again = await api(`POST /v1/holds/${id}/${line}`, { body: line === 'extend' ? { ttlSeconds: 60 } : {} });
      expect(again.json).toMatchObject({ status: 409, code: 'hold_ended', holdId: id, currentStatus: 'captured' });
      expect(again.textAt('detail')).toContain('captured');
    }
  });

  it('is captured whole by default, without a body', async () => {
    const { id } = await placeHold('c2');
    expect((await api(`POST /v1/holds/${id}/capture`)).at('data.amount')).toBe('4');
  });

  it('is captured beyond its amount only where asked', async () => {
    const { id } = await placeHold('c3');
    const refused = await api(`POST /v1/holds/${id}/capture`, { body: { amount: '5' } });
    expect([refused.status, (await api(`GET /v1/holds/${id}`)).at('data.status')]).toEqual([409, 'open']);
    const tooMuch = await api(`POST /v1/holds/${id}/capture`, { body: { amount: '10.000001', excess: 'consume' } });
    expect([tooMuch.status, (await api(`GET /v1/holds/${id}`)).at('data.status')]).toEqual([402, 'open']);
    const done = await api(`POST /v1/holds/${id}/capture`, { body: { amount: '5', excess: 'consume' } });
    expect(done.json).toMatchObject({
      data: {
        amount: '5',
        balance: '5',
        transaction: { amount: '-4' },
        excessTransaction: { kind: 'consume', amount: '-1' },
      },
    });
  });

  it('is released, extended, and done once per key', async () => {
    const { id } = await placeHold('r1');
    const longer = await api(`POST /v1/holds/${id}/extend`, { body: { ttlSeconds: 3_600 } });
    expect(Date.parse(longer.textAt('data.hold.expiresAt')) - Date.now()).toBeGreaterThan(3_500_000);
    const release = () => api(`POST /v1/holds/${id}/release`, { headers: { 'idempotency-key': 'r' } });
    const first = await release();
    const second = await release();
    expect(first.json).toMatchObject({ data: { availableBalance: '10', hold: { status: 'released' } } });
    expect([second.text, second.headers['idempotent-replayed']]).toEqual([first.text, 'true']);
  });

  it('is found only by those it belongs to', async () => {
    const { id } = await placeHold('f1');
    const memberId = await createMember(database.pool, workspaceId, 'f2');
    const member = (await createKey(database.pool, { workspaceId, memberId, scopes: ['spend', 'read'] })).api;
    const testMode = (await createKey(database.pool, { workspaceId, mode: 'test' })).api;
    for (const client of [member, testMode]) {
      expect((await client(`GET /v1/holds/${id}`)).status).toBe(404);
      for (const line of ['capture', 'release']) {
        expect((await client(`POST /v1/holds/${id}/${line}`)).status).toBe(404);
      }
    }
    expect((await api(`POST /v1/holds/${newId()}/capture`)).status).toBe(404);
    expect((await member('GET /v1/holds')).at('data')).toEqual([]);
  });

  it('stands in the list until it ends, and after', async () => {
    await placeHold('l1');
    expect((await api('GET /v1/holds?userId=l1&status=open')).at('data.length')).toBe(1);
    expect((await api('GET /v1/holds?userId=l1&status=captured,released')).at('data.length')).toBe(0);
    expect((await api('GET /v1/holds?status=closed')).status).toBe(422);
    expect((await api('GET /v1/holds?keyId=x')).status).toBe(422);
  });
});
