import { beforeAll, describe, expect, it } from 'vitest';
import { getLedger } from '../../ledger';
import { useTestDatabase } from '../../testing/database';
import { awayFromMidnight } from '../../testing/midnight';
import { localDateOf } from '../dates';
import {
  credits,
  give,
  giveEnded,
  hold,
  makeKey,
  makeMember,
  makeWorkspace,
  memberOf,
  spend,
  type TestWorkspace,
} from '../wires/testing/fixtures';
import { useWireServer } from '../wires/testing/wire-server';
import { toCreditId } from './ids';

useTestDatabase();
const server = useWireServer();

interface Credit {
  id: string;
  status: string;
  accountId: string;
  purpose: string;
  [member: string]: unknown;
}

let acme: TestWorkspace;
let key: string;
const ZONE = 'Asia/Kolkata';

const send = (method: string, path: string, body?: unknown, secret = key, headers = {}) =>
  server.send(method, path, { body, headers: { authorization: `Bearer ${secret}`, ...headers } });
const create = (creditRequests: object[], secret = key, headers = {}) =>
  send('POST', '/credits', { creditRequests }, secret, headers);
const list = async (query: string, secret = key) => {
  const reply = await send('GET', `/credits?${query}`, undefined, secret);
  return reply.json as { data: Credit[]; nextToken?: string };
};
const createOne = async (request: object, headers = {}): Promise<Credit> => {
  const reply = await create([{ ...BASE, accountId: acme.externalId, ...request }], key, headers);
  expect(reply.status).toBe(200);
  return (reply.json as { credits: Credit[] }).credits[0]!;
};
const BASE = { purpose: 'Prepaid credit', effectiveFrom: '2026-01-01', creditAmount: 1000, priority: 1 };
const scope = (workspaceId: string) => ({ workspaceId, mode: 'live', actor: { kind: 'job', id: null } }) as const;
const day = (offset: number) => localDateOf(new Date(Date.now() + offset * 86_400_000), ZONE);

beforeAll(async () => {
  await awayFromMidnight(ZONE);
  acme = await makeWorkspace({ timeZone: ZONE, externalId: 'ACC.001' });
  key = (await makeKey()).secret;
});

