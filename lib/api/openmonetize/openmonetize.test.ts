import { beforeAll, describe, expect, it } from 'vitest';
import { getPool } from '../../db/pool';
import { getLedger } from '../../ledger';
import { useTestDatabase } from '../../testing/database';
import {
  credits,
  give,
  hold,
  makeKey,
  makeMember,
  makeTeam,
  makeWorkspace,
  memberOf,
  spend,
  stoppedLedger,
  type TestWorkspace,
  WORKSPACE,
} from '../wires/testing/fixtures';
import { useWireServer } from '../wires/testing/wire-server';

useTestDatabase();
const server = useWireServer();

let acme: TestWorkspace;
let other: TestWorkspace;
let key: string;
let otherKey: string;

const auth = (secret: string) => ({ authorization: `Bearer ${secret}` });
const send = (method: string, path: string, body?: unknown, secret = key, headers = {}) =>
  server.send(method, path, { body, headers: { ...auth(secret), ...headers } });
const grant = (body: object, secret = key, headers = {}) => send('POST', '/v1/credits/grant', body, secret, headers);
const purchase = (body: object, headers = {}) => send('POST', '/v1/credits/purchase', body, key, headers);
const userPath = (user: string, what: string) => `/v1/customers/${acme.id}/users/${user}/${what}`;
const UNKNOWN = '9e107d9d-372b-4b26-8c1d-9a2f1d5e7c33';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

beforeAll(async () => {
  acme = await makeWorkspace();
  other = await makeWorkspace();
  key = (await makeKey({ workspaceId: acme.id })).secret;
  otherKey = (await makeKey({ workspaceId: other.id })).secret;
});

describe('GET /v1/credits/balance', () => {
  it('is 404 before the first grant, then all text in whole credits', async () => {
    const own = await makeWorkspace();
    const { secret } = await makeKey({ workspaceId: own.id });
    expect((await send('GET', '/v1/credits/balance', undefined, secret)).status).toBe(404);
    await give(own.id, 10.75);
    await hold(own.id, 2.5);
    const reply = await server.send('GET', '/v1/credits/balance', { headers: { 'x-api-key': secret } });
    expect(reply.json).toEqual({
      data: { balance: '10', reservedBalance: '2', availableBalance: '8', currency: 'credits' },
    });
    expect((await send('GET', '/v1/credits/balance?cache=no&cache=1', undefined, secret)).json).toEqual(reply.json);
  });

  it('refuses in the vendor’s shape what is no path of its own', async () => {
    const missing = { status: 404, json: { error: 'Not Found', message: expect.stringMatching(/./) } };
    expect(await send('GET', '/v1/credits/balance/')).toMatchObject(missing);
    expect(await send('GET', `${userPath(UNKNOWN, 'credits')}/`)).toMatchObject(missing);
  });
});

