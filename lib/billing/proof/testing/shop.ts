import Stripe from 'stripe';
import { afterAll, beforeAll } from 'vitest';
import { findCard, GOOD_CARD } from '@/sandbox/stripe/cards';
import { paySession } from '@/sandbox/stripe/checkout/actions';
import { Sandbox } from '@/sandbox/stripe/sandbox';
import type { Actor } from '../../../auth/actor';
import { NIL_UUID, newId, newWorkspaceId } from '../../../ids';
import { dropSingleton, singleton } from '../../../singleton';
import { type TestDatabase, useTestDatabase } from '../../../testing/database';
import { startPurchase } from '../../purchase';
import type { PurchaseRow } from '../../purchase-row';
import { networkOf, sdkOver } from './in-process';

export const SECRET = 'whsec_proof';
/** 1,000 credits and a bonus of 100 for 25 dollars. */
export const PACK = { creditMicro: 1_000_000_000n, bonusMicro: 100_000_000n, priceMinor: 2_500n };

export interface Shopper {
  id: string;
  owner: Actor;
}

export interface Shop {
  database: TestDatabase;
  /** A sandbox in this process. */
  sandbox: Sandbox;
  packId: string;
  newWorkspace(): Promise<Shopper>;
  begin(workspace: Shopper): Promise<{ purchaseId: string; sessionId: string }>;
  /** The customer pays on Stripe's page. */
  pay(sessionId: string, how?: 'card' | 'delayed'): void;
  purchase(purchaseId: string): Promise<PurchaseRow>;
  /** Every event so far, oldest first, as bytes with their signature. */
  deliveries(types: readonly string[]): Delivery[];
  /** Makes the sweep due for everything that is open. */
  makeDue(): Promise<void>;
}

export interface Delivery {
  event: Stripe.Event;
  body: Buffer;
  signature: string;
}

/** Bytes as Stripe sends them, signed at this time (seconds). */
export function deliveryOf(event: Stripe.Event, secret = SECRET, timestamp = Math.floor(Date.now() / 1000)): Delivery {
  const payload = JSON.stringify(event);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  return { event, body: Buffer.from(payload), signature };
}

/**
 * A database and a sandbox in one process, without HTTP and without timers in between: thousands of payments in seconds,
 * through the code and the SDK that production runs.
 */
export function useShop(): Shop {
  const database = useTestDatabase();
  const shop = { database } as Shop;
  beforeAll(async () => {
    process.env.STRIPE_SECRET_KEY = 'sk_test_sandbox';
    process.env.STRIPE_WEBHOOK_SECRET = SECRET;
    shop.sandbox = new Sandbox();
    shop.sandbox.publicUrl = 'http://sandbox.test';
    dropSingleton('stripe');
    singleton('stripe', () => sdkOver(networkOf(shop.sandbox)));
    shop.packId = newId();
    await database.pool.query(
      `INSERT INTO packs (id, name, credit_micro, bonus_micro, price_minor, currency, valid_days, bonus_valid_days)
       VALUES ($1, 'Starter', $2, $3, $4, 'usd', 365, 30)`,
      [shop.packId, PACK.creditMicro, PACK.bonusMicro, PACK.priceMinor],
    );
  });
  afterAll(() => dropSingleton('stripe'));

  shop.newWorkspace = async () => {
    const id = newWorkspaceId();
    await database.pool.query(`INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, 'Acme')`, [
      id,
      `w-${id.slice(0, 13)}`,
    ]);
    const memberships = [{ workspaceId: id, memberId: NIL_UUID, role: 'owner' as const }];
    const owner: Actor = {
      kind: 'user',
      userId: newId(),
      email: 'owner@acme.test',
      isOperator: false,
      memberships,
      sessionId: newId(),
    };
    return { id, owner };
  };
  shop.purchase = async (purchaseId) => {
    const { rows } = await database.pool.query<PurchaseRow>('SELECT * FROM purchases WHERE id = $1', [purchaseId]);
    return rows[0] as PurchaseRow;
  };
  shop.begin = async (workspace) => {
    const item = { packId: shop.packId };
    const { purchaseId } = await startPurchase(workspace.owner, { workspaceId: workspace.id, item });
    return { purchaseId, sessionId: String((await shop.purchase(purchaseId)).checkout_session_id) };
  };
  shop.pay = (sessionId, how = 'card') => {
    const record = shop.sandbox.data.sessions.get(sessionId);
    const card = findCard(GOOD_CARD);
    if (!record || !card) throw new Error(`no session ${sessionId}`);
    paySession(shop.sandbox, record, how === 'card' ? { card } : { debit: 'us_bank_account' });
  };
  shop.deliveries = (types) =>
    [...shop.sandbox.data.events.values()].filter(({ type }) => types.includes(type)).map((event) => deliveryOf(event));
  shop.makeDue = async () => {
    await database.pool.query(
      'UPDATE purchases SET next_check_at = now() - make_interval(secs => 1) WHERE next_check_at IS NOT NULL',
    );
  };
  return shop;
}

/** A number that `npm run test:deep -- stripe` may raise. */
export const figure = (name: string, small: number): number => Number(process.env[`PROOF_${name}`] ?? small);

/** Milliseconds that a test may take; PROOF_HOURS in the long run. */
export const within = (ms: number): number =>
  process.env.PROOF_HOURS ? Number(process.env.PROOF_HOURS) * 3_600_000 : ms;

/** A small generator of numbers that are the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The seed of this run: PROOF_SEED, or today's. Told with a failure, so that it can be had again. */
export const SEED = Number(process.env.PROOF_SEED ?? Date.now() % 1_000_000_000);

export const shuffled = <T>(items: readonly T[], next: () => number): T[] => {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
};