describe('POST /credits', () => {
  it('answers the credits in the order of the list, with every member as it was sent', async () => {
    const reply = await create([
      {
        ...BASE,
        accountId: acme.externalId,
        effectiveUntil: '2097-01-01',
        creditAmount: 1000.25,
        applicableEntityIds: ['chat', 'images'],
        grantorId: 'addon.22IZs2ZVEnw.0zDFe',
        idempotencyKey: 'order-1841',
      },
      { ...BASE, accountId: acme.id, purpose: '', priority: 5.0 },
    ]);
    expect(reply.status).toBe(200);
    const stamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(reply.json).toEqual({
      credits: [
        {
          id: expect.stringMatching(/^cred\.[0-9A-Za-z]{22}\.[0-9A-Za-z]{22}$/),
          customerId: acme.id,
          accountId: 'ACC.001',
          purpose: 'Prepaid credit',
          applicableEntityIds: ['chat', 'images'],
          effectiveFrom: '2026-01-01',
          effectiveUntil: '2097-01-01',
          status: 'ACTIVE',
          creditAmount: 1000.25,
          creditUnit: 'credits',
          holdAmount: 0,
          consumedAmount: 0,
          priority: 1,
          grantorId: 'addon.22IZs2ZVEnw.0zDFe',
          idempotencyKey: 'order-1841',
          createdAt: stamp,
        },
        {
          id: expect.any(String),
          customerId: acme.id,
          accountId: acme.id,
          purpose: '',
          applicableEntityIds: [],
          effectiveFrom: '2026-01-01',
          status: 'ACTIVE',
          creditAmount: 1000,
          creditUnit: 'credits',
          holdAmount: 0,
          consumedAmount: 0,
          priority: 5,
          createdAt: stamp,
        },
      ],
    });
  });

  it('keeps days in the zone of the workspace: from the start of the first to the end of the last', async () => {
    const today = day(0);
    const { id } = await createOne({ effectiveFrom: today, effectiveUntil: today });
    const { items } = await getLedger().listGrants({ workspaceId: acme.id, mode: 'live' });
    const grant = items.find((one) => toCreditId({ workspaceId: acme.id, grantId: one.id }) === id)!;
    expect(grant.effectiveAt.toISOString().slice(11)).toBe('18:30:00.000Z'); // midnight in Kolkata
    expect(grant.expiresAt!.getTime() - grant.effectiveAt.getTime()).toBe(86_400_000);
    const read = (await send('GET', `/credits/${id}`)).json;
    expect(read).toMatchObject({ effectiveFrom: today, effectiveUntil: today, status: 'ACTIVE' });
  });

  it('keeps the outermost days that many write for "since ever" and "never", in every zone', async () => {
    for (const timeZone of ['UTC', ZONE, 'America/New_York', 'Pacific/Kiritimati']) {
      const { id: accountId } = await makeWorkspace({ timeZone });
      const period = { effectiveFrom: '1970-01-01', effectiveUntil: '9999-12-31' };
      const { id } = await createOne({ accountId, ...period });
      expect((await send('GET', `/credits/${id}`)).json).toMatchObject({ ...period, status: 'ACTIVE' });
    }
  });

  it('knows an account by every spelling of its name, and says the name as it was sent', async () => {
    const own = await makeWorkspace({ externalId: 'Café'.normalize('NFC') });
    const sent = 'Café'.normalize('NFD');
    for (const accountId of [sent, own.id.toUpperCase()]) {
      const { id } = await createOne({ accountId });
      expect((await send('GET', `/credits/${id}`)).json).toMatchObject({ accountId });
    }
    const { data } = await list(`account_id=${encodeURIComponent(sent)}`);
    expect(data.map(({ accountId }) => accountId)).toEqual([sent, sent]);
    expect((await send('GET', `/accounts/${encodeURIComponent(sent)}/credit_balance`)).status).toBe(200);
  });

  it('gives the earlier credit back for a known key, alone, in a list, and within one list', async () => {
    const first = await createOne({ idempotencyKey: 'k-1', purpose: 'first' });
    const again = await create([{ ...BASE, accountId: acme.id, idempotencyKey: 'k-1', creditAmount: 7 }]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((again.json as { credits: Credit[] }).credits[0]).toMatchObject({
      id: first.id,
      creditAmount: 1000,
      purpose: 'first',
    });
    const mixed = await create([
      { ...BASE, accountId: acme.id, idempotencyKey: 'k-1' },
      { ...BASE, accountId: acme.id, idempotencyKey: 'k-2' },
      { ...BASE, accountId: acme.id, idempotencyKey: 'k-2' },
    ]);
    const ids = (mixed.json as { credits: Credit[] }).credits.map(({ id }) => id);
    expect(ids[0]).toBe(first.id);
    expect(ids[1]).not.toBe(first.id);
    expect(ids[2]).toBe(ids[1]);
    expect(mixed.headers.get('idempotent-replayed')).toBeNull();
  });

  it('takes the Idempotency-Key header for the list as a whole', async () => {
    const requests = [1, 2].map((priority) => ({ ...BASE, accountId: acme.id, priority }));
    const first = await create(requests, key, { 'idempotency-key': 'list-1' });
    const again = await create(requests, key, { 'idempotency-key': 'list-1' });
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await create(requests.slice(1), key, { 'idempotency-key': 'list-1' })).status).toBe(400);
  });

  it('books all of a list over several accounts, or nothing of it', async () => {
    const [a, b] = [await makeWorkspace(), await makeWorkspace()];
    const both = [
      { ...BASE, accountId: a.id, idempotencyKey: 'ab' },
      { ...BASE, accountId: b.id, idempotencyKey: 'ab' },
    ];
    const bad = await create([...both, { ...BASE, accountId: b.id, effectiveUntil: '2026-02-01' }]); // long over
    expect(bad.status).toBe(400);
    for (const { id } of [a, b]) expect((await list(`account_id=${id}`)).data).toEqual([]);
    const good = await create(both);
    expect(new Set((good.json as { credits: Credit[] }).credits.map(({ id }) => id)).size).toBe(2);
  });

  it('lets racing copies of a list grant once', async () => {
    const own = await makeWorkspace();
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => create([{ ...BASE, accountId: own.id, idempotencyKey: 'race' }])),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect((await list(`account_id=${own.id}`)).data).toHaveLength(1);
  });

  it('burns the lower priority first', async () => {
    const own = await makeWorkspace();
    await create([
      { ...BASE, accountId: own.id, priority: 2, purpose: 'second' },
      { ...BASE, accountId: own.id, priority: 1, purpose: 'first' },
    ]);
    await spend(own.id, 1200);
    const { data } = await list(`account_id=${own.id}`);
    expect(
      Object.fromEntries(data.map(({ purpose, status, consumedAmount }) => [purpose, [status, consumedAmount]])),
    ).toEqual({
      first: ['CONSUMED', 1000],
      second: ['ACTIVE', 200],
    });
  });

  it('answers an empty list with an empty list', async () => {
    expect((await create([])).json).toEqual({ credits: [] });
  });

  it.each([
    ['no body', ''],
    ['null', 'null'],
    ['a bare list', '[]'],
    ['no list', '{}'],
    ['a list of null', '{"creditRequests":[null]}'],
    ['broken JSON', '{"creditRequests":['],
  ])('refuses %s', async (_what, body) => {
    const reply = await send('POST', '/credits', body, key, { 'content-type': 'application/json' });
    expect(reply).toMatchObject({ status: 400, json: { message: expect.stringMatching(/./) } });
  });

  it.each([
    { creditAmount: undefined },
    { creditAmount: 0 },
    { creditAmount: -1 },
    { creditAmount: '1000' },
    { creditAmount: 0.0000001 },
    { creditAmount: 9223372036855 },
    { priority: 1.5 },
    { priority: '1' },
    { priority: 2 ** 31 },
    { priority: undefined },
    { purpose: undefined },
    { effectiveFrom: undefined },
    { effectiveFrom: '2026-02-30' },
    { effectiveFrom: '2026-01-01T00:00:00Z' },
    { effectiveFrom: '2096-01-02', effectiveUntil: '2096-01-01' },
    { effectiveUntil: '2026-01-02' },
    { applicableEntityIds: 'chat' },
    { applicableEntityIds: [''] },
    { grantorId: null },
  ])('refuses %j', async (fault) => {
    const reply = await create([{ ...BASE, accountId: acme.id, ...fault }]);
    expect(reply.status).toBe(400);
    expect((reply.json as { message: string }).message.length).toBeLessThanOrEqual(500);
  });

  it('refuses a purpose of more than 1000 characters', async () => {
    expect((await create([{ ...BASE, accountId: acme.id, purpose: 'x'.repeat(1001) }])).status).toBe(400);
  });

  it('refuses an unknown account with 404, and another’s in just the same words', async () => {
    const other = await makeWorkspace();
    const own = (await makeKey({ workspaceId: acme.id })).secret;
    const missing = await create([{ ...BASE, accountId: 'nobody' }], own);
    const foreign = await create([{ ...BASE, accountId: other.id }], own);
    expect(missing.status).toBe(404);
    expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
  });

  it('refuses a wrong credential with 401 and a missing right with 403', async () => {
    const readOnly = (await makeKey({ scopes: ['read'] })).secret;
    expect((await create([], 'sk_live_wrong')).status).toBe(401);
    expect((await server.send('POST', '/credits', { headers: { 'api-key': key } })).status).toBe(401);
    expect((await create([], readOnly)).status).toBe(403);
    expect((await send('DELETE', '/credits')).status).toBe(405);
  });
});