describe('POST /v1/credits/grant', () => {
  it('answers texts, and raises the wallet of the user, team or customer that is named', async () => {
    const userId = await makeMember(acme.id);
    const teamId = await makeTeam(acme.id);
    const first = await grant({
      customerId: acme.id,
      userId,
      teamId,
      amount: 5000,
      reason: 'Onboarding bonus',
      metadata: { campaign: 'spring' },
    });
    expect(first.status).toBe(200);
    expect(first.json).toEqual({
      data: {
        transactionId: expect.stringMatching(UUID),
        walletId: expect.stringMatching(UUID),
        newBalance: '5000',
        amount: '5000',
      },
    });
    const second = await grant({ userId, amount: 250 });
    expect(second.json).toMatchObject({ data: { newBalance: '5250', amount: '250' } });
    expect((await grant({ teamId, amount: 7 })).json).toMatchObject({ data: { newBalance: '7' } });
    const before = await getLedger().balance({ workspaceId: acme.id, mode: 'live', owner: WORKSPACE });
    await grant({ customerId: acme.externalId, amount: 3 });
    const after = await getLedger().balance({ workspaceId: acme.id, mode: 'live', owner: WORKSPACE });
    expect(after.settledMicro - before.settledMicro).toBe(credits(3));
  });

  it('makes a user of a UUID nobody has heard of', async () => {
    const userId = '660e8400-e29b-41d4-a716-446655440001';
    await grant({ userId: userId.toUpperCase(), amount: 12 });
    await grant({ userId, amount: 1 });
    expect((await send('GET', userPath(userId, 'credits'))).json).toEqual({
      data: { balance: 13, reserved: 0, available: 13, expiresAt: null },
    });
  });

  it('introduces nobody when it is refused', async () => {
    const count = async () =>
      (await getPool().query('SELECT count(*)::int AS n FROM members WHERE workspace_id = $1', [acme.id])).rows[0].n;
    const before = await count();
    const userId = '770e8400-e29b-41d4-a716-446655440002';
    expect((await grant({ userId, amount: 1, expiresAt: '2020-01-01T00:00:00Z' })).status).toBe(400);
    expect((await purchase({ userId, amount: 1, purchasePrice: 1, expiresAt: '2020-01-01T00:00:00Z' })).status).toBe(
      400,
    );
    expect(await count()).toBe(before);
    const copies = await Promise.all(Array.from({ length: 8 }, () => grant({ userId, amount: 1 })));
    expect(copies.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await count()).toBe(before + 1);
    const first = await grant({ userId: UNKNOWN.replace(/^9/, '8'), amount: 1 }, key, {
      'idempotency-key': 'newcomer',
    });
    const again = await grant({ userId: UNKNOWN.replace(/^9/, '8'), amount: 1 }, key, {
      'idempotency-key': 'newcomer',
    });
    expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([first.text, 'true']);
  });

  it('repeats the first result for a known key, whatever else the body says, under a rotated credential too', async () => {
    const idempotencyKey = 'onboarding · 1';
    const first = await grant({ amount: 10, idempotencyKey });
    const rotated = (await makeKey({ workspaceId: acme.id })).secret;
    const teamId = UNKNOWN;
    for (const again of [
      await grant({ amount: 10, idempotencyKey }),
      await grant({ amount: 999, userId: UNKNOWN, idempotencyKey }),
      await grant({ amount: 1, teamId, idempotencyKey }, rotated),
    ]) {
      expect(again.status).toBe(200);
      expect(again.json).toEqual(first.json);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
    }
    expect((await send('GET', userPath(UNKNOWN, 'credits'))).status).toBe(404);
    const elsewhere = await grant({ amount: 11, idempotencyKey }, otherKey);
    expect(elsewhere.json).toMatchObject({ data: { amount: '11' } });
  });

  it('grants once however many copies race', async () => {
    const userId = await makeMember(acme.id);
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => grant({ userId, amount: 4, idempotencyKey: 'race' })),
    );
    for (const { status } of replies) expect([200, 409]).toContain(status);
    expect((await send('GET', userPath(userId, 'credits'))).json).toMatchObject({ data: { balance: 4 } });
  });

  it.each([
    ['with an offset', '2090-01-02T03:04:05.678000+00:00', '2090-01-02T03:04:05.678Z'],
    ['with another offset', '2090-01-02T03:04:05+05:30', '2090-01-01T21:34:05.000Z'],
    ['without a zone', '2090-01-02T03:04:05.678000', '2090-01-02T03:04:05.678Z'],
  ])('reads an expiry %s, and the balance tells the latest', async (_what, expiresAt, iso) => {
    const userId = await makeMember(acme.id);
    await grant({ userId, amount: 1, expiresAt: '2089-01-01T00:00:00Z' });
    await grant({ userId, amount: 5, expiresAt });
    await grant({ userId, amount: 5 });
    expect((await send('GET', `/v1/users/${userId}/credits`)).json).toEqual({
      data: { balance: 11, reserved: 0, available: 11, expiresAt: iso },
    });
  });

  it('takes a whole amount as a float or with an exponent, and unknown members', async () => {
    const userId = await makeMember(acme.id);
    const body = (amount: string) => `{"userId":"${userId}","amount":${amount},"futureMember":{"a":[null]}}`;
    expect((await send('POST', '/v1/credits/grant', body('5000.0'))).json).toMatchObject({ data: { amount: '5000' } });
    expect((await send('POST', '/v1/credits/grant', body('5e3'))).json).toMatchObject({
      data: { newBalance: '10000' },
    });
    expect((await send('POST', '/v1/credits/grant', body('9223372026854'))).json).toMatchObject({
      data: { newBalance: '9223372036854' },
    });
    expect((await send('POST', '/v1/credits/grant', body('1'))).status).toBe(400); // beyond 64 bits
  });

  it.each([
    ['no body', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['broken JSON', '{"amount":'],
    ['no amount', '{}'],
    ['a fraction', '{"amount":1.5}'],
    ['a fraction too small for a double', '{"amount":5.00000000000000001}'],
    ['zero', '{"amount":0}'],
    ['minus zero', '{"amount":-0}'],
    ['less than nothing', '{"amount":-5}'],
    ['text', '{"amount":"5"}'],
    ['null for an amount', '{"amount":null}'],
    ['more than 64 bits', '{"amount":9223372036855}'],
    ['1e309', '{"amount":1e309}'],
    ['an expiry that is no date', '{"amount":1,"expiresAt":"soon"}'],
    ['an expiry that has passed', '{"amount":1,"expiresAt":"2020-01-01T00:00:00Z"}'],
    ['a user that is no UUID and unknown', '{"amount":1,"userId":"not-a-uuid"}'],
    ['a team nobody knows', `{"amount":1,"teamId":"${UNKNOWN}"}`],
    ['a customer that is no id', '{"amount":1,"customerId":"not-a-uuid"}'],
    ['metadata that is no object', '{"amount":1,"metadata":[1]}'],
    ['a user twice', `{"amount":1,"userId":"${UNKNOWN}","userId":"${UNKNOWN}"}`],
  ])('refuses %s with 400 Validation Error', async (_what, body) => {
    const reply = await send('POST', '/v1/credits/grant', body);
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({ error: 'Validation Error', message: expect.stringMatching(/./) });
  });

  it("refuses another's customer and a missing one alike, with 403", async () => {
    const refusals = [
      await grant({ customerId: other.id, amount: 1 }),
      await grant({ customerId: UNKNOWN, amount: 1 }),
    ];
    for (const reply of refusals) expect(reply).toMatchObject({ status: 403, json: { error: 'Forbidden' } });
    expect(refusals[0]?.json).toEqual(refusals[1]?.json);
  });

  it('refuses a wrong credential with 401, and a key without the right with 403', async () => {
    const readOnly = (await makeKey({ workspaceId: acme.id, scopes: ['read'] })).secret;
    expect(await grant({ amount: 1 }, 'sk_live_wrong')).toMatchObject({ status: 401, json: { error: 'Unauthorized' } });
    expect(await server.send('POST', '/v1/credits/grant', { body: { amount: 1 } })).toMatchObject({ status: 401 });
    expect(await grant({ amount: 1 }, readOnly)).toMatchObject({ status: 403, json: { error: 'Forbidden' } });
  });

  it('refuses other methods in the same shape', async () => {
    expect(await send('PUT', '/v1/credits/grant', { amount: 1 })).toMatchObject({
      status: 405,
      json: { error: 'Method Not Allowed' },
    });
  });
});

