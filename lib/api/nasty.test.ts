import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../testing/database';
import { createMember, createWorkspace } from '../testing/factories';
import { type ApiClient, createKey } from './testing/api';

const database = useTestDatabase();

let api: ApiClient;
let workspaceId: string;

beforeAll(async () => {
  workspaceId = await createWorkspace(database.pool);
  ({ api } = await createKey(database.pool, { workspaceId }));
  await createMember(database.pool, workspaceId, 'u-1');
  expect((await api('POST /v1/grants', { body: { amount: '1000' } })).status).toBe(200);
});

/** Every amount of Coffer's own requests: the call, and a body in which AMOUNT stands for the field's JSON text. */
const AMOUNT_FIELDS: [line: string, body: string][] = [
  ['POST /v1/credits/consume', '{"amount":AMOUNT,"dryRun":true}'],
  ['POST /v1/credits/consume/batch', '{"items":[{"amount":AMOUNT}],"dryRun":true}'],
  ['POST /v1/grants', '{"amount":AMOUNT,"dryRun":true}'],
  ['POST /v1/grants', '{"amount":"1","unitCost":AMOUNT,"currency":"usd","dryRun":true}'],
  ['POST /v1/holds', '{"amount":AMOUNT,"dryRun":true}'],
  ['POST /v1/adjustments', '{"amount":AMOUNT,"reason":"x","dryRun":true}'],
  ['POST /v1/transfers', '{"from":{},"to":{"userId":"u-1"},"amount":AMOUNT,"dryRun":true}'],
  ['PUT /v1/wallets/overdraft', '{"policy":"limit","limit":AMOUNT,"dryRun":true}'],
  ['POST /v1/budgets', '{"period":"day","limit":AMOUNT,"dryRun":true}'],
];

/** Forms that no amount has. */
const NEVER = [
  '"-1e0"',
  '1e309',
  '-1e309',
  '1e-400',
  '1e99999',
  '5.00000000000000001',
  '"NaN"',
  '"Infinity"',
  '"-Infinity"',
  '"５"',
  '"٥"',
  '"0x10"',
  '"1_000"',
  '" 5 "',
  '"5 "',
  '"+5"',
  '"1,5"',
  '"1e3"',
  '".5"',
  '"5."',
  '"05"',
  `"${'9'.repeat(10_000)}"`,
  '9'.repeat(10_000),
  `0.${'0'.repeat(9_998)}1`,
  '[5]',
  '{"$gt":0}',
  '{"value":"5","isLosslessNumber":true}',
  'true',
  '""',
  '"null"',
  '"5\\u0020"',
  '"5\\n"',
  '"\\u202e5"',
  '9223372036854.775808',
  '"18446744073709.551616"',
  '9007199254740993',
];

/** Forms that JSON itself does not have. */
const NOT_JSON = ['NaN', 'Infinity', '-Infinity', '0x10', '+5', '.5', '5.', '05', '1_000', "'5'", '5n', ''];

describe.each(AMOUNT_FIELDS)('%s %s', (line, template) => {
  const send = (amount: string) => api(line, { body: template.replace('AMOUNT', () => amount) });

  it('takes an amount exactly or not at all', async () => {
    for (const amount of NEVER) {
      const reply = await send(amount);
      expect([reply.status, reply.at('code')], amount.slice(0, 40)).toEqual([422, 'validation_failed']);
    }
    for (const amount of NOT_JSON) expect((await send(amount)).status, amount).toBe(400);
  });

  it('reads the same value however it is written, and answers it to the last digit', async () => {
    const [first, ...others] = await Promise.all(['5.25', '"5.25"', '"5.2500000000"', '525e-2', '0.525e1'].map(send));
    const figures = (text = '') => text.match(/"\w*([Bb]alance|amount|debt|limit|unitCost)\w*":"[^"]*"/g);
    for (const other of others) {
      // Exponents are for numbers only; a price is a decimal number without one.
      if (other.status === 422) expect(template).toContain('unitCost');
      else expect(figures(other.text)).toEqual(figures(first?.text));
    }
    expect(first?.text).toContain('5.25');
  });
});

describe('zero and negative amounts', () => {
  const zeros = ['0', '-0', '0.0', '"0"', '"-0"', '0e5'];

  it.each([
    ['POST /v1/credits/consume', '{"amount":AMOUNT}'],
    ['POST /v1/grants', '{"amount":AMOUNT}'],
    ['POST /v1/holds', '{"amount":AMOUNT}'],
    ['POST /v1/adjustments', '{"amount":AMOUNT,"reason":"x"}'],
    ['POST /v1/transfers', '{"from":{},"to":{"userId":"u-1"},"amount":AMOUNT}'],
  ])('%s refuses nothing and less', async (line, template) => {
    const negative = line.includes('adjustments') ? [] : ['-1', '"-1"', '-0.000001', '-1e5'];
    for (const amount of [...zeros, ...negative, 'null']) {
      const reply = await api(line, { body: template.replace('AMOUNT', amount) });
      expect([reply.status, reply.at('errors.0.pointer')], amount).toEqual([422, '/amount']);
    }
  });
});

