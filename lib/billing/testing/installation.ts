import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type TestSandbox, useSandbox } from '@/sandbox/stripe/testing/client';
import type { Actor } from '../../auth/actor';
import { NIL_UUID, newId, newWorkspaceId } from '../../ids';
import { dropSingleton } from '../../singleton';
import { type TestDatabase, useTestDatabase } from '../../testing/database';
import { workInbox } from '../inbox';
import { startPurchase } from '../purchase';
import type { PurchaseRow } from '../purchase-row';
import { receiveWebhook } from '../webhook';

/** Two secrets, as during a rotation: the sandbox signs with the second. */
export const WEBHOOK_SECRETS = ['whsec_previous', 'whsec_current'] as const;

export interface TestWorkspace {
  id: string;
  slug: string;
  owner: Actor;
}

export interface TestInstallation {
  database: TestDatabase;
  box: TestSandbox;
  packId: string;
  /** Resolves when every event sent so far was taken and worked on. */
  settle(): Promise<void>;
  newWorkspace(): Promise<TestWorkspace>;
  /** A purchase of the one pack, as far as Stripe's page. */
  begin(workspace: TestWorkspace): Promise<{ purchaseId: string; sessionId: string }>;
  purchase(purchaseId: string): Promise<PurchaseRow>;
  /** Micro-credits that came from this purchase: [bought, bonus]. */
  credited(purchaseId: string): Promise<bigint[]>;
  /** Makes the sweep due for everything that is open. */
  makeDue(): Promise<void>;
}

/** The pack that tests buy: 1,000 credits and 100 as a bonus for 25 dollars. */
export const PACK = { creditMicro: 1_000_000_000n, bonusMicro: 100_000_000n, priceMinor: 2_500n };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What the webhook route does, without Next around it. */
function startReceiver(): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      receiveWebhook(Buffer.concat(chunks), String(request.headers['stripe-signature'] ?? '')).then(
        (reply) => response.writeHead(reply.status).end(JSON.stringify(reply.body)),
        (error: Error) => response.writeHead(500).end(error.message),
      );
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

async function insertPack(database: TestDatabase): Promise<string> {
  const id = newId();
  await database.pool.query(
    `INSERT INTO packs (id, name, credit_micro, bonus_micro, price_minor, currency, valid_days, bonus_valid_days)
     VALUES ($1, 'Starter', $2, $3, $4, 'usd', 365, 30)`,
    [id, PACK.creditMicro, PACK.bonusMicro, PACK.priceMinor],
  );
  await database.pool.query(
    `INSERT INTO credit_prices (currency, unit_cost_nano, min_minor, max_minor, valid_days)
     VALUES ('usd', 3000000000, 500, 500000, NULL)`,
  );
  return id;
}

async function insertWorkspace(database: TestDatabase): Promise<TestWorkspace> {
  const id = newWorkspaceId();
  const slug = `w-${id.slice(0, 18)}`; // long enough for thousands of workspaces
  await database.pool.query(`INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, 'Acme')`, [id, slug]);
  const owner: Actor = {
    kind: 'user',
    userId: newId(),
    email: 'owner@acme.test',
    isOperator: false,
    memberships: [{ workspaceId: id, memberId: NIL_UUID, role: 'owner' }],
    sessionId: newId(),
  };
  return { id, slug, owner };
}

/**
 * A database, a sandbox of Stripe and the webhook address between them, for the calling test file. Events arrive and are
 * stored by themselves; `settle` works on them.
 */
export function useInstallation(): TestInstallation {
  const database = useTestDatabase();
  const box = useSandbox();
  const installation = { database, box } as TestInstallation;
  let receiver: Server;

  beforeAll(async () => {
    process.env.STRIPE_SECRET_KEY = 'sk_test_sandbox';
    process.env.STRIPE_API_BASE = box.server.url;
    process.env.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRETS.join(', ');
    dropSingleton('stripe');
    receiver = await startReceiver();
    const { port } = receiver.address() as AddressInfo;
    await box.control('webhook-target', { url: `http://127.0.0.1:${port}/`, secret: WEBHOOK_SECRETS[1] });
    installation.packId = await insertPack(database);
  });
  beforeEach(() => box.control('calm', {}).then(() => undefined));
  afterAll(() => void receiver.close());

  installation.newWorkspace = () => insertWorkspace(database);
  installation.purchase = async (purchaseId) => {
    const { rows } = await database.pool.query<PurchaseRow>('SELECT * FROM purchases WHERE id = $1', [purchaseId]);
    return rows[0]!;
  };
  installation.credited = async (purchaseId) => {
    const { rows } = await database.pool.query<{ amount_micro: bigint }>(
      'SELECT amount_micro FROM grants WHERE purchase_id = $1 ORDER BY amount_micro DESC',
      [purchaseId],
    );
    return rows.map((row) => row.amount_micro);
  };
  installation.begin = async (workspace) => {
    const { purchaseId } = await startPurchase(workspace.owner, {
      workspaceId: workspace.id,
      item: { packId: installation.packId },
    });
    const { checkout_session_id: sessionId } = await installation.purchase(purchaseId);
    return { purchaseId, sessionId: sessionId! };
  };
  installation.makeDue = async () => {
    await database.pool.query(
      'UPDATE purchases SET next_check_at = now() - make_interval(secs => 1) WHERE next_check_at IS NOT NULL',
    );
  };
  installation.settle = async () => {
    const isPending = async () => {
      const { data } = (await box.control('deliveries')) as { data: { status: string }[] };
      return data.some(({ status }) => status === 'pending');
    };
    while (await isPending()) await pause(10);
    await workInbox();
  };
  return installation;
}

/** The event of this type about this session, as Stripe lists it. */
export async function eventOf(box: TestSandbox, type: string, sessionId: string): Promise<Stripe.Event> {
  for await (const event of box.stripe.events.list({ type, limit: 100 })) {
    if ((event.data.object as { id: string }).id === sessionId) return event;
  }
  throw new Error(`no ${type} for ${sessionId}`);
}