describe('POST /v1/credits/purchase', () => {
  it('books a paid top-up: text id, number balance', async () => {
    const userId = await makeMember(acme.id, 'u-17');
    await grant({ userId, amount: 15000 });
    const reply = await purchase({ customerId: acme.id, userId: 'u-17', amount: 1000, purchasePrice: 9.99 });
    expect(reply.status).toBe(200);
    expect(reply.json).toEqual({ data: { transactionId: expect.stringMatching(UUID), newBalance: 16000 } });
    const { items } = await getLedger().listGrants({
      workspaceId: acme.id,
      mode: 'live',
      owner: memberOf(userId),
      sources: ['purchase'],
    });
    expect(items[0]).toMatchObject({ unitCostNano: 999_000_000n, currency: 'usd' });
  });

  it('adds twice without a key, once with the header', async () => {
    const userId = await makeMember(acme.id);
    const body = { userId, amount: 10, purchasePrice: 0 };
    await purchase(body);
    expect((await purchase(body)).json).toMatchObject({ data: { newBalance: 20 } });
    const first = await purchase(body, { 'idempotency-key': 'p-1' });
    const again = await purchase(body, { 'idempotency-key': 'p-1' });
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await purchase({ ...body, amount: 11 }, { 'idempotency-key': 'p-1' })).status).toBe(400);
    expect((await purchase(body, { 'idempotency-key': 'two words' })).status).toBe(400);
  });

  it.each([
    [{ amount: 1, purchasePrice: 1 }],
    [{ userId: UNKNOWN, purchasePrice: 1 }],
    [{ userId: UNKNOWN, amount: 1 }],
    [{ userId: UNKNOWN, amount: 1, purchasePrice: -1 }],
    [{ userId: UNKNOWN, amount: 1, purchasePrice: '9.99' }],
    [{ userId: UNKNOWN, amount: 1, purchasePrice: 1e12 }],
    [{ userId: UNKNOWN, amount: 1.5, purchasePrice: 1 }],
  ])('refuses %j', async (body) => {
    expect(await purchase(body)).toMatchObject({ status: 400, json: { error: 'Validation Error' } });
  });

  it("refuses another's customer with 403", async () => {
    const reply = await purchase({ customerId: other.id, userId: UNKNOWN, amount: 1, purchasePrice: 1 });
    expect(reply.status).toBe(403);
  });
});

