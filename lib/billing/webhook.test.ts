import Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { useInstallation, WEBHOOK_SECRETS } from './testing/installation';
import { MAX_WEBHOOK_BYTES, receiveWebhook } from './webhook';

const installation = useInstallation();
const [PREVIOUS, CURRENT] = WEBHOOK_SECRETS;
const NOW_MS = Date.parse('2026-11-21T12:00:00Z');
const NOW = NOW_MS / 1000;

let counter = 0;
const eventBody = (changes: object = {}) =>
  JSON.stringify({
    id: `evt_${++counter}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: NOW,
    data: { object: { id: 'cs_test_x', object: 'checkout.session' } },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: 'checkout.session.completed',
    ...changes,
  });
const sign = (payload: string, secret: string = CURRENT, timestamp = NOW) =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
const receive = (payload: string, header: string | null) => receiveWebhook(Buffer.from(payload), header, NOW_MS);
const stored = async () => {
  const { rows } = await installation.database.pool.query('SELECT id, next_try_at, error FROM stripe_events');
  return rows as { id: string; next_try_at: Date | null; error: string | null }[];
};

beforeEach(async () => {
  await installation.database.pool.query('DELETE FROM stripe_events');
});

describe('a signature that does not fit is refused, and nothing is stored', () => {
  const body = eventBody();
  const good = sign(body);
  const v1 = /v1=([0-9a-f]+)/.exec(good)![1]!;
  it.each([
    ['none', body, null],
    ['empty', body, ''],
    ['nonsense', body, 'nonsense'],
    ['no time', body, `v1=${v1}`],
    ['no signature', body, `t=${NOW}`],
    ['v0 only', body, `t=${NOW},v0=${v1}`],
    ['an unknown secret', body, sign(body, 'whsec_stranger')],
    ['301 seconds old', body, sign(body, CURRENT, NOW - 301)],
    ['301 seconds ahead', body, sign(body, CURRENT, NOW + 301)],
    ['an hour ahead', body, sign(body, CURRENT, NOW + 3_600)],
    ['another time than was signed', body, `t=${NOW - 1},v1=${v1}`],
    ['two times, one of them far ahead', body, `t=${NOW + 9_999},${good}`],
    ['one bit flipped', body, `t=${NOW},v1=${v1.replace(/^./, (c) => (c === '0' ? '1' : '0'))}`],
    ['cut short', body, good.slice(0, -2)],
    ['a body written anew', `${body} `, good],
    ['a body changed', body.replace('cs_test_x', 'cs_test_y'), good],
    ['no JSON', 'nonsense', sign('nonsense')],
    ['no event', '{"object":"list"}', sign('{"object":"list"}')],
  ])('%s', async (_name, payload, header) => {
    expect(await receive(payload, header)).toMatchObject({ status: 400, isNew: false });
    expect(await stored()).toEqual([]);
  });

  it('none of 300 mutations of a good delivery is taken', async () => {
    for (let n = 0; n < 300; n++) {
      const bytes = Buffer.from(body);
      const at = (n * 7919) % bytes.length;
      bytes[at] = bytes[at]! ^ (1 << (n % 8));
      expect((await receiveWebhook(bytes, good, NOW_MS)).status).toBe(400);
    }
    expect(await stored()).toEqual([]);
  });
});

describe('a signature that fits', () => {
  it.each([
    ['the current secret', (body: string) => sign(body)],
    ['the previous secret, during a rotation', (body: string) => sign(body, PREVIOUS)],
    [
      'both, as Stripe sends during a rotation',
      (body: string) => `${sign(body, PREVIOUS)},${sign(body).split(',')[1]}`,
    ],
    ['300 seconds of delay', (body: string) => sign(body, CURRENT, NOW - 300)],
    ['300 seconds ahead', (body: string) => sign(body, CURRENT, NOW + 300)],
  ])('is taken: %s', async (_name, header) => {
    const body = eventBody();
    expect(await receive(body, header(body))).toEqual({ status: 200, body: { received: true }, isNew: true });
    expect(await stored()).toHaveLength(1);
  });

  it('stores an event once, however often it comes', async () => {
    const body = eventBody();
    const replies = await Promise.all(Array.from({ length: 5 }, () => receive(body, sign(body))));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(replies.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
  });

  it('refuses live events at a test installation', async () => {
    const body = eventBody({ livemode: true });
    expect((await receive(body, sign(body))).status).toBe(400);
    expect(await stored()).toEqual([]);
  });

  it('acknowledges and forgets what nothing handles', async () => {
    const body = eventBody({ type: 'customer.created' });
    expect(await receive(body, sign(body))).toMatchObject({ status: 200, isNew: false });
    expect(await stored()).toEqual([]);
  });

  it('parks events of another version of the API', async () => {
    const body = eventBody({ api_version: '2031-01-01.unknown' });
    expect((await receive(body, sign(body))).status).toBe(200);
    expect(await stored()).toMatchObject([{ next_try_at: null, error: expect.stringContaining('2031-01-01') }]);
  });
});

it('refuses more than 512 kB before looking at it', async () => {
  const body = eventBody({ filler: 'x'.repeat(MAX_WEBHOOK_BYTES) });
  expect((await receive(body, sign(body))).status).toBe(413);
});
