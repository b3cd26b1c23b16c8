import { beforeAll, describe, expect, it } from 'vitest';
import { getLedger } from '../../ledger';
import { useTestDatabase } from '../../testing/database';
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

const database = useTestDatabase();
const server = useWireServer();

interface Row {
  transaction_id: string;
  created_at: string;
  transaction_type: string;
  amount: number;
  [member: string]: unknown;
}

let acme: TestWorkspace;
let memberId: string;
let key: string;
let grantId: string;
let spent: string;
let backdated: string;

const QUARTER_MS = 15 * 60_000;
/** Two days ago, in the middle of a quarter of an hour. */
const PAST = new Date(Math.floor((Date.now() - 2 * 86_400_000) / QUARTER_MS) * QUARTER_MS + 400_123);

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = { 'api-key': key }) =>
  server.send(method, path, { body, headers });
const post = (path: string, body: unknown, workspace = acme.externalId) =>
  send('POST', `/v2/credits/${path}?workspace_id=${encodeURIComponent(workspace)}`, body);
const search = async (body: unknown, workspace?: string) => {
  const reply = await post('search', body, workspace);
  expect(reply.status).toBe(200);
  return reply.json as Row[];
};
const ids = (rows: Row[]) => rows.map(({ transaction_id }) => transaction_id);
const iso = (offsetMs: number) => new Date(PAST.getTime() + offsetMs).toISOString();
const dayOf = (at: Date) => at.toISOString().slice(0, 10);

beforeAll(async () => {
  acme = await makeWorkspace({ externalId: 'acme.inc / ü' });
  memberId = await makeMember(acme.id);
  key = (await makeKey({ workspaceId: acme.id, memberId, scopes: ['read'] })).secret;
  grantId = await give(acme.id, 100, { reason: 'Welcome' });
  await give(acme.id, 20.000001, { owner: memberOf(memberId), source: 'purchase' });
  spent = await spend(acme.id, 0.00024, {
    memberId,
    contextId: 'chat-42',
    contextDescription: 'Support bot 100%',
    feature: 'chat',
  });
  backdated = await spend(acme.id, 7, { occurredAt: PAST, contextId: 'job-7' });
  await spend(acme.id, 2.5, { owner: memberOf(memberId) });
});

describe('GET /v2/credits/balance', () => {
  it('is what the key’s member has left, as an integer token', async () => {
    const reply = await send('GET', '/v2/credits/balance');
    expect(reply.text).toBe(`{"user_id":"${memberId}","credits":17500001}`);
  });

  it('is what the workspace has left for a key of no member, less what is held', async () => {
    const own = await makeWorkspace();
    const { secret } = await makeKey({ workspaceId: own.id });
    const read = async () =>
      (await send('GET', '/v2/credits/balance', undefined, { authorization: `Bearer ${secret}` })).json;
    expect(await read()).toEqual({ user_id: own.id, credits: 0 });
    await give(own.id, 5);
    await hold(own.id, 1.5);
    expect(await read()).toEqual({ user_id: own.id, credits: 3_500_000 });
  });

  it('may be below zero', async () => {
    const own = await makeWorkspace();
    const scope = { workspaceId: own.id, mode: 'live', actor: { kind: 'job', id: null } } as const;
    await getLedger().setOverdraft({ ...scope, owner: { kind: 'workspace' }, policy: 'limit', limitMicro: credits(5) });
    await spend(own.id, 1.25);
    const { secret } = await makeKey({ workspaceId: own.id });
    expect((await send('GET', '/v2/credits/balance', undefined, { 'api-key': secret })).json).toMatchObject({
      credits: -1_250_000,
    });
  });

  it('believes the key beside a bearer of another kind, and is 401 without either', async () => {
    const both = { 'api-key': key, authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.x' };
    expect((await send('GET', '/v2/credits/balance', undefined, both)).status).toBe(200);
    for (const wrong of [{}, { 'api-key': 'nonsense' }, { authorization: 'Basic abc' }, { 'x-api-key': key }]) {
      const reply = await send('GET', '/v2/credits/balance', undefined, wrong as Record<string, string>);
      expect(reply).toMatchObject({ status: 401, json: { detail: 'Not authenticated' } });
    }
  });

  it('is 403 for a key that belongs to nobody here or may not read', async () => {
    const operator = (await makeKey()).secret;
    expect((await send('GET', '/v2/credits/balance', undefined, { 'api-key': operator })).status).toBe(403);
    const grantOnly = (await makeKey({ workspaceId: acme.id, scopes: ['grant'] })).secret;
    expect((await send('GET', '/v2/credits/balance', undefined, { 'api-key': grantOnly })).status).toBe(403);
  });
});

describe('GET /v2/credits/workspace_balance', () => {
  const path = (workspace: string) => `/v2/credits/workspace_balance?workspace_id=${encodeURIComponent(workspace)}`;

  it('is what all wallets have left, by either name, and names the caller', async () => {
    const expected = { user_id: memberId, credits: 110_499_761 };
    expect((await send('GET', path(acme.externalId))).json).toEqual(expected);
    expect((await send('GET', path(acme.id.toUpperCase()))).json).toEqual(expected);
  });

  it('is the sum of all movements', async () => {
    const rows = await search({ limit: 1000 });
    expect(rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(110_499_761);
  });

  it('is 403 for another workspace and a missing one alike, and 422 without one', async () => {
    const other = await makeWorkspace();
    const replies = [
      await send('GET', path(other.id)),
      await send('GET', path('nowhere')),
      await send('GET', path('')),
    ];
    for (const reply of replies)
      expect(reply).toMatchObject({ status: 403, json: { detail: 'No access to this workspace' } });
    expect(await send('GET', '/v2/credits/workspace_balance')).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['query', 'workspace_id'], msg: 'Field required', type: 'missing' }] },
    });
    expect((await send('GET', path(acme.id), undefined, {})).status).toBe(401);
  });

  it('shows the operator’s key any workspace, and the other mode nothing', async () => {
    const operator = (await makeKey()).secret;
    expect((await send('GET', path(acme.id), undefined, { 'api-key': operator })).json).toEqual({
      user_id: acme.id,
      credits: 110_499_761,
    });
    const test = (await makeKey({ workspaceId: acme.id, mode: 'test' })).secret;
    expect((await send('GET', path(acme.id), undefined, { 'api-key': test })).json).toMatchObject({ credits: 0 });
  });
});