describe('GET /credits', () => {
  it('pages newest first by a token that rows arriving do not disturb', async () => {
    const own = await makeWorkspace();
    const made: string[] = [];
    for (let i = 0; i < 5; i++) made.unshift((await createOne({ accountId: own.id })).id);
    const first = await list(`account_id=${own.id}&pageSize=2`);
    expect(first.data.map(({ id }) => id)).toEqual(made.slice(0, 2));
    await createOne({ accountId: own.id });
    const second = await list(`account_id=${own.id}&nextToken=${first.nextToken}`);
    expect(second.data.map(({ id }) => id)).toEqual(made.slice(2, 4)); // the token knows how long pages are
    const third = await list(`account_id=${own.id}&pageSize=2&nextToken=${second.nextToken}`);
    expect(third.data.map(({ id }) => id)).toEqual(made.slice(4));
    expect(third).not.toHaveProperty('nextToken');
  });

  it('has at most 50 on a page, and pages over all accounts of the operator', async () => {
    const own = await makeWorkspace();
    await create(Array.from({ length: 60 }, () => ({ ...BASE, accountId: own.id })));
    const first = await list('pageSize=1000');
    expect(first.data).toHaveLength(50);
    const seen = new Set(first.data.map(({ id }) => id));
    for (let token = first.nextToken; token; ) {
      const page = await list(`nextToken=${token}`);
      for (const { id } of page.data) {
        expect(seen.has(id)).toBe(false);
        seen.add(id);
      }
      token = page.nextToken;
    }
    expect(seen.size).toBeGreaterThanOrEqual(60);
  });

  it('filters by state, account and id, alone and together', async () => {
    const own = await makeWorkspace({ externalId: 'own.42' });
    const lots: Record<string, string> = {};
    for (const status of ['ACTIVE', 'CONSUMED', 'EXPIRED', 'VOIDED']) {
      const priority = status === 'CONSUMED' ? 1 : 2;
      const grantId = await (status === 'EXPIRED' ? giveEnded : give)(own.id, 10, { priority });
      lots[status] = toCreditId({ workspaceId: own.id, grantId });
      if (status === 'CONSUMED') await spend(own.id, 10);
      if (status === 'VOIDED') await send('POST', `/credits/${lots[status]}/void`);
    }
    for (const [status, id] of Object.entries(lots)) {
      const { data } = await list(`account_id=own.42&status=${status}`);
      expect(data.map((credit) => [credit.id, credit.status, credit.accountId])).toEqual([[id, status, 'own.42']]);
      expect((await list(`id=${id}&status=${status}`)).data).toHaveLength(1);
      expect((await list(`id=${id}&account_id=${acme.id}`)).data).toEqual([]);
    }
    expect((await list(`account_id=${own.id}`)).data.map(({ accountId }) => accountId)).toEqual(Array(4).fill(own.id));
    for (const nothing of ['status=DRAFT', 'status=active', 'account_id=nobody', 'id=cred.22LLLScunZg.om5kC']) {
      expect(await list(nothing)).toEqual({ data: [] });
    }
    const consumed = (await list(`id=${lots.CONSUMED}`)).data[0];
    expect(consumed).toMatchObject({ creditAmount: 10, consumedAmount: 10, holdAmount: 0 });
    const expired = (await list(`id=${lots.EXPIRED}`)).data[0];
    expect(expired).toMatchObject({ creditAmount: 10, consumedAmount: 0, updatedAt: expect.any(String) });
  });

  it('shows a workspace’s key its own alone', async () => {
    const own = await makeWorkspace();
    await give(own.id, 1);
    const { secret } = await makeKey({ workspaceId: own.id });
    const foreign = await createOne({});
    expect((await list('', secret)).data.map(({ customerId }) => customerId)).toEqual([own.id]);
    expect((await list(`account_id=${acme.id}`, secret)).data).toEqual([]);
    expect((await list(`id=${foreign.id}`, secret)).data).toEqual([]);
    const test = (await makeKey({ workspaceId: own.id, mode: 'test' })).secret;
    expect((await list('', test)).data).toEqual([]);
  });

  it("shows a member's key that member's own credits, in lists, by id and in sums", async () => {
    const own = await makeWorkspace();
    const [mine, theirs] = [await makeMember(own.id), await makeMember(own.id)];
    const { secret } = await makeKey({ workspaceId: own.id, memberId: mine, scopes: ['read'] });
    const lotOf = async (memberId: string, amount: number) =>
      toCreditId({ workspaceId: own.id, grantId: await give(own.id, amount, { owner: memberOf(memberId) }) });
    const [ours, foreign] = [await lotOf(mine, 3), await lotOf(theirs, 5)];
    expect((await list('', secret)).data.map(({ id }) => id)).toEqual([ours]);
    expect((await list(`id=${foreign}`, secret)).data).toEqual([]);
    expect((await send('GET', `/credits/${ours}`, undefined, secret)).status).toBe(200);
    expect((await send('GET', `/credits/${foreign}`, undefined, secret)).status).toBe(404);
    expect((await send('GET', `/accounts/${own.id}/credit_balance`, undefined, secret)).json).toMatchObject({
      activeCredits: 3,
      availableBalance: 3,
    });
  });

  it.each(['pageSize=0', 'pageSize=-1', 'pageSize=ten', 'nextToken=abc', `nextToken=${'a'.repeat(60)}`])(
    'refuses %s',
    async (query) => {
      expect((await send('GET', `/credits?${query}`)).status).toBe(400);
    },
  );
});

