import { expect, it } from 'vitest';
import type { FaultKind } from '@/sandbox/stripe/faults';
import { isAppError } from '../../errors';
import { newId } from '../../ids';
import { dropSingleton, singleton } from '../../singleton';
import { chargeDefaultCard } from '../charge-default-card';
import { inParallel } from '../in-parallel';
import { getStripe } from '../stripe';
import { sweepPurchases } from '../sweep';
import { networkOf, sdkOver } from './testing/in-process';
import { figure, random, SEED, type Shopper, useShop, within } from './testing/shop';

const shop = useShop();
const CALLS = figure('CALLS', 5_000);
/** Each charge that goes wrong is asked for this often with the same key, as a careful caller does. */
const TRIES = 4;
const WIDTH = 40;

const KINDS = [
  'none',
  'timeout_before',
  'timeout_after',
  'error_409',
  'error_429',
  'error_500',
  'error_402',
  'truncated_body',
  'slow',
  'unknown_value',
  'missing_field',
  'dns',
] as const;
type Trouble = (typeof KINDS)[number];

/** A network on which every call to make a payment meets something else; what was drawn is the same for the same seed. */
function badNetwork(counted: Map<Trouble, number>): typeof fetch {
  const next = random(SEED);
  const good = networkOf(shop.sandbox);
  return async (input, init) => {
    const path = new URL(String(input)).pathname;
    if (init?.method !== 'POST' || path !== '/v1/payment_intents') return good(input, init);
    const kind: Trouble = next() < 0.25 ? 'none' : (KINDS[Math.floor(next() * KINDS.length)] ?? 'none');
    counted.set(kind, (counted.get(kind) ?? 0) + 1);
    if (kind === 'dns') throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND' } });
    if (kind !== 'none') {
      // Taken by the very next call, which is this one: the in-process network answers before it yields.
      shop.sandbox.faults.add({ kind: kind satisfies FaultKind, on: `POST ${path}`, times: 1, delayMs: 20 });
    }
    return good(input, init);
  };
}

async function newPayer(): Promise<Shopper> {
  const workspace = await shop.newWorkspace();
  const stripe = getStripe();
  const { id: customer } = await stripe.customers.create({ metadata: { workspace: workspace.id } });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card.id } });
  await shop.database.pool.query('UPDATE workspaces SET stripe_customer_id = $2 WHERE id = $1', [
    workspace.id,
    customer,
  ]);
  return workspace;
}

it(`B9: whatever ${CALLS} calls of Stripe meet, each charge is made at most once and granted if it was made`, {
  timeout: within(7_200_000),
}, async () => {
  const payers: Shopper[] = [];
  await inParallel(8, Array.from({ length: 20 }), async () => void payers.push(await newPayer()));
  const counted = new Map<Trouble, number>();
  const calls = () => [...counted.values()].reduce((sum, count) => sum + count, 0);
  dropSingleton('stripe');
  singleton('stripe', () => sdkOver(badNetwork(counted)));
  const charges = new Map<string, 'granted' | 'refused' | 'unknown'>();

  const chargeOnce = async (nth: number) => {
    const key = newId();
    const payer = payers[nth % payers.length] as Shopper;
    for (let attempt = 0; attempt < TRIES && charges.get(key) !== 'granted'; attempt++) {
      try {
        await chargeDefaultCard({
          workspaceId: payer.id,
          mode: 'live',
          actor: { kind: 'job', id: null },
          creditMicro: 10_000_000n,
          amountMinor: 1_000n,
          currency: 'usd',
          description: key,
          idempotency: { credentialId: payer.id, key, requestHash: Buffer.alloc(32) },
        });
        charges.set(key, 'granted');
      } catch (error) {
        // The caller is told in our words, whatever Stripe did; a busy machine may have no connection left.
        if (!isAppError(error) && !/timeout exceeded/.test(String(error))) throw error;
        charges.set(key, isAppError(error) && error.code === 'invalid_request' ? 'refused' : 'unknown');
      }
    }
  };
  let nth = 0;
  const lane = async () => {
    while (calls() < CALLS) await chargeOnce(nth++);
  };
  await Promise.all(Array.from({ length: WIDTH }, lane));

  shop.sandbox.faults.clear();
  dropSingleton('stripe');
  singleton('stripe', () => sdkOver(networkOf(shop.sandbox)));
  for (const _interval of [1, 2]) {
    await shop.makeDue();
    await sweepPurchases();
  }

  const why = `seed ${SEED}, ${JSON.stringify(Object.fromEntries(counted))}`;
  const made = new Map<string, number>();
  for (const charge of shop.sandbox.data.charges.values()) {
    if (charge.paid) made.set(String(charge.description), (made.get(String(charge.description)) ?? 0) + 1);
  }
  expect(Math.max(...made.values()), why).toBe(1);
  const { rows } = await shop.database.pool.query<{ paid: number; grants: number; open: number }>(
    `SELECT count(*) FILTER (WHERE status = 'paid')::int AS paid, count(*) FILTER (WHERE status IN ('pending', 'processing'))::int AS open,
       (SELECT count(*)::int FROM grants WHERE purchase_id IS NOT NULL) AS grants FROM purchases`,
  );
  const parked = await shop.database.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM purchases WHERE status = 'review'`,
  );
  // Each charge that was made is granted, or lies with a person because Stripe's answer made no sense.
  expect((rows[0]?.paid ?? 0) + (parked.rows[0]?.n ?? 0), why).toBeGreaterThanOrEqual(made.size);
  expect(rows[0]?.grants, why).toBe(rows[0]?.paid);
  expect(rows[0]?.paid, why).toBeLessThanOrEqual(made.size);
  if (CALLS < 1_000) return; // too few to have met everything
  for (const kind of KINDS) expect(counted.get(kind) ?? 0, kind).toBeGreaterThan(0);
});
