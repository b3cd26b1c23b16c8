import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../ids';
import { useTestDatabase } from '../../testing/database';
import { createMember, createWorkspace } from '../../testing/factories';
import { type ApiClient, createKey, likenessOf } from '../testing/api';

const database = useTestDatabase();

let workspaceId: string;
let api: ApiClient;

beforeAll(async () => {
  workspaceId = await createWorkspace(database.pool, { timeZone: 'America/New_York' });
  ({ api } = await createKey(database.pool, { workspaceId }));
});

const grant = async (body: object) => {
  const reply = await api('POST /v1/grants', { body: { amount: '10', ...body } });
  expect(reply.text).toContain('"grantId"');
  return reply;
};
const available = async (query = '') => (await api(`GET /v1/wallets/balance${query}`)).textAt('data.availableBalance');

describe('POST /v1/grants', () => {
  it('200: makes a grant with all that was said about it', async () => {
    const body = {
      amount: 12.5,
      userId: 'all',
      source: 'admin',
      priority: 7,
      unitCost: '0.8',
      currency: 'EUR',
      features: ['chat', 'images'],
      expiresAt: '2091-01-01T00:00:00+01:00',
      externalRef: 'order-1',
      description: 'Welcome',
      reason: 'First order',
      metadata: { campaign: 'spring' },
    };
    const reply = await api('POST /v1/grants', { body });
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      data: {
        balance: '12.5',
        grant: {
          ...body,
          amount: '12.5',
          remaining: '12.5',
          reserved: '0',
          status: 'active',
          currency: 'eur',
          userId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          teamId: null,
          expiresAt: '2090-12-31T23:00:00.000Z',
        },
        transaction: { kind: 'grant', amount: '12.5', balanceAfter: '12.5' },
      },
    });
    const one = await api(`GET /v1/grants/${reply.textAt('data.grantId')}`);
    expect(one.at('data')).toEqual(reply.at('data.grant'));
  });

  it('reads dates in the customer’s zone, from the first moment of the first to the last of the last', async () => {
    const reply = await grant({ userId: 'dates', effectiveAt: '2090-03-01', expiresAt: '2090-03-31' });
    expect(reply.json).toMatchObject({
      data: {
        transactionId: null,
        transaction: null,
        balance: '0',
        grant: { status: 'scheduled', effectiveAt: '2090-03-01T05:00:00.000Z', expiresAt: '2090-04-01T04:00:00.000Z' },
      },
    });
  });

  it('introduces a user once, under the caller’s id, even when many grants come at once', async () => {
    const replies = await Promise.all(Array.from({ length: 8 }, () => grant({ userId: 'new-user' })));
    expect(new Set(replies.map((reply) => reply.textAt('data.walletId'))).size).toBe(1);
    expect(await available('?userId=new-user')).toBe('80');
    const { rows } = await database.pool.query(`SELECT name FROM members WHERE external_id = 'new-user'`);
    expect(rows).toEqual([{ name: 'new-user' }]);
  });

  it('a dry run introduces nobody', async () => {
    const reply = await api('POST /v1/grants', { body: { amount: '1', userId: 'ghost', dryRun: true } });
    expect(reply.at('data.balance')).toBe('1');
    expect((await api('GET /v1/wallets/balance?userId=ghost')).status).toBe(404);
  });

  it('grants once per key', async () => {
    const send = () =>
      api('POST /v1/grants', { headers: { 'idempotency-key': 'g' }, body: { amount: '5', userId: 'once' } });
    const first = await send();
    const second = await send();
    expect([second.text, second.headers['idempotent-replayed']]).toEqual([first.text, 'true']);
    expect(await available('?userId=once')).toBe('5');
  });

  it('404: teams nobody knows and users who were removed', async () => {
    const gone = await createMember(database.pool, workspaceId, 'gone');
    await database.pool.query('UPDATE members SET removed_at = now() WHERE id = $1', [gone]);
    for (const body of [{ teamId: 'nowhere' }, { userId: 'gone' }, { userId: gone }]) {
      expect((await api('POST /v1/grants', { body: { amount: '1', ...body } })).status).toBe(404);
    }
  });

  it.each([
    [{}, '/amount'],
    [{ amount: '0' }, '/amount'],
    [{ amount: '1', priority: 1.5 }, '/priority'],
    [{ amount: '1', priority: -1 }, '/priority'],
    [{ amount: '1', source: 'adjustment' }, '/source'],
    [{ amount: '1', unitCost: '1' }, '/currency'],
    [{ amount: '1', currency: 'EURO' }, '/currency'],
    [{ amount: '1', expiresAt: '2026-02-30' }, '/expiresAt'],
    [{ amount: '1', expiresAt: 1767225600 }, '/expiresAt'],
    [{ amount: '1', features: [''] }, '/features/0'],
    [{ amount: '1', features: 'chat' }, '/features'],
    [{ amount: '1', metadata: [] }, '/metadata'],
    [{ amount: '1', metadata: { a: 'x'.repeat(17_000) } }, '/metadata'],
    [{ amount: '1', description: 'x'.repeat(1_001) }, '/description'],
    [{ amount: '1', externalRef: 'a\nb' }, '/externalRef'],
    [{ amount: '1', workspaceId: newId() }, '/workspaceId'],
    [{ amount: '1', remainingMicro: 5 }, '/remainingMicro'],
  ])('422: %j', async (body, pointer) => {
    const reply = await api('POST /v1/grants', { body });
    expect([reply.status, reply.at('errors.0.pointer')]).toEqual([422, pointer]);
  });

  it('422: an end that lies before the beginning, or in the past', async () => {
    for (const body of [
      { effectiveAt: '2090-02-01T00:00:00Z', expiresAt: '2090-01-01T00:00:00Z' },
      { expiresAt: '2020-01-01T00:00:00Z' },
    ]) {
      expect((await api('POST /v1/grants', { body: { amount: '1', ...body } })).status).toBe(422);
    }
  });

  it('401 and 403', async () => {
    const spender = (await createKey(database.pool, { workspaceId, scopes: ['spend', 'read'] })).api;
    expect((await spender('POST /v1/grants', { body: { amount: '1' } })).status).toBe(403);
    const nobody = { authorization: `Bearer sk_live_${'0'.repeat(40)}` };
    expect((await api('POST /v1/grants', { body: { amount: '1' }, headers: nobody })).status).toBe(401);
  });
});

