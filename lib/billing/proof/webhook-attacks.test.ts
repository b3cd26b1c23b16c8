import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getEnv } from '../../env';
import { fulfil } from '../fulfil';
import { inParallel } from '../in-parallel';
import { workInbox } from '../inbox';
import { sweepPurchases } from '../sweep';
import { MAX_WEBHOOK_BYTES, receiveWebhook } from '../webhook';
import { type Delivery, deliveryOf, figure, random, SECRET, SEED, useShop, within } from './testing/shop';

const shop = useShop();
const COMPLETED = 'checkout.session.completed';
const WEEK_SECONDS = 7 * 86_400;

async function paid(): Promise<{ purchaseId: string; sessionId: string }> {
  const begun = await shop.begin(await shop.newWorkspace());
  shop.pay(begun.sessionId);
  return begun;
}
const completion = (sessionId: string): Stripe.Event => {
  for (const event of shop.sandbox.data.events.values()) {
    if (event.type === COMPLETED && event.data.object.id === sessionId) return event;
  }
  throw new Error('paid sessions have their event');
};
const stored = async () => {
  const { rows } = await shop.database.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM stripe_events');
  return rows[0]?.n;
};
const grants = async (purchaseId: string) => {
  const { rows } = await shop.database.pool.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM grants WHERE purchase_id = $1',
    [purchaseId],
  );
  return rows[0]?.n;
};

describe('B5: forged deliveries', () => {
  /** Another one of the same length or about it: a flipped bit, a changed, lost or added character. */
  function mutate(bytes: Buffer, next: () => number): Buffer {
    const place = Math.floor(next() * bytes.length);
    const byte = bytes[place] ?? 0;
    switch (Math.floor(next() * 4)) {
      case 0:
        return Buffer.concat([
          bytes.subarray(0, place),
          Buffer.of(byte ^ (1 << Math.floor(next() * 8))),
          bytes.subarray(place + 1),
        ]);
      case 1:
        return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1)]);
      case 2:
        return Buffer.concat([bytes.subarray(0, place), Buffer.of(byte), bytes.subarray(place)]);
      default:
        return Buffer.concat([
          bytes.subarray(0, place),
          Buffer.of((byte + 1 + Math.floor(next() * 254)) & 255),
          bytes.subarray(place + 1),
        ]);
    }
  }

  it('none of 100,000 mutated bodies and headers is taken, and nothing is stored', {
    timeout: within(300_000),
  }, async () => {
    const { sessionId } = await paid();
    const { body, signature } = deliveryOf(completion(sessionId));
    const next = random(SEED);
    let taken = 0;
    for (let nth = 0; nth < figure('MUTATIONS', 100_000); nth++) {
      const isBody = nth % 2 === 0;
      const sent = isBody ? mutate(body, next) : body;
      const signed = isBody ? signature : mutate(Buffer.from(signature), next).toString('latin1');
      if (isBody && sent.equals(body)) continue;
      const { status } = await receiveWebhook(sent, signed);
      if (status === 200 && !sameMeaning(signed, signature)) taken += 1;
      else if (status !== 400 && status !== 200) throw new Error(`status ${status}, seed ${SEED}`);
    }
    expect(taken, `seed ${SEED}`).toBe(0);
    expect(await stored()).toBeLessThanOrEqual(1); // the genuine one, where a header was mutated beside its values
  });

  /** A header whose time and first signature are as they were: what else stands there does not matter. */
  const sameMeaning = (header: string, genuine: string): boolean => {
    const values = (text: string) => ({
      t: Number(/(?:^|,)\s*t=\s*\+?0*(\d+)/.exec(text)?.[1]),
      v1: [...text.matchAll(/v1=([0-9a-f]{64})(?![0-9a-f])/g)].map((match) => match[1]),
    });
    const [one, other] = [values(header), values(genuine)];
    return one.t === other.t && one.v1.includes(other.v1[0]);
  };
});

it('B6: a genuine event, sent again a week later with a fresh signature, is acknowledged and does nothing', async () => {
  const { purchaseId, sessionId } = await paid();
  const event = completion(sessionId);
  const first = deliveryOf(event);
  await receiveWebhook(first.body, first.signature);
  await workInbox();
  expect(await grants(purchaseId)).toBe(2);
  const before = await stored();
  const later = Math.floor(Date.now() / 1000) + WEEK_SECONDS;
  const replay = deliveryOf(event, SECRET, later);
  expect(await receiveWebhook(replay.body, replay.signature, later * 1000)).toMatchObject({
    status: 200,
    isNew: false,
  });
  // The old signature is refused by then, and the new one now.
  expect((await receiveWebhook(first.body, first.signature, later * 1000)).status).toBe(400);
  expect((await receiveWebhook(replay.body, replay.signature)).status).toBe(400);
  await workInbox();
  expect([await grants(purchaseId), await stored()]).toEqual([2, before]);
});

