import { spawnSync } from 'node:child_process';
import { beforeEach, describe, expect, it } from 'vitest';
import { useSandbox } from '@/sandbox/stripe/testing/client';
import { HANDLED_EVENTS } from '../../../lib/billing/events';
import { RIGHTS } from './rights';
import { refuse, type SetupInput, setUpStripe } from './setup';

const box = useSandbox();
const KEY = 'rk_test_setup';
const URL_OF_SHOP = 'https://billing.example.com';

const run = async (input: Partial<SetupInput> = {}) => {
  const lines: string[] = [];
  const code = await setUpStripe(
    { key: KEY, baseUrl: URL_OF_SHOP, apiBase: box.server.url, ...input },
    (line) => void lines.push(line),
  );
  return { code, text: lines.join('\n') };
};
const endpoints = async () => (await box.stripe.webhookEndpoints.list()).data;

beforeEach(async () => {
  await box.control('rights', { key: KEY, refuse: [] });
  for (const { id } of await endpoints()) await box.stripe.webhookEndpoints.del(id);
});

describe('setting up an account', () => {
  it('makes the endpoint with the pinned version and just the events that are used, and tells the secret', async () => {
    const { code, text } = await run();
    const [endpoint] = await endpoints();
    expect(code).toBe(0);
    expect(endpoint).toMatchObject({ url: `${URL_OF_SHOP}/api/stripe/webhook`, api_version: '2026-10-28.endive' });
    expect([...(endpoint?.enabled_events ?? [])].sort()).toEqual([...HANDLED_EVENTS].sort());
    expect(text).toMatch(/STRIPE_WEBHOOK_SECRET=whsec_\w+/);
    expect(text).not.toContain(KEY);
  });

  it('changes nothing when it is run again, and mends what somebody changed', async () => {
    await run();
    expect((await run()).text).toContain('nothing to change');
    const [endpoint] = await endpoints();
    await box.stripe.webhookEndpoints.update(endpoint!.id, { enabled_events: ['charge.failed'], disabled: true });
    expect((await run()).text).toContain('brought up to date');
    const after = await endpoints();
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({ status: 'enabled' });
    expect(after[0]?.enabled_events).toHaveLength(HANDLED_EVENTS.length);
  });

  it('replaces an endpoint of another version, or on demand, and turns the old one off', async () => {
    const old = await box.stripe.webhookEndpoints.create({
      url: `${URL_OF_SHOP}/api/stripe/webhook`,
      enabled_events: ['*'],
    });
    expect((await run()).text).toContain('made anew');
    expect((await run({ isReplaced: true })).text).toMatch(/whsec_/);
    const enabled = (await endpoints()).filter(({ status }) => status === 'enabled');
    expect(enabled).toHaveLength(1);
    expect(enabled[0]?.id).not.toBe(old.id);
  });

  it('leaves endpoints of other software alone', async () => {
    const other = await box.stripe.webhookEndpoints.create({
      url: 'https://other.example.com/',
      enabled_events: ['*'],
    });
    await run();
    expect(await box.stripe.webhookEndpoints.retrieve(other.id)).toMatchObject({ status: 'enabled' });
  });
});

describe('rights', () => {
  it.each([
    ['POST /v1/checkout/sessions', 'Checkout Sessions: write'],
    ['POST /v1/customers*', 'Customers: write'],
    ['POST /v1/payment_intents', 'PaymentIntents: write'],
    ['GET /v1/payment_methods*', 'PaymentMethods: read'],
    ['GET /v1/setup_intents', 'SetupIntents: read'],
    ['POST /v1/refunds', 'Refunds: write'],
    ['GET /v1/charges', 'Charges: read'],
    ['GET /v1/disputes', 'Disputes: read'],
    ['GET /v1/events', 'Events: read'],
    ['GET /v1/balance_transactions', 'Balance transactions: read'],
    ['POST /v1/billing_portal/sessions', 'Customer portal: write'],
  ])('that are missing are named, and nothing is left behind: %s', async (call, name) => {
    const before = box.server.sandbox.data.paymentIntents.size + box.server.sandbox.data.customers.size;
    await box.control('rights', { key: KEY, refuse: [call] });
    const { code, text } = await run();
    expect(code).toBe(1);
    expect(text).toContain(`MISSING  ${name}`);
    expect(text.match(/MISSING/g)).toHaveLength(1);
    expect(box.server.sandbox.data.paymentIntents.size + box.server.sandbox.data.customers.size).toBe(before);
  });

  it('are all looked at', () => {
    expect(RIGHTS).toHaveLength(11);
  });

  it('to make endpoints may come from another key', async () => {
    await box.control('rights', { key: KEY, refuse: ['POST /v1/webhook_endpoints*', 'GET /v1/webhook_endpoints*'] });
    expect(await run()).toMatchObject({ code: 1, text: expect.stringContaining('STRIPE_SETUP_KEY') });
    expect(await run({ setupKey: 'sk_test_setup' })).toMatchObject({ code: 0 });
  });
});

describe('wrong input', () => {
  const right: SetupInput = { key: 'sk_live_x', baseUrl: URL_OF_SHOP };
  it.each<[string, Partial<SetupInput>, RegExp]>([
    ['no key', { key: undefined }, /not set/],
    ['a publishable key', { key: 'pk_test_1' }, /publishable/],
    ['a webhook secret', { key: 'whsec_1' }, /no key of Stripe/],
    ['keys of two modes', { setupKey: 'sk_test_1' }, /test key and the other a live/],
    ['no address', { baseUrl: undefined }, /--url/],
    ['an address that is none', { baseUrl: 'billing' }, /--url/],
    ['http', { baseUrl: 'http://billing.example.com' }, /https only/],
    ['this machine', { baseUrl: 'https://localhost' }, /cannot reach/],
    ['a query', { baseUrl: `${URL_OF_SHOP}/?a=b` }, /more than an address/],
  ])('%s is refused in a sentence', async (_name, change, told) => {
    expect(refuse({ ...right, ...change })).toMatch(told);
    expect(await run({ apiBase: undefined, ...right, ...change })).toMatchObject({ code: 2 });
  });

  it('is refused by the command too', () => {
    const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/stripe-setup.ts'], {
      env: { ...process.env, STRIPE_SECRET_KEY: 'pk_test_1' },
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([2, expect.stringContaining('publishable')]);
  });
});