describe('GET /v1/grants', () => {
  it('lists by owner, status and source, page by page, each once', async () => {
    for (let i = 0; i < 5; i++) await grant({ userId: 'lister', source: i === 4 ? 'bonus' : 'promotion' });
    const first = await api('GET /v1/grants?userId=lister&limit=2');
    const second = await api(`GET /v1/grants?userId=lister&limit=2&cursor=${first.textAt('page.next')}`);
    const third = await api(`GET /v1/grants?userId=lister&limit=2&cursor=${second.textAt('page.next')}`);
    const ids = [first, second, third].flatMap((page) => (page.at('data') as { id: string }[]).map(({ id }) => id));
    expect(new Set(ids).size).toBe(5);
    expect([ids.length, first.at('page.previous'), third.at('page.next')]).toEqual([5, null, null]);
    const back = await api(`GET /v1/grants?userId=lister&limit=2&cursor=${second.textAt('page.previous')}`);
    expect(back.at('data')).toEqual(first.at('data'));
    expect((await api('GET /v1/grants?userId=lister&source=bonus')).at('data.length')).toBe(1);
    expect((await api('GET /v1/grants?userId=lister&status=expired,voided')).at('data.length')).toBe(0);
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'cursor=forged', 'status=gone', 'limit=1&limit=2', 'order=up', 'page=2'])(
    '422: %s',
    async (query) => {
      expect((await api(`GET /v1/grants?${query}`)).status).toBe(422);
    },
  );

  it('404: a user nobody knows; 400: a NUL', async () => {
    expect((await api('GET /v1/grants?userId=nobody')).status).toBe(404);
    expect((await api('GET /v1/grants?userId=%00')).status).toBe(400);
  });
});