describe('GET /credits/{credit_id}', () => {
  it('tells every movement with its size and direction', async () => {
    const own = await makeWorkspace();
    const credit = await createOne({ accountId: own.id });
    const spent = await spend(own.id, 400.5, { feature: 'chat' });
    await hold(own.id, 100);
    await getLedger().reverse({
      ...scope(own.id),
      transactionId: spent,
      amountMicro: credits(0.5),
      reason: 'Too much',
    });
    const reply = (await send('GET', `/credits/${credit.id}`)).json as Credit & {
      transactions: Record<string, unknown>[];
    };
    expect(reply).toMatchObject({ creditAmount: 1000, consumedAmount: 400, holdAmount: 100, status: 'ACTIVE' });
    expect(reply.transactions.map((row) => [row.transactionType, row.amount, row.entityId, row.creditId])).toEqual([
      ['CREDITED', 1000, undefined, credit.id],
      ['DEBITED', 400.5, 'chat', credit.id],
      ['CREDITED', 0.5, 'chat', credit.id],
    ]);
    const ids = reply.transactions.map(({ id }) => id as string);
    expect(new Set(ids).size).toBe(3);
    expect(credit).not.toHaveProperty('updatedAt');
    expect(reply.updatedAt).toBe(reply.transactions.at(-1)?.createdAt);
    expect(encodeURIComponent(credit.id)).toBe(credit.id);
    expect((await send('GET', `/credits/${credit.id.replaceAll('.', '%2E')}`)).json).toMatchObject({ id: credit.id });
  });

  it('has no movements before it begins', async () => {
    const credit = await createOne({ effectiveFrom: '2096-01-01' });
    expect((await send('GET', `/credits/${credit.id}`)).json).toMatchObject({ status: 'ACTIVE', transactions: [] });
  });

  it('is 404 for what is unknown, malformed, another’s or of the other mode', async () => {
    const credit = await createOne({});
    const stranger = (await makeKey({ workspaceId: (await makeWorkspace()).id })).secret;
    const test = (await makeKey({ mode: 'test' })).secret;
    const replies = [
      await send('GET', '/credits/cred.22LLLScunZg.om5kC'),
      await send('GET', `/credits/${toCreditId({ workspaceId: acme.id, grantId: acme.id })}`),
      await send('GET', `/credits/${credit.id}`, undefined, stranger),
      await send('GET', `/credits/${credit.id}`, undefined, test),
    ];
    for (const { status, text } of replies) expect([status, text]).toEqual([404, replies[0]!.text]);
    expect((await send('GET', '/credits/%zz')).status).toBe(400);
    expect((await send('GET', `/credits/${credit.id}`, undefined, 'nonsense')).status).toBe(401);
  });
});