describe('POST /v2/credits/search', () => {
  it('answers a bare list, newest first, with every required text and a sign', async () => {
    const rows = await search({});
    expect(rows.map(({ transaction_type, amount }) => [transaction_type, amount])).toEqual([
      ['G', -2_500_000],
      ['G', -240],
      ['P', 20_000_001],
      ['P', 100_000_000],
      ['G', -7_000_000],
    ]);
    expect(rows.find(({ transaction_id }) => transaction_id === spent)).toEqual({
      transaction_id: spent,
      workspace_id: acme.externalId,
      user_id: memberId,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      transaction_type: 'G',
      context_id: 'chat-42',
      context_desc: 'Support bot 100%',
      amount: -240,
    });
    expect(rows[3]).toMatchObject({ user_id: acme.id, context_id: grantId, context_desc: 'Welcome' });
    expect(rows[2]).toMatchObject({ user_id: memberId });
    expect(rows[4]).toEqual({
      transaction_id: backdated,
      workspace_id: acme.externalId,
      user_id: acme.id,
      created_at: PAST.toISOString(),
      transaction_type: 'G',
      context_id: 'job-7',
      amount: -7_000_000,
    });
  });

  it('searches by every member, alone and together, nulls meaning nothing', async () => {
    const nothing = {
      created_at_from: null,
      created_at_to: null,
      transaction_type: null,
      context_id: null,
      context_desc: null,
      limit: null,
      pagination: null,
    };
    expect(await search({ ...nothing, transaction_id: null })).toHaveLength(5);
    expect(ids(await search({ ...nothing, transaction_id: spent }))).toEqual([spent]);
    expect(await search({ transaction_id: 'not-an-id' })).toEqual([]);
    expect(ids(await search({ context_id: 'chat-42' }))).toEqual([spent]);
    expect(await search({ context_id: grantId })).toHaveLength(1);
    expect(ids(await search({ context_desc: 'support BOT 100%' }))).toEqual([spent]);
    expect(await search({ context_desc: '1_0%' })).toEqual([]);
    expect(await search({ transaction_type: 'P' })).toHaveLength(2);
    expect(await search({ transaction_type: 'TOOL_DALL_E' })).toEqual([]);
    expect(ids(await search({ transaction_type: 'G', created_at_to: iso(0) }))).toEqual([backdated]);
    expect(await search({ pagination: { sorting_key_value: null, scroll_id: null }, future: [1] })).toHaveLength(5);
  });

  it('takes both bounds as inclusive, with an offset, and without a zone as UTC', async () => {
    const zoneless = (offsetMs: number) => iso(offsetMs).replace('Z', '');
    const offset = new Date(PAST.getTime() + 5.5 * 3_600_000).toISOString().replace('Z', '+05:30');
    expect(ids(await search({ created_at_from: iso(0), created_at_to: iso(0) }))).toEqual([backdated]);
    expect(ids(await search({ created_at_from: zoneless(0), created_at_to: zoneless(0) }))).toEqual([backdated]);
    expect(ids(await search({ created_at_from: offset, created_at_to: offset }))).toEqual([backdated]);
    expect(await search({ created_at_from: iso(1), created_at_to: iso(10) })).toEqual([]);
    expect(await search({ created_at_to: iso(-1) })).toEqual([]);
    expect(await search({ created_at_from: iso(1) })).toHaveLength(4);
  });

  it('takes the first and last times that languages know for no bound', async () => {
    const always = { created_at_from: '0001-01-01T00:00:00', created_at_to: '9999-12-31T23:59:59.999999' };
    expect(await search(always)).toHaveLength(5);
    for (const path of ['search_daily', 'daily/chart']) {
      expect((await post(path, always)).json).toEqual((await post(path, {})).json);
    }
  });

  it('pages from the last row seen, each row once, whatever arrives meanwhile', async () => {
    const own = await makeWorkspace();
    const { secret } = await makeKey({ workspaceId: own.id });
    const page = async (pagination?: object) =>
      (
        await server.send('POST', `/v2/credits/search?workspace_id=${own.id}`, {
          headers: { 'api-key': secret },
          body: { limit: 4, pagination },
        })
      ).json as Row[];
    await give(own.id, 100);
    // One instant for several rows, and rows that happened long before they were booked.
    for (let i = 0; i < 5; i++) await spend(own.id, 1, { occurredAt: PAST });
    for (let i = 0; i < 5; i++) await spend(own.id, 1, { occurredAt: new Date(PAST.getTime() + i * 60_000) });
    const { rows: all } = await database.pool.query<{ id: string }>(
      'SELECT id FROM transactions WHERE workspace_id = $1 ORDER BY occurred_at DESC, id DESC',
      [own.id],
    );
    const seen: string[] = [];
    for (let rows = await page(); rows.length > 0; ) {
      seen.push(...ids(rows));
      await spend(own.id, 1); // arrives on top
      const last = rows.at(-1)!;
      rows = await page({ sorting_key_value: last.created_at, scroll_id: last.transaction_id });
    }
    expect(seen).toEqual(all.map(({ id }) => id));
    expect(await page({ sorting_key_value: PAST.toISOString() })).toEqual([]);
    const asPythonSays = PAST.toISOString().replace('T', ' ').replace('Z', '000+00:00');
    expect(ids(await page({ sorting_key_value: asPythonSays, scroll_id: all.at(-2)!.id }))).toEqual([all.at(-1)!.id]);
  });

  it.each([
    ['no body', '', ['body'], 'missing'],
    ['null', 'null', ['body'], 'model_attributes_type'],
    ['broken JSON', '{', ['body'], 'json_invalid'],
    ['a list', '[]', ['body'], 'model_attributes_type'],
    ['a limit of 0', '{"limit":0}', ['body', 'limit'], 'greater_than_equal'],
    ['a limit of 1001', '{"limit":1001}', ['body', 'limit'], 'less_than_equal'],
    ['half a limit', '{"limit":1.5}', ['body', 'limit'], 'int_from_float'],
    ['a limit in words', '{"limit":"ten"}', ['body', 'limit'], 'int_type'],
    ['a number for a page mark', '{"pagination":5}', ['body', 'pagination'], 'model_attributes_type'],
    ['a code outside the list', '{"transaction_type":"ZZ"}', ['body', 'transaction_type'], 'enum'],
    [
      'a date that is none',
      '{"created_at_from":"2026-02-30T00:00:00"}',
      ['body', 'created_at_from'],
      'datetime_parsing',
    ],
    ['a number for text', '{"context_id":5}', ['body', 'context_id'], 'string_type'],
    [
      'a page mark that is no time',
      '{"pagination":{"sorting_key_value":"x"}}',
      ['body', 'pagination', 'sorting_key_value'],
      'datetime_parsing',
    ],
  ])('refuses %s with 422', async (_what, body, loc, type) => {
    const reply = await post('search', body);
    expect(reply.status).toBe(422);
    expect(reply.json).toEqual({ detail: [{ loc, msg: expect.any(String), type }] });
  });

  it('is 403 for another workspace and 401 without a key', async () => {
    expect((await post('search', {}, (await makeWorkspace()).id)).status).toBe(403);
    expect((await send('POST', '/v2/credits/search?workspace_id=x', {}, {})).status).toBe(401);
    expect((await send('GET', `/v2/credits/search?workspace_id=${acme.id}`)).status).toBe(405);
  });
});