describe('a key that speaks for one member', () => {
  it('sees that member’s grants only, and may not grant', async () => {
    const memberId = await createMember(database.pool, workspaceId, 'own');
    const own = (await createKey(database.pool, { workspaceId, memberId, scopes: ['read', 'grant'] })).api;
    const mine = (await grant({ userId: 'own' })).textAt('data.grantId');
    const foreign = (await grant({ userId: 'foreign' })).textAt('data.grantId');
    const listed = (await own('GET /v1/grants')).at('data') as { id: string }[];
    expect(listed.map(({ id }) => id)).toEqual([mine]);
    expect((await own(`GET /v1/grants/${foreign}`)).status).toBe(404);
    expect((await own('GET /v1/grants?userId=foreign')).status).toBe(404);
    expect((await own('POST /v1/grants', { body: { amount: '1' } })).status).toBe(403);
  });
});

describe('one grant', () => {
  it('404 alike for what does not exist, is another customer’s, lies in the other books, or is no id', async () => {
    const mine = (await grant({})).textAt('data.grantId');
    const other = await createWorkspace(database.pool);
    const otherApi = (await createKey(database.pool, { workspaceId: other })).api;
    const testApi = (await createKey(database.pool, { workspaceId, mode: 'test' })).api;
    const replies = [
      await api(`GET /v1/grants/${newId()}`),
      await api('GET /v1/grants/1'),
      await otherApi(`GET /v1/grants/${mine}`),
      await testApi(`GET /v1/grants/${mine}`),
    ];
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(new Set(replies.map(likenessOf)).size).toBe(1);
    for (const client of [otherApi, testApi]) {
      expect((await client(`POST /v1/grants/${mine}/void`, { body: { reason: 'x' } })).status).toBe(404);
      expect((await client(`POST /v1/grants/${mine}/expiry`, { body: { expiresAt: null } })).status).toBe(404);
    }
    expect((await api(`GET /v1/grants/${mine.toUpperCase()}`)).at('data.status')).toBe('active');
  });

  it('is voided once, for a reason, without its used part', async () => {
    const id = (await grant({ userId: 'voider' })).textAt('data.grantId');
    await api('POST /v1/credits/consume', { body: { amount: '4', userId: 'voider' } });
    expect((await api(`POST /v1/grants/${id}/void`, { body: {} })).status).toBe(422);
    const first = await api(`POST /v1/grants/${id}/void`, { body: { reason: 'Mistake' } });
    expect(first.json).toMatchObject({
      data: {
        balance: '0',
        grant: { status: 'voided', remaining: '0' },
        transaction: { kind: 'void', amount: '-6', reason: 'Mistake', grantId: id },
      },
    });
    const second = await api(`POST /v1/grants/${id}/void`, { body: { reason: 'Again' } });
    expect([second.status, second.at('data.transaction')]).toEqual([200, first.at('data.transaction')]);
    expect((await api('GET /v1/transactions?userId=voider&kind=void')).at('data.length')).toBe(1);
  });

  it('gets another end, whole or in part', async () => {
    const id = (await grant({ userId: 'mover', expiresAt: '2090-01-01T00:00:00Z' })).textAt('data.grantId');
    const whole = await api(`POST /v1/grants/${id}/expiry`, { body: { expiresAt: '2091-06-30' } });
    expect(whole.at('data.grant.expiresAt')).toBe('2091-07-01T04:00:00.000Z');
    const part = await api(`POST /v1/grants/${id}/expiry`, { body: { expiresAt: null, amount: '3' } });
    expect(part.json).toMatchObject({
      data: { grant: { amount: '3', expiresAt: null, parentId: id }, remainder: { id, remaining: '7' } },
    });
    expect(await available('?userId=mover')).toBe('10');
    expect((await api(`POST /v1/grants/${id}/expiry`, { body: {} })).status).toBe(422);
    expect(
      (await api(`POST /v1/grants/${id}/expiry`, { body: { expiresAt: null, amount: '8' } })).status,
    ).toBeGreaterThan(400);
  });

  it('403: only keys with the scope admin void and move', async () => {
    const id = (await grant({})).textAt('data.grantId');
    const granter = (await createKey(database.pool, { workspaceId, scopes: ['grant', 'read', 'spend'] })).api;
    expect((await granter(`POST /v1/grants/${id}/void`, { body: { reason: 'x' } })).status).toBe(403);
    expect((await granter(`POST /v1/grants/${id}/expiry`, { body: { expiresAt: null } })).status).toBe(403);
  });
});