describe('POST /credits/{credit_id}/void', () => {
  const rawVoid = (id: string, secret = key, headers = {}) =>
    server.send('POST', `/credits/${id}/void`, { headers: { authorization: `Bearer ${secret}`, ...headers } });

  it('takes what is left, keeps what was used, without a body or a content type', async () => {
    const own = await makeWorkspace();
    const credit = await createOne({ accountId: own.externalId });
    await spend(own.id, 250);
    const reply = await rawVoid(credit.id);
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      id: credit.id,
      accountId: own.externalId,
      status: 'VOIDED',
      consumedAmount: 250,
    });
    const { transactions } = (await send('GET', `/credits/${credit.id}`)).json as { transactions: object[] };
    expect(transactions.at(-1)).toMatchObject({ transactionType: 'VOIDED', amount: 750 });
    expect((await send('GET', `/accounts/${own.id}/credit_balance`)).json).toMatchObject({ availableBalance: 0 });
  });

  it('takes one that has not begun', async () => {
    const credit = await createOne({ effectiveFrom: '2096-01-01' });
    expect((await rawVoid(credit.id)).json).toMatchObject({ status: 'VOIDED', consumedAmount: 0 });
  });

  it('refuses one that is CONSUMED, EXPIRED or VOIDED already with 400', async () => {
    const own = await makeWorkspace();
    const consumed = await createOne({ accountId: own.id });
    await spend(own.id, 1000);
    const expired = await giveEnded(own.id, 1);
    const voided = await createOne({ accountId: own.id });
    await rawVoid(voided.id);
    for (const id of [consumed.id, toCreditId({ workspaceId: own.id, grantId: expired }), voided.id]) {
      expect((await rawVoid(id)).status).toBe(400);
    }
  });

  it('repeats its answer under the same Idempotency-Key', async () => {
    const credit = await createOne({});
    const first = await rawVoid(credit.id, key, { 'idempotency-key': 'v-1' });
    const again = await rawVoid(credit.id, key, { 'idempotency-key': 'v-1' });
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('is 404 for an unknown credit, 401 and 403 without the right', async () => {
    const credit = await createOne({});
    expect((await rawVoid('cred.22LLLScunZg.om5kC')).status).toBe(404);
    expect((await rawVoid(credit.id, 'wrong')).status).toBe(401);
    expect((await rawVoid(credit.id, (await makeKey({ scopes: ['read', 'grant'] })).secret)).status).toBe(403);
  });
});

