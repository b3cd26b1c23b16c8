import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useSandbox } from '@/sandbox/stripe/testing/client';
import { fulfil } from '../../billing/fulfil';
import { getPool } from '../../db/pool';
import { getLedger } from '../../ledger';
import { dropSingleton } from '../../singleton';
import { useTestDatabase } from '../../testing/database';
import {
  give,
  hold,
  makeKey,
  makeMember,
  makeWorkspace,
  memberOf,
  spend,
  type TestKey,
  type TestWorkspace,
} from '../wires/testing/fixtures';
import { useWireServer } from '../wires/testing/wire-server';
import { toClientId, toCustomerId } from './ids';

const box = useSandbox();
useTestDatabase();
const server = useWireServer();

let acme: TestWorkspace;
let key: TestKey;

const headersOf = ({ id, secret }: TestKey) => ({ 'Kable-Client-Id': toClientId(id), 'Kable-Client-Secret': secret });
const path = (customer: string, what: string) => `/api/v1/customers/${encodeURIComponent(customer)}/credits/${what}`;
const read = (customer: string, headers: Record<string, string> = headersOf(key)) =>
  server.send('GET', path(customer, 'balance'), { headers });
const create = (customer: string, body: unknown, headers: Record<string, string> = {}) =>
  server.send('POST', path(customer, 'create'), { body, headers: { ...headersOf(key), ...headers } });

/** A workspace whose customer at Stripe has this card as its default. */
async function withCard(method: string, currency = 'usd'): Promise<TestWorkspace & { customer: string }> {
  const workspace = await makeWorkspace({ currency });
  const customer = await box.stripe.customers.create({ name: 'Acme' });
  const card = await box.stripe.paymentMethods.attach(method, { customer: customer.id });
  await box.stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
  await getPool().query('UPDATE workspaces SET stripe_customer_id = $2 WHERE id = $1', [workspace.id, customer.id]);
  return { ...workspace, customer: customer.id };
}

const chargesOf = async (customer: string) => (await box.stripe.charges.list({ customer })).data;

beforeAll(async () => {
  process.env.STRIPE_SECRET_KEY = 'sk_test_sandbox';
  process.env.STRIPE_API_BASE = box.server.url;
  dropSingleton('stripe');
  acme = await makeWorkspace({ externalId: 'company/1 ü.x' });
  key = await makeKey();
});
afterAll(() => dropSingleton('stripe'));

describe('GET …/credits/balance', () => {
  it('is what is left over all grants and wallets, by cus_ id, the company’s own id and ours', async () => {
    await give(acme.id, 100.25);
    await give(acme.id, 5, { owner: memberOf(await makeMember(acme.id)) });
    await spend(acme.id, 25);
    await hold(acme.id, 5.25);
    for (const name of [toCustomerId(acme.id), acme.externalId, acme.id]) {
      const reply = await read(name);
      expect([reply.status, reply.text]).toEqual([200, '{"available":75}']);
      expect(reply.headers.get('x-request-id')).toBeTruthy();
    }
  });

  it('is that of the credential’s mode', async () => {
    const own = await makeWorkspace();
    await give(own.id, 9, { mode: 'test' });
    const test = await makeKey({ mode: 'test' });
    expect(test.secret).toMatch(/^sk_test_/);
    expect((await read(own.id, headersOf(test))).json).toEqual({ available: 9 });
    expect((await read(own.id)).json).toEqual({ available: 0 });
  });

  it('takes the key’s own id for a client id too', async () => {
    const headers = { 'Kable-Client-Id': key.id, 'Kable-Client-Secret': key.secret };
    expect((await read(acme.id, headers)).status).toBe(200);
  });

  it('is 401 for half a credential, a wrong one, one of another client, and one in another header', async () => {
    const other = await makeKey();
    const wrong: Record<string, string>[] = [
      {},
      { 'Kable-Client-Id': toClientId(key.id) },
      { 'Kable-Client-Secret': key.secret },
      { 'Kable-Client-Id': toClientId(other.id), 'Kable-Client-Secret': key.secret },
      {
        'Kable-Client-Id': toClientId(key.id),
        'Kable-Client-Secret': 'sk_test.jI92Cbu0.XeHWdYM1VTLy4oLtGMw8wrmpt5q9d04n',
      },
      { authorization: `Bearer ${key.secret}` },
    ];
    for (const headers of wrong) {
      expect(await read(acme.id, headers)).toMatchObject({ status: 401, json: { message: 'Unauthorized' } });
    }
    const grantOnly = await makeKey({ scopes: ['grant'] });
    expect((await read(acme.id, headersOf(grantOnly))).status).toBe(401);
  });

  it('is 404 for an unknown customer and another’s alike', async () => {
    const own = await makeKey({ workspaceId: (await makeWorkspace()).id });
    const missing = await read('cus_8276e1ac8ed84d21c64f31ae0082fe', headersOf(own));
    const foreign = await read(acme.id, headersOf(own));
    expect(missing).toMatchObject({ status: 404, json: { message: 'Customer not found' } });
    expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
  });
});