describe('POST /v2/credits/search_daily and /daily/chart', () => {
  let today: string;
  const pastDay = dayOf(PAST);
  beforeAll(() => {
    today = dayOf(new Date());
  });

  it('sum the same rows by day and code, on the day they happened', async () => {
    const daily = (await post('search_daily', {})).json;
    expect(daily).toEqual([
      {
        created_at: `${today}T00:00:00.000Z`,
        workspace_id: acme.externalId,
        transaction_type: 'G',
        amount: -2_500_240,
        cnt: 2,
      },
      {
        created_at: `${today}T00:00:00.000Z`,
        workspace_id: acme.externalId,
        transaction_type: 'P',
        amount: 120_000_001,
        cnt: 2,
      },
      {
        created_at: `${pastDay}T00:00:00.000Z`,
        workspace_id: acme.externalId,
        transaction_type: 'G',
        amount: -7_000_000,
        cnt: 1,
      },
    ]);
    expect((await post('daily/chart', {})).json).toEqual({
      per_day: [
        { date: pastDay, transaction_types: { G: -7_000_000 } },
        { date: today, transaction_types: { G: -2_500_240, P: 120_000_001 } },
      ],
      transaction_types: ['G', 'P'],
    });
  });

  it('agree with the rows for bounds that cut a quarter of an hour', async () => {
    const bounds = [-86_400_000, -QUARTER_MS, -400_123, -1, 0, 1, 300_000, QUARTER_MS, 86_400_000];
    for (const from of bounds) {
      for (const to of bounds) {
        const range = { created_at_from: iso(from), created_at_to: iso(to) };
        const total = (rows: { amount: number }[]) => rows.reduce((sum, { amount }) => sum + amount, 0);
        const daily = (await post('search_daily', range)).json as { amount: number; cnt: number }[];
        const rows = await search(range);
        expect([total(daily), daily.reduce((sum, { cnt }) => sum + cnt, 0)]).toEqual([total(rows), rows.length]);
      }
    }
  });

  it('group by week from Monday and by month', async () => {
    const monday = new Date(PAST);
    monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
    const range = { created_at_from: iso(0), created_at_to: iso(0) };
    const first = async (grouping: string) =>
      ((await post('daily/chart', { ...range, grouping })).json as { per_day: { date: string }[] }).per_day[0]?.date;
    expect(await first('date')).toBe(pastDay);
    expect(await first('week')).toBe(dayOf(monday));
    expect(await first('month')).toBe(`${pastDay.slice(0, 7)}-01`);
  });

  it('take a code, a limit, a page mark, and nulls', async () => {
    const purchases = (
      await post('search_daily', { transaction_type: 'P', grouping: null, limit: null, pagination: null })
    ).json;
    expect(purchases).toMatchObject([{ transaction_type: 'P', cnt: 2 }]);
    const [first] = (await post('search_daily', { limit: 1 })).json as Row[];
    const rest = (
      await post('search_daily', {
        pagination: { sorting_key_value: first!.created_at, scroll_id: first!.transaction_type },
      })
    ).json as Row[];
    expect(rest.map(({ created_at, transaction_type }) => [created_at.slice(0, 10), transaction_type])).toEqual([
      [today, 'P'],
      [pastDay, 'G'],
    ]);
    expect((await post('search_daily', { transaction_type: 'M_T' })).json).toEqual([]);
    expect((await post('daily/chart', { transaction_type: 'M_T' })).json).toEqual({
      per_day: [],
      transaction_types: [],
    });
  });

  it.each(['search_daily', 'daily/chart'])(
    '%s refuses what does not validate with 422, and another workspace with 403',
    async (path) => {
      expect((await post(path, { grouping: 'day' })).status).toBe(422);
      expect((await post(path, { created_at_to: 5 })).status).toBe(422);
      expect((await post(path, '')).status).toBe(422);
      expect((await send('POST', `/v2/credits/${path}`, {})).status).toBe(422);
      expect((await post(path, {}, (await makeWorkspace()).id)).status).toBe(403);
      expect((await send('POST', `/v2/credits/${path}?workspace_id=x`, {}, {})).status).toBe(401);
    },
  );

  it('show expiry and void under their codes', async () => {
    const own = await makeWorkspace();
    const scope = { workspaceId: own.id, mode: 'live', actor: { kind: 'job', id: null } } as const;
    await giveEnded(own.id, 3);
    const voided = await give(own.id, 2);
    await getLedger().voidGrant({ ...scope, grantId: voided, reason: 'Mistake' });
    const { secret } = await makeKey({ workspaceId: own.id });
    const reply = await server.send('POST', `/v2/credits/daily/chart?workspace_id=${own.id}`, {
      headers: { 'api-key': secret },
      body: {},
    });
    expect(reply.json).toEqual({
      per_day: [{ date: today, transaction_types: { E: -3_000_000, P: 5_000_000, X: -2_000_000 } }],
      transaction_types: ['E', 'P', 'X'],
    });
  });
});