describe('GET /accounts/{account_id}/credit_balance', () => {
  it('relates its four figures: usable, less used, less held, and apart from them what is not usable', async () => {
    const own = await makeWorkspace({ externalId: 'acc/1 ü' });
    const memberId = await makeMember(own.id);
    const empty = (await send('GET', `/accounts/${encodeURIComponent('acc/1 ü')}/credit_balance`)).json;
    expect(empty).toEqual({
      activeCredits: 0,
      availableBalance: 0,
      runningBalance: 0,
      inapplicableCredits: 0,
      unit: 'credits',
      lastUpdatedAt: expect.stringMatching(/Z$/),
    });
    await createOne({ accountId: own.id });
    await spend(own.id, 400.5);
    await hold(own.id, 99.5);
    await give(own.id, 20, { owner: memberOf(memberId) });
    await give(own.id, 7, { features: ['chat'] });
    await createOne({ accountId: own.id, effectiveFrom: '2096-01-01', creditAmount: 3 });
    expect((await send('GET', `/accounts/${own.id}/credit_balance`)).json).toMatchObject({
      activeCredits: 1020,
      availableBalance: 619.5,
      runningBalance: 520,
      inapplicableCredits: 10,
    });
  });

  it('is 404 for an unknown account and another’s alike, 400 for one that is too long, 401 without a key', async () => {
    const stranger = (await makeKey({ workspaceId: (await makeWorkspace()).id })).secret;
    const missing = await send('GET', '/accounts/nobody/credit_balance', undefined, stranger);
    const foreign = await send('GET', `/accounts/${acme.id}/credit_balance`, undefined, stranger);
    expect([missing.status, foreign.status, foreign.text]).toEqual([404, 404, missing.text]);
    expect((await send('GET', `/accounts/${'a'.repeat(51)}/credit_balance`)).status).toBe(400);
    expect((await server.send('GET', `/accounts/${acme.id}/credit_balance`)).status).toBe(401);
    expect((await send('POST', `/accounts/${acme.id}/credit_balance`)).status).toBe(405);
  });
});