describe('POST …/credits/create', () => {
  it('grants for nothing: no paidAmount, decimals to the last digit', async () => {
    const own = await makeWorkspace({ currency: 'eur' });
    const reply = await create(toCustomerId(own.id), { grantAmount: 100.000001, description: 'Extra API credits' });
    expect(reply.json).toEqual({
      creditGrantId: expect.stringMatching(/^crd_[0-9a-f]{32}$/),
      grantAmount: 100.000001,
      balanceAmount: 100.000001,
      currency: 'EUR',
    });
    const { items } = await getLedger().listGrants({ workspaceId: own.id, mode: 'live' });
    expect(items[0]).toMatchObject({ description: 'Extra API credits', source: 'promotion' });
    expect((await read(own.id)).json).toEqual({ available: 100.000001 });
  });

  it('books once under the same Idempotency-Key', async () => {
    const own = await makeWorkspace();
    const first = await create(own.id, { grantAmount: 1 }, { 'idempotency-key': 'k' });
    const again = await create(own.id, { grantAmount: 1 }, { 'idempotency-key': 'k' });
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await create(own.id, { grantAmount: 2 }, { 'idempotency-key': 'k' })).status).toBe(400);
    expect((await read(own.id)).json).toEqual({ available: 1 });
  });

  it.each([
    ['no body', ''],
    ['the four characters null', 'null'],
    ['no amount', '{}'],
    ['zero', '{"grantAmount":0}'],
    ['less than nothing', '{"grantAmount":-1}'],
    ['text', '{"grantAmount":"100"}'],
    ['seven decimals', '{"grantAmount":0.0000001}'],
    ['more than 64 bits', '{"grantAmount":1e13}'],
    ['a description that is no text', '{"grantAmount":1,"description":{}}'],
    ['a charge below zero', '{"grantAmount":1,"chargeAmount":-1}'],
    ['a charge below a cent', '{"grantAmount":1,"chargeAmount":199.999}'],
    ['a charge nobody can pay', '{"grantAmount":1,"chargeAmount":1000000}'],
  ])('refuses %s with 400', async (_what, body) => {
    const own = await makeWorkspace();
    const reply = await create(own.id, body, { 'content-type': 'application/json' });
    expect(reply).toMatchObject({ status: 400, json: { message: expect.stringMatching(/./) } });
    expect((await read(own.id)).json).toEqual({ available: 0 });
  });

  it('is 401 without the right to grant, 404 for an unknown customer, 405 for another method', async () => {
    const readOnly = await makeKey({ scopes: ['read'] });
    expect((await create(acme.id, { grantAmount: 1 }, headersOf(readOnly))).status).toBe(401);
    expect((await create('nobody', { grantAmount: 1 })).status).toBe(404);
    expect((await server.send('GET', path(acme.id, 'create'), { headers: headersOf(key) })).status).toBe(405);
  });
});