describe('the largest amounts', () => {
  it('are kept to the last digit, and a sum beyond 64 bits is refused, not rounded', async () => {
    const most = '9223372036854.775807';
    const own = (await createKey(database.pool, { workspaceId: await createWorkspace(database.pool) })).api;
    const granted = await own('POST /v1/grants', { body: { amount: '9223372036854.775806' } });
    expect(granted.at('data.balance')).toBe('9223372036854.775806');
    expect((await own('POST /v1/grants', { body: { amount: '0.000001' } })).at('data.balance')).toBe(most);
    for (const amount of ['0.000001', most]) {
      expect((await own('POST /v1/grants', { body: { amount } })).status).toBe(422);
    }
    expect((await own('POST /v1/credits/consume', { body: { amount: most } })).at('data.balance')).toBe('0');
  });
});

/** What people and attackers write. */
const TEXTS = [
  'RTL \u202e gnp.exe',
  'zero\u200bwidth\u200d',
  'z̸̢̛a̵͝l̶͚̕g̷̺̈́o̵̤͝',
  'ａ＠ｂ．ｃ',
  'e\u0301 and \u00e9',
  '👩‍👩‍👧‍👦 𝒳 𐍈',
  '\ue000\uf8ff',
  `=HYPERLINK("http://evil.example","x")`,
  '<script>alert(1)</script>',
  "'; DROP TABLE wallets; --",
  '{{7*7}} <%= 7*7 %> %s %n',
  '..\\..\\windows\\system32',
  'line\nbreak\tand tab',
  '​',
];

describe('texts', () => {
  it('come back as they were sent', async () => {
    for (const text of TEXTS) {
      const body = { amount: '0.000001', contextDescription: text, reason: text, metadata: { [text]: [text] } };
      const spent = await api('POST /v1/credits/consume', { body });
      expect(spent.status, JSON.stringify(text)).toBe(200);
      const read = await api(`GET /v1/transactions/${spent.textAt('data.transactionId')}`);
      expect(read.json).toMatchObject({
        data: { contextDescription: text, reason: text, metadata: { [text]: [text] } },
      });
    }
  });

  it('that are labels are one line, and twins that look alike are one', async () => {
    const spend = (feature: string) => api('POST /v1/credits/consume', { body: { amount: '0.000001', feature } });
    expect((await spend('caf\u0065\u0301')).at('data.transaction.feature')).toBe('caf\u00e9');
    expect((await api(`GET /v1/transactions?feature=${encodeURIComponent('cafe\u0301')}`)).at('data.length')).toBe(1);
    for (const feature of ['', 'a\nb', 'a\u0007', 'x'.repeat(201)]) expect((await spend(feature)).status).toBe(422);
    expect((await spend('x'.repeat(200))).status).toBe(200);
  });

  it('of ten thousand characters are refused with a length', async () => {
    for (const name of ['contextDescription', 'reason', 'contextId', 'feature', 'userId', 'onBehalfOf', 'customerId']) {
      const reply = await api('POST /v1/credits/consume', { body: { amount: '1', [name]: 'x'.repeat(10_000) } });
      expect([404, 422], name).toContain(reply.status);
    }
  });

  it('where a scalar belongs, lists and objects are 422', async () => {
    for (const name of ['contextId', 'feature', 'userId', 'reason', 'occurredAt', 'fallback', 'dryRun']) {
      for (const value of [[], ['x'], {}, { $ne: null }, 1, name === 'dryRun' ? 'true' : true]) {
        const reply = await api('POST /v1/credits/consume', { body: { amount: '1', [name]: value } });
        expect([reply.status, reply.at('errors.0.pointer')], `${name} ${JSON.stringify(value)}`).toEqual([
          422,
          `/${name}`,
        ]);
      }
    }
  });
});

describe('mass assignment', () => {
  const schema = readFileSync('prisma/schema.prisma', 'utf8');
  const columns = [...new Set([...schema.matchAll(/^ {2}(\w+) +\w+/gm)].map((match) => match[1] ?? ''))];
  const known =
    /^(amount|userId|teamId|feature|features|contextId|contextDescription|metadata|occurredAt|reason|priority|effectiveAt|expiresAt|currency|description|externalRef|source|role)$/;

  it.each(['POST /v1/grants', 'POST /v1/credits/consume', 'POST /v1/holds'])('%s knows no column', async (line) => {
    expect(columns.length).toBeGreaterThan(100);
    for (const column of columns.filter((name) => !known.test(name))) {
      const reply = await api(line, { body: { amount: '1', [column]: 1 } });
      expect(reply.status, column).toBe(422);
    }
  });
});