describe('GET …/users/{userId}/credits', () => {
  it('shows whole credits that add up, by our id and the caller’s own', async () => {
    const userId = await makeMember(acme.id, 'user/9 ü');
    await give(acme.id, 10.9, { owner: memberOf(userId) });
    await hold(acme.id, 0.6, memberOf(userId));
    const expected = { data: { balance: 10, reserved: 0, available: 10, expiresAt: null } };
    expect((await send('GET', userPath(userId, 'credits'))).json).toEqual(expected);
    expect((await send('GET', userPath(encodeURIComponent('user/9 ü'), 'credits'))).json).toEqual(expected);
  });

  it('is 404 without a wallet, 400 for what is no id, 403 for another customer', async () => {
    const userId = await makeMember(acme.id);
    expect(await send('GET', userPath(userId, 'credits'))).toMatchObject({ status: 404, json: { error: 'Not Found' } });
    expect((await send('GET', userPath(UNKNOWN, 'credits'))).status).toBe(404);
    expect((await send('GET', userPath('not-a-uuid', 'credits'))).status).toBe(400);
    expect((await send('GET', userPath('%zz', 'credits'))).status).toBe(400);
    expect((await send('GET', `/v1/customers/${other.id}/users/${userId}/credits`)).status).toBe(403);
    expect((await send('GET', `/v1/customers/${UNKNOWN}/users/${userId}/credits`)).status).toBe(403);
    expect((await send('GET', `/v1/users/${userId}/credits`, undefined, otherKey)).status).toBe(404);
  });

  it('never shows the books of the other mode', async () => {
    const userId = await makeMember(acme.id);
    await give(acme.id, 5, { owner: memberOf(userId) });
    const test = (await makeKey({ workspaceId: acme.id, mode: 'test' })).secret;
    expect((await send('GET', userPath(userId, 'credits'), undefined, test)).status).toBe(404);
  });

  it('leaves out at once what has expired', async () => {
    const userId = await makeMember(acme.id);
    const { ledger, ended } = stoppedLedger();
    await give(acme.id, 5, { owner: memberOf(userId), ledger, expiresAt: ended });
    await give(acme.id, 2, { owner: memberOf(userId), ledger });
    expect((await send('GET', userPath(userId, 'credits'))).json).toMatchObject({
      data: { balance: 2, expiresAt: null },
    });
    const page = (await send('GET', userPath(userId, 'transactions'))).json as { data: object[] };
    expect(page.data[0]).toMatchObject({ transactionType: 'EXPIRATION', amount: -5, balanceAfter: 2 });
  });
});