describe('chargeAmount', () => {
  it('is taken from the default card before the grant exists', async () => {
    const own = await withCard('pm_card_visa');
    const reply = await create(own.id, { grantAmount: 100, description: 'Extra API credits', chargeAmount: 199.99 });
    expect(reply.json).toEqual({
      creditGrantId: expect.stringMatching(/^crd_[0-9a-f]{32}$/),
      grantAmount: 100,
      balanceAmount: 100,
      paidAmount: 199.99,
      currency: 'USD',
    });
    const [charge] = await chargesOf(own.customer);
    expect(charge).toMatchObject({
      amount: 19_999,
      currency: 'usd',
      status: 'succeeded',
      payment_method_details: { card: { last4: '4242' } },
    });
    const { items } = await getLedger().listGrants({ workspaceId: own.id, mode: 'live' });
    expect(items).toMatchObject([
      { source: 'purchase', description: 'Extra API credits', unitCostNano: 199_990_000_000n, currency: 'usd' },
    ]);
    const { rows } = await getPool().query('SELECT status, price_minor FROM purchases WHERE workspace_id = $1', [
      own.id,
    ]);
    expect(rows).toEqual([{ status: 'paid', price_minor: 19_999n }]);
  });

  it('is counted in the currency’s own units', async () => {
    const own = await withCard('pm_card_visa', 'jpy');
    expect((await create(own.id, { grantAmount: 1, chargeAmount: 500 })).json).toMatchObject({
      paidAmount: 500,
      currency: 'JPY',
    });
    expect((await chargesOf(own.customer))[0]).toMatchObject({ amount: 500, currency: 'jpy' });
    expect((await create(own.id, { grantAmount: 1, chargeAmount: 500.5 })).status).toBe(400);
  });

  it.each(['pm_card_chargeCustomerFail', 'pm_card_authenticationRequired'])(
    'that a card (%s) does not pay leaves no grant',
    async (method) => {
      const own = await withCard(method);
      const reply = await create(own.id, { grantAmount: 100, chargeAmount: 10 });
      expect(reply).toMatchObject({ status: 400, json: { message: expect.stringMatching(/declined/) } });
      expect((await read(own.id)).json).toEqual({ available: 0 });
      const { rows } = await getPool().query('SELECT status FROM purchases WHERE workspace_id = $1', [own.id]);
      expect(rows).toEqual([{ status: 'failed' }]);
    },
  );

  it('is refused without a card, and below what Stripe takes', async () => {
    const none = await makeWorkspace();
    expect((await create(none.id, { grantAmount: 1, chargeAmount: 10 })).json).toMatchObject({
      message: expect.stringMatching(/no default card/),
    });
    const small = await withCard('pm_card_visa');
    expect((await create(small.id, { grantAmount: 1, chargeAmount: 0.01 })).status).toBe(400);
    expect((await read(small.id)).json).toEqual({ available: 0 });
  });

  it('of nothing is no charge', async () => {
    const none = await makeWorkspace();
    const reply = await create(none.id, { grantAmount: 1, chargeAmount: 0 });
    expect(reply.status).toBe(200);
    expect(reply.json).not.toHaveProperty('paidAmount');
  });

  it('is taken once under one Idempotency-Key, in a row and at once', async () => {
    const own = await withCard('pm_card_visa');
    const body = { grantAmount: 10, chargeAmount: 5 };
    const copies = await Promise.all(
      Array.from({ length: 4 }, () => create(own.id, body, { 'idempotency-key': 'c-1' })),
    );
    const again = await create(own.id, body, { 'idempotency-key': 'c-1' });
    expect(again.status).toBe(200);
    for (const copy of copies) if (copy.status === 200) expect(copy.json).toEqual(again.json);
    expect(await chargesOf(own.customer)).toHaveLength(1);
    expect((await read(own.id)).json).toEqual({ available: 10 });
    expect((await create(own.id, { ...body, chargeAmount: 6 }, { 'idempotency-key': 'c-1' })).status).toBe(400);
  });

  it('is another request than a grant for nothing under the same Idempotency-Key, and than one with other words', async () => {
    const own = await withCard('pm_card_visa');
    const body = { grantAmount: 10, chargeAmount: 5 };
    expect((await create(own.id, body, { 'idempotency-key': 'charged' })).status).toBe(200);
    expect((await create(own.id, { grantAmount: 10 }, { 'idempotency-key': 'charged' })).status).toBe(400);
    expect((await create(own.id, { ...body, description: 'x' }, { 'idempotency-key': 'charged' })).status).toBe(400);
    expect((await create(own.id, { grantAmount: 1 }, { 'idempotency-key': 'free' })).status).toBe(200);
    expect((await create(own.id, body, { 'idempotency-key': 'free' })).status).toBe(400);
    expect(await chargesOf(own.customer)).toHaveLength(1);
    expect((await read(own.id)).json).toEqual({ available: 11 });
  });

  it('can be asked for again under the key of a request that came before there was a card', async () => {
    const own = await makeWorkspace();
    const body = { grantAmount: 10, chargeAmount: 5 };
    expect((await create(own.id, body, { 'idempotency-key': 'early' })).status).toBe(400);
    const { customer } = await withCard('pm_card_visa');
    await getPool().query('UPDATE workspaces SET stripe_customer_id = NULL WHERE stripe_customer_id = $1', [customer]);
    await getPool().query('UPDATE workspaces SET stripe_customer_id = $2 WHERE id = $1', [own.id, customer]);
    expect((await create(own.id, body, { 'idempotency-key': 'early' })).status).toBe(200);
    expect((await read(own.id)).json).toEqual({ available: 10 });
  });

  it('is 502 when Stripe cannot even be asked for the card, and leaves nothing', async () => {
    const own = await withCard('pm_card_visa');
    await box.control('faults', { kind: 'error_500', on: 'GET /v1/customers/*', times: 9 });
    const reply = await create(own.id, { grantAmount: 10, chargeAmount: 5 });
    await box.control('calm', {});
    expect(reply).toMatchObject({ status: 502, json: { message: expect.stringMatching(/Nothing was charged/) } });
    expect(await chargesOf(own.customer)).toEqual([]);
    expect((await read(own.id)).json).toEqual({ available: 0 });
  });

  it('that Stripe made but did not tell of is found by the sweep, and credited once', async () => {
    const own = await withCard('pm_card_visa');
    await box.control('faults', { kind: 'timeout_after', on: 'POST /v1/payment_intents', times: 1 });
    await box.control('faults', { kind: 'timeout_before', on: 'POST /v1/payment_intents', times: 5 });
    const reply = await create(own.id, { grantAmount: 10, chargeAmount: 5 });
    expect(reply.status).toBe(502);
    expect((await read(own.id)).json).toEqual({ available: 0 });
    await box.control('calm', {});
    const { rows } = await getPool().query<{ id: string }>('SELECT id FROM purchases WHERE workspace_id = $1', [
      own.id,
    ]);
    expect(await fulfil(rows[0]!.id, 'sweep')).toMatchObject({ status: 'paid', credited: true });
    expect(await fulfil(rows[0]!.id, 'sweep')).toMatchObject({ status: 'paid', credited: false });
    expect((await read(own.id)).json).toEqual({ available: 10 });
    expect(await chargesOf(own.customer)).toHaveLength(1);
  });

  it('of a different amount at Stripe goes to review and credits nothing', async () => {
    const own = await withCard('pm_card_visa');
    await box.control('faults', { kind: 'timeout_after', on: 'POST /v1/payment_intents', times: 1 });
    await box.control('faults', { kind: 'timeout_before', on: 'POST /v1/payment_intents', times: 5 });
    await create(own.id, { grantAmount: 10, chargeAmount: 5 });
    await box.control('calm', {});
    const [intent] = (await box.stripe.paymentIntents.list({ customer: own.customer })).data;
    await box.control(`objects/${intent!.id}/alter`, { amount: 1, amount_received: 1 });
    const { rows } = await getPool().query<{ id: string }>('SELECT id FROM purchases WHERE workspace_id = $1', [
      own.id,
    ]);
    expect(await fulfil(rows[0]!.id, 'sweep')).toMatchObject({ status: 'review', credited: false });
    expect((await read(own.id)).json).toEqual({ available: 0 });
  });
});
