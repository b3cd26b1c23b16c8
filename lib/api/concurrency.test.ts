import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revokeKey } from '../auth/keys';
import { createLedger, type Ledger } from '../ledger';
import { type Child, startChild } from '../testing/child-process';
import { useTestDatabase } from '../testing/database';
import { CREDIT, createApiKey, createWorkspace, giveCredits } from '../testing/factories';

const database = useTestDatabase();
const children: Child[] = [];
let bases: string[] = [];
let ledger: Ledger;

beforeAll(async () => {
  ledger = createLedger({ pool: database.pool });
  children.push(startChild('lib/testing/api-process.ts'), startChild('lib/testing/api-process.ts'));
  bases = await Promise.all(children.map((child) => child.waitFor(/ready (http:\S+)/)));
});
afterAll(async () => {
  await Promise.all(children.map((child) => child.stop()));
});

/** POST /v1/credits/consume on one of the two processes. */
async function spend(n: number, secret: string, amount: string, key?: string) {
  const response = await fetch(`${bases[n % bases.length]}/v1/credits/consume`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      ...(key ? { 'idempotency-key': key } : {}),
    },
    body: JSON.stringify({ amount }),
  });
  const text = await response.text();
  return { status: response.status, text, replayed: response.headers.get('idempotent-replayed') };
}

async function customer(credits: bigint) {
  const workspaceId = await createWorkspace(database.pool);
  await giveCredits(ledger, workspaceId, credits * CREDIT);
  const { id, secret } = await createApiKey(database.pool, workspaceId);
  const balance = async () =>
    (await ledger.balance({ workspaceId, mode: 'live', owner: { kind: 'workspace' } })).availableMicro;
  return { workspaceId, keyId: id, secret, balance };
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Thousands of calls over two servers: seconds alone, far longer beside other work. */
const MANY_CALLS = { timeout: 180_000 };

describe('two app processes on one database', () => {
  it('let exactly one of 200 spends have the last credit, 50 times', MANY_CALLS, async () => {
    for (let round = 0; round < 50; round++) {
      const { secret, balance } = await customer(1n);
      const replies = await Promise.all(range(200).map((n) => spend(n, secret, '1')));
      const statuses = replies.map((reply) => reply.status).sort();
      expect(statuses).toEqual([200, ...Array<number>(199).fill(402)]);
      expect(await balance()).toBe(0n);
    }
  });

  it('do one effect per idempotency key, and answer up to 100 copies at once alike', MANY_CALLS, async () => {
    const { secret, balance } = await customer(10_000n);
    const keys = 500;
    for (let k = 0; k < keys; k++) {
      const copyCount = k % 10 === 0 ? 100 : 10;
      const copies = await Promise.all(range(copyCount).map((n) => spend(n, secret, '1.5', `key-${k}`)));
      const done = copies.filter((reply) => reply.status === 200);
      expect(copies.every((reply) => reply.status === 200 || reply.status === 409)).toBe(true);
      expect(done.length).toBeGreaterThan(0);
      expect(new Set(done.map((reply) => reply.text)).size).toBe(1);
      expect(done.filter((reply) => reply.replayed === null)).toHaveLength(1);
    }
    expect(await balance()).toBe(10_000n * CREDIT - (BigInt(keys) * 3n * CREDIT) / 2n);
  });

  it('refuse another body under a key that is taken', async () => {
    const { secret, balance } = await customer(100n);
    const replies = await Promise.all(range(20).map((n) => spend(n, secret, n % 2 === 0 ? '1' : '2', 'shared')));
    const [won] = replies.filter((reply) => reply.status === 200 && reply.replayed === null);
    expect(won).toBeDefined();
    for (const reply of replies) expect([200, 409, 422]).toContain(reply.status);
    expect(replies.filter((reply) => reply.status === 422).length).toBeGreaterThan(0);
    expect([99n * CREDIT, 98n * CREDIT]).toContain(await balance());
  });

  it('keep the sum of a hot wallet exact under 64 clients', MANY_CALLS, async () => {
    const { secret, balance } = await customer(10_000n);
    const each = 100;
    await Promise.all(
      range(64).map(async (client) => {
        for (let i = 0; i < each; i++) expect((await spend(client + i, secret, '0.000001')).status).toBe(200);
      }),
    );
    expect(await balance()).toBe(10_000n * CREDIT - 6_400n);
  });

  it('refuse a revoked key on both within a second, whatever is under way', async () => {
    const { keyId, secret, workspaceId } = await customer(1_000n);
    let isOver = false;
    let lastSuccessAt = 0;
    const succeeded = new Set<number>();
    const hammer = range(8).map(async (n) => {
      while (!isOver) {
        const startedAt = performance.now();
        const { status } = await spend(n, secret, '0.000001');
        expect([200, 401]).toContain(status);
        if (status !== 200) continue;
        lastSuccessAt = Math.max(lastSuccessAt, startedAt);
        succeeded.add(n);
      }
    });
    await expect.poll(() => succeeded.size).toBe(hammer.length);
    await revokeKey({ kind: 'operator', userId: null }, { workspaceId, keyId });
    const revokedAt = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    isOver = true;
    await Promise.all(hammer);
    expect(lastSuccessAt - revokedAt).toBeLessThan(1_000);
    expect((await spend(0, secret, '1')).status).toBe(401);
    expect((await spend(1, secret, '1')).status).toBe(401);
  });
});