describe('GET …/users/{userId}/transactions', () => {
  it('tells the five kinds newest first, each row adding up, by offset with a total', async () => {
    const userId = await makeMember(acme.id);
    const owner = memberOf(userId);
    const given = await give(acme.id, 100, { owner, reason: 'Welcome' });
    await purchase({ userId, amount: 50, purchasePrice: 5 });
    const spent = await spend(acme.id, 30.5, { owner, contextDescription: 'Chat about cats' });
    const scope = { workspaceId: acme.id, mode: 'live', actor: { kind: 'job', id: null } } as const;
    await getLedger().reverse({ ...scope, transactionId: spent, amountMicro: credits(10), reason: 'Undone' });
    await getLedger().voidGrant({ ...scope, grantId: given, reason: 'Mistake' });

    const page = await send('GET', userPath(userId, 'transactions'));
    const { data, pagination } = page.json as { data: Record<string, unknown>[]; pagination: object };
    expect(pagination).toEqual({ limit: 50, offset: 0, total: 5 });
    expect(
      data.map(({ transactionType, amount, balanceBefore, balanceAfter, description }) => [
        transactionType,
        amount,
        balanceBefore,
        balanceAfter,
        description,
      ]),
    ).toEqual([
      ['EXPIRATION', -79, 129, 50, 'Mistake'],
      ['REFUND', 10, 119, 129, 'Undone'],
      ['BURN', -31, 150, 119, 'Chat about cats'],
      ['PURCHASE', 50, 100, 150, 'Credit purchase: 50 credits'],
      ['GRANT', 100, 0, 100, 'Welcome'],
    ]);
    expect(data[2]).toMatchObject({
      id: spent,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });

    const second = await send('GET', `${userPath(userId, 'transactions')}?limit=2&offset=1`);
    expect(second.json).toEqual({ data: data.slice(1, 3), pagination: { limit: 2, offset: 1, total: 5 } });
    const newer = await send('GET', `/v1/users/${userId}/transactions?limit=100&offset=5`);
    expect(newer.json).toEqual({ data: [], pagination: { limit: 100, offset: 5, total: 5 } });
  });

  it('is an empty page for a user without a wallet', async () => {
    for (const user of [await makeMember(acme.id), UNKNOWN]) {
      expect((await send('GET', userPath(user, 'transactions'))).json).toEqual({
        data: [],
        pagination: { limit: 50, offset: 0, total: 0 },
      });
    }
  });

  it.each(['limit=0', 'limit=101', 'limit=ten', 'limit=', 'limit=1.0', 'offset=-1', 'offset=9007199254740992'])(
    'refuses %s',
    async (query) => {
      const reply = await send('GET', `${userPath(UNKNOWN, 'transactions')}?${query}`);
      expect(reply).toMatchObject({ status: 400, json: { error: 'Validation Error' } });
    },
  );

  it('is 401 without a key and 403 for another customer', async () => {
    expect((await server.send('GET', userPath(UNKNOWN, 'transactions'))).status).toBe(401);
    expect((await send('GET', `/v1/customers/${other.id}/users/${UNKNOWN}/transactions`)).status).toBe(403);
  });

  it("lets a member's own key see that member alone", async () => {
    const mine = await makeMember(acme.id);
    const theirs = await makeMember(acme.id);
    for (const memberId of [mine, theirs]) await give(acme.id, 1, { owner: memberOf(memberId) });
    const { secret } = await makeKey({ workspaceId: acme.id, memberId: mine, scopes: ['read'] });
    expect((await send('GET', userPath(mine, 'credits'), undefined, secret)).status).toBe(200);
    expect((await send('GET', userPath(theirs, 'credits'), undefined, secret)).status).toBe(404);
  });
});

describe('the operator’s key', () => {
  it('acts for the customer it names, and must name one', async () => {
    const operator = (await makeKey()).secret;
    const reply = await grant({ customerId: other.externalId, amount: 2 }, operator);
    expect(reply.json).toMatchObject({ data: { amount: '2' } });
    expect((await grant({ amount: 2 }, operator)).status).toBe(400);
    expect((await grant({ customerId: UNKNOWN, amount: 2 }, operator)).status).toBe(403);
  });
});
