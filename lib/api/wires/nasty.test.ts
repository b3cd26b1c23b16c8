import { beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../testing/database';
import { toClientId } from '../kable/ids';
import { makeKey, makeMember, makeWorkspace } from './testing/fixtures';
import { useWireServer } from './testing/wire-server';

useTestDatabase();
const server = useWireServer();

/** Every number that a wire takes: the call, and a body in which NUMBER stands for the field's JSON text. */
const NUMBERS: [call: string, body: string][] = [
  ['POST /v1/credits/grant', '{"amount":NUMBER}'],
  ['POST /v1/credits/purchase', '{"userId":"USER","amount":NUMBER,"purchasePrice":1}'],
  ['POST /v1/credits/purchase', '{"userId":"USER","amount":1,"purchasePrice":NUMBER}'],
  [
    'POST /credits',
    '{"creditRequests":[{"accountId":"ACME","purpose":"","effectiveFrom":"2026-01-01","priority":1,"creditAmount":NUMBER}]}',
  ],
  [
    'POST /credits',
    '{"creditRequests":[{"accountId":"ACME","purpose":"","effectiveFrom":"2026-01-01","priority":NUMBER,"creditAmount":1}]}',
  ],
  ['POST /v2/credits/search?workspace_id=ACME', '{"limit":NUMBER}'],
  ['POST /v2/credits/search_daily?workspace_id=ACME', '{"limit":NUMBER}'],
  ['POST /api/v1/customers/ACME/credits/create', '{"grantAmount":NUMBER}'],
  ['POST /api/v1/customers/ACME/credits/create', '{"grantAmount":1,"chargeAmount":NUMBER}'],
];

const NEVER = [
  '1e309',
  '-1e309',
  '1e-400',
  '1e99999',
  '5.00000000000000001',
  '9223372036854775808',
  '-9223372036854775809',
  '"NaN"',
  '"Infinity"',
  '"５"',
  '"0x10"',
  '"1_000"',
  '" 5 "',
  '"+5"',
  '"1,5"',
  '"5"',
  '""',
  'NaN',
  'Infinity',
  '0x10',
  '+5',
  '.5',
  '5.',
  '05',
  '[5]',
  '{"$gt":0}',
  '{"value":"5","isLosslessNumber":true}',
  'true',
  `${'9'.repeat(10_000)}`,
  `0.${'0'.repeat(9_998)}1`,
]; // prettier-ignore

/** Bodies that are no request of anybody's. */
const BODIES: [what: string, body: string][] = [
  [
    'a key twice',
    '{"amount":1,"amount":2,"limit":1,"limit":2,"grantAmount":1,"grantAmount":2,"creditRequests":[],"creditRequests":[]}',
  ],
  ['depth', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['half a surrogate pair', '{"reason":"\\ud800"}'],
  ['NUL', '{"reason":"\\u0000"}'],
  ['__proto__', '{"__proto__":{"amount":1}}'],
  ['a comment', '{/* */}'],
  ['trailing garbage', '{} x'],
  ['two documents', '{}\n{}'],
  ['a byte order mark', '\ufeff{}'],
  ['text', '"amount"'],
  ['a number', '5'],
]; // prettier-ignore

let names: Record<string, string>;
let headers: Record<string, string>[];

beforeAll(async () => {
  const acme = await makeWorkspace();
  const key = await makeKey();
  const own = await makeKey({ workspaceId: acme.id });
  names = { ACME: acme.id, USER: await makeMember(acme.id) };
  headers = [
    { authorization: `Bearer ${own.secret}` },
    { 'api-key': own.secret },
    { 'kable-client-id': toClientId(key.id), 'kable-client-secret': key.secret },
  ];
});

const fill = (text: string) => text.replace(/ACME|USER/g, (name) => names[name] ?? name);

async function send(call: string, body: string) {
  const [method = '', path = ''] = fill(call).split(' ');
  const auth = path.startsWith('/v2') ? headers[1] : path.startsWith('/api') ? headers[2] : headers[0];
  return server.send(method, path, { headers: { 'content-type': 'application/json', ...auth }, body: fill(body) });
}

describe.each(NUMBERS)('%s %s', (call, body) => {
  it('takes no number that is none, is beyond what is kept, or would be rounded', async () => {
    for (const number of NEVER) {
      const { status, text } = await send(call, body.replace('NUMBER', number));
      expect([400, 422], `${number.slice(0, 40)}: ${text}`).toContain(status);
    }
  });
});

const CALLS = [...new Set(NUMBERS.map(([call]) => call))];

describe.each(CALLS)('%s', (call) => {
  it.each(BODIES)('refuses %s in the vendor’s shape', async (_what, body) => {
    expect([400, 422]).toContain((await send(call, body)).status);
  });
});

it('texts of people come back as they were sent', async () => {
  const texts = [
    '‮evil',
    'zero​width',
    'e\u0301',
    '👩‍👩‍👧‍👦',
    '𝒳',
    '"; DROP TABLE wallets; --',
    '=1+1',
    '<script>',
    '\n\t',
  ];
  for (const purpose of texts) {
    const body = JSON.stringify({
      creditRequests: [{ accountId: 'ACME', purpose, effectiveFrom: '2026-01-01', priority: 1, creditAmount: 1 }],
    });
    const { json } = await send('POST /credits', body);
    expect(json).toMatchObject({ credits: [{ purpose }] });
  }
});