describe('B7: a payment that differs in one field goes to review and credits nothing', () => {
  type Alter = (session: Stripe.Checkout.Session, intent: Stripe.PaymentIntent, line: Stripe.LineItem) => void;
  const changes: [string, Alter][] = [
    ['amount', (session) => Object.assign(session, { amount_total: 2_499 })],
    ['amount before tax', (session) => Object.assign(session, { amount_subtotal: 2_499 })],
    ['currency', (session) => Object.assign(session, { currency: 'eur' })],
    ['customer', (session) => Object.assign(session, { customer: 'cus_other' })],
    ['no customer', (session) => Object.assign(session, { customer: null })],
    ['livemode', (session) => Object.assign(session, { livemode: true })],
    ['mode', (session) => Object.assign(session, { mode: 'subscription' })],
    ['our id', (session) => Object.assign(session, { client_reference_id: 'another' })],
    ['our id in the metadata', (session) => Object.assign(session, { metadata: {} })],
    ['quantity', (_session, _intent, line) => Object.assign(line, { quantity: 2 })],
    ['amount of the payment', (_session, intent) => Object.assign(intent, { amount: 1 })],
    ['amount received', (_session, intent) => Object.assign(intent, { amount_received: 2_499 })],
    ['currency of the payment', (_session, intent) => Object.assign(intent, { currency: 'jpy' })],
    ['customer of the payment', (_session, intent) => Object.assign(intent, { customer: 'cus_other' })],
    ['livemode of the payment', (_session, intent) => Object.assign(intent, { livemode: true })],
    ['status of the payment', (_session, intent) => Object.assign(intent, { status: 'requires_capture' })],
  ];
  const roads = {
    webhook: async (sessionId: string) => {
      const { body, signature } = deliveryOf(completion(sessionId));
      await receiveWebhook(body, signature);
      await workInbox();
    },
    return: async (_sessionId: string, purchaseId: string) => void (await fulfil(purchaseId, 'return')),
    sweep: async () => {
      await shop.makeDue();
      await sweepPurchases();
    },
  };
  const cases = changes.flatMap(([name, alter]) =>
    Object.entries(roads).map(([road, take]) => [name, road, alter, take] as const),
  );

  it.each(cases)('%s, by the road %s', async (_name, _road, alter, take) => {
    const { purchaseId, sessionId } = await paid();
    const { sessions, paymentIntents } = shop.sandbox.data;
    const record = sessions.get(sessionId);
    const intent = paymentIntents.get(String(record?.session.payment_intent));
    const [line] = record?.lineItems ?? [];
    if (!record || !intent || !line) throw new Error('a paid session has its parts');
    alter(record.session, intent, line);
    await take(sessionId, purchaseId);
    const row = await shop.purchase(purchaseId);
    expect([row.status, await grants(purchaseId)]).toEqual(['review', 0]);
    expect(row.review_reason).toBeTruthy();
  });
});

it('B11: no event is lost while the secret is changed, and the old one ends with its window', async () => {
  const [before, after] = ['whsec_before', 'whsec_after'];
  const sessions = await Promise.all(Array.from({ length: 30 }, paid));
  const deliver = async (secret: string, { sessionId }: { sessionId: string }) => {
    const { body, signature } = deliveryOf(completion(sessionId), secret);
    return (await receiveWebhook(body, signature)).status;
  };
  const during = async (configured: string, secret: string, from: number) => {
    getEnv().STRIPE_WEBHOOK_SECRET = configured;
    return Promise.all(sessions.slice(from, from + 10).map((session) => deliver(secret, session)));
  };
  try {
    const all = (status: number) => Array.from({ length: 10 }, () => status);
    expect(await during(before, before, 0)).toEqual(all(200));
    expect(await during(`${after}, ${before}`, before, 10)).toEqual(all(200));
    expect(await during(`${after}, ${before}`, after, 20)).toEqual(all(200));
    expect(await during(after, before, 0)).toEqual(all(400));
  } finally {
    getEnv().STRIPE_WEBHOOK_SECRET = SECRET;
  }
  await workInbox();
  const states = await Promise.all(sessions.map(({ purchaseId }) => shop.purchase(purchaseId)));
  expect(states.map(({ status }) => status)).toEqual(sessions.map(() => 'paid'));
});

describe('B13: a flood of junk at the webhook address', () => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const signature = request.headers['stripe-signature'];
      receiveWebhook(Buffer.concat(chunks), typeof signature === 'string' ? signature : null).then(
        ({ status }) => response.writeHead(status).end(),
        () => response.writeHead(500).end(),
      );
    });
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  const send = async (body: Uint8Array | string, signature: string | null) => {
    const headers = signature === null ? undefined : { 'stripe-signature': signature };
    const answer = await fetch(url, { method: 'POST', body: Buffer.from(body), ...(headers && { headers }) });
    await answer.arrayBuffer();
    return answer.status;
  };

  it('leaves no row, and the real events among it are worked on', { timeout: within(120_000) }, async () => {
    const real: Delivery[] = [];
    const sessions = await Promise.all(Array.from({ length: 20 }, paid));
    for (const { sessionId } of sessions) real.push(deliveryOf(completion(sessionId)));
    const before = (await stored()) ?? 0;
    const genuine = deliveryOf(completion(sessions[0]?.sessionId ?? ''));
    const junk: [Uint8Array | string, string | null, number][] = [
      ['', null, 400],
      ['not json', 't=1,v1=00', 400],
      [genuine.body, null, 400],
      [genuine.body, 't=1,v1=00', 400],
      [Buffer.alloc(MAX_WEBHOOK_BYTES + 1), genuine.signature, 413],
      [Buffer.alloc(4_096, 0xff), genuine.signature, 400],
    ];
    const statuses = new Set<string>();
    const flood = Array.from({ length: figure('JUNK', 3_000) }, (_, index) => index);
    const half = Math.floor(flood.length / 2);
    await inParallel(16, flood, async (index) => {
      const [body, signature, expected] = junk[index % junk.length] as (typeof junk)[number];
      statuses.add(`${expected} ${await send(body, signature)}`);
      const turn = index === half ? real : [];
      await Promise.all(turn.map(async (delivery) => expect(await send(delivery.body, delivery.signature)).toBe(200)));
    });
    expect([...statuses].sort()).toEqual(['400 400', '413 413']);
    expect(await stored()).toBe(before + real.length);
    await workInbox();
    const rows = await Promise.all(sessions.map(({ purchaseId }) => shop.purchase(purchaseId)));
    expect(rows.every(({ status }) => status === 'paid')).toBe(true);
  });
});
