import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSandbox } from './server';
import { order, sdkFor, useSandbox } from './testing/client';

const SECRET = 'whsec_sandbox_test';
const box = useSandbox();
const received: { event: Stripe.Event; signature: string }[] = [];
/** What the next deliveries are answered with; after these, 200. */
let answers: number[] = [];

const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const signature = String(request.headers['stripe-signature']);
    const payload = Buffer.concat(chunks).toString();
    received.push({ event: Stripe.webhooks.constructEvent(payload, signature, SECRET), signature });
    response.writeHead(answers.shift() ?? 200).end();
  });
});
beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as AddressInfo;
  await box.control('webhook-target', { url: `http://127.0.0.1:${port}/hook`, secret: SECRET });
});
afterAll(() => void receiver.close());
beforeEach(async () => {
  await box.control('calm', {});
  received.length = 0;
  answers = [];
});

/** Patient, because timers come late on a busy machine. */
const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000 });
const name = () => `n${Math.random()}`;
const about = (id: string) => received.filter(({ event }) => (event.data.object as { id: string }).id === id);

describe('deliveries', () => {
  it('are signed so that the SDK accepts them', async () => {
    const { id } = await box.stripe.customers.create({ name: name() });
    await soon(() => expect(about(id)).toHaveLength(1));
    expect(about(id)[0]?.event).toMatchObject({ type: 'customer.created', api_version: '2026-10-28.endive' });
    expect(about(id)[0]?.event.request?.id).toMatch(/^req_/);
  });

  it('are tried again until they are taken', async () => {
    answers = [500];
    const { id } = await box.stripe.customers.create({ name: name() });
    await soon(() => expect(about(id)).toHaveLength(2));
    // The sandbox hears of its success a moment after the receiver has given it.
    await soon(async () => {
      const { data } = await box.stripe.events.list({ delivery_success: true, limit: 1 });
      expect(data[0]?.data.object).toMatchObject({ id });
    });
  });

  it('can be lost, and are then found among the undelivered events', async () => {
    await box.control('webhooks', { drop: 1 });
    const { id } = await box.stripe.customers.create({ name: name() });
    const { data } = await box.stripe.events.list({ delivery_success: false, limit: 1 });
    expect(data[0]?.data.object).toMatchObject({ id });
    expect(about(id)).toHaveLength(0);
  });

  it('of one customer can be lost without those of others', async () => {
    const [mine, other] = [
      await box.stripe.customers.create({ name: name() }),
      await box.stripe.customers.create({ name: name() }),
    ];
    await soon(() => expect(about(other.id)).toHaveLength(1));
    await box.control('webhooks', { customer: mine.id, drop: 1 });
    for (const { id } of [mine, other]) await box.stripe.customers.update(id, { name: name() });
    await soon(() => expect(about(other.id)).toHaveLength(2));
    expect(about(mine.id)).toHaveLength(1);
    await box.control('calm', {});
    await box.stripe.customers.update(mine.id, { name: name() });
    await soon(() => expect(about(mine.id)).toHaveLength(2));
  });

  it('can be sent again by hand', async () => {
    const { id } = await box.stripe.customers.create({ name: name() });
    await soon(() => expect(about(id)).toHaveLength(1));
    await box.control(`events/${about(id)[0]?.event.id}/resend`, {});
    await soon(() => expect(about(id)).toHaveLength(2));
  });
});

describe('a sandbox of its own', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'coffer-sandbox-'));
  const stateFile = path.join(folder, 'state.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('runs as a process, says where it is, and keeps what it knows for the next one', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/stripe/main.ts'], {
      env: { ...process.env, STRIPE_SANDBOX_PORT: '0', STRIPE_SANDBOX_STATE_FILE: stateFile },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        const ready = /^ready (http:\/\/127\.0\.0\.1:\d+)$/m.exec(chunk.toString());
        if (ready?.[1]) resolve(ready[1]);
      });
      child.once('exit', () => reject(new Error('it ended')));
    });
    const stripe = sdkFor(url);
    const customer = await stripe.customers.create({ name: 'Kept' });
    const session = await stripe.checkout.sessions.create(order(customer.id), { idempotencyKey: 'kept' });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);

    const next = await startSandbox({ stateFile });
    const again = sdkFor(next.url);
    expect(await again.customers.retrieve(customer.id)).toMatchObject({ name: 'Kept' });
    const replay = await again.checkout.sessions.create(order(customer.id), { idempotencyKey: 'kept' });
    expect(replay.id).toBe(session.id);
    await next.close();
  });
});
