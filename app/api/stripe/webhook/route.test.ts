import { NextRequest } from 'next/server';
import { expect, it } from 'vitest';
import { useInstallation } from '@/lib/billing/testing/installation';
import { MAX_WEBHOOK_BYTES } from '@/lib/billing/webhook';
import { POST } from './route';

const shop = useInstallation();
const post = (body: BodyInit) =>
  POST(
    new NextRequest('http://localhost:3000/api/stripe/webhook', {
      method: 'POST',
      headers: { 'stripe-signature': 't=1,v1=00' },
      body,
      duplex: 'half',
    }),
  );
const stored = async () => (await shop.database.pool.query('SELECT 1 FROM stripe_events')).rowCount;

it('refuses what Stripe did not sign, and stores nothing', async () => {
  const reply = await post('{"id":"evt_1","object":"event","type":"checkout.session.completed"}');
  expect(reply.status).toBe(400);
  expect(await stored()).toBe(0);
});

it('stops reading a body that is too large', async () => {
  const chunk = new Uint8Array(64 * 1024);
  let sent = 0;
  let wasCanceled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += chunk.length;
      controller.enqueue(chunk);
    },
    cancel() {
      wasCanceled = true;
    },
  });
  expect((await post(endless)).status).toBe(413);
  expect(wasCanceled).toBe(true);
  expect(sent).toBeLessThan(MAX_WEBHOOK_BYTES + 4 * chunk.length);
});
