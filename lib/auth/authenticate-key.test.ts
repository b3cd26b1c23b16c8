import { beforeAll, describe, expect, it, vi } from 'vitest';
import { newId, newWorkspaceId } from '../ids';
import { dropSingleton } from '../singleton';
import { useTestDatabase } from '../testing/database';
import type { OperatorActor } from './actor';
import { authenticateKey, type CreateKeyInput, createKey, revokeKey } from './keys';

const database = useTestDatabase();
const operator: OperatorActor = { kind: 'operator', userId: null };
const workspaceId = newWorkspaceId();
const otherId = newWorkspaceId();
const memberId = newId();

beforeAll(async () => {
  for (const [id, slug] of [
    [workspaceId, 'own'],
    [otherId, 'other'],
  ]) {
    await database.pool.query('INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, $2)', [id, slug]);
  }
  await database.pool.query(`INSERT INTO members (workspace_id, id, name) VALUES ($1, $2, 'Ada')`, [
    workspaceId,
    memberId,
  ]);
});

const make = (input: Partial<CreateKeyInput> = {}) =>
  createKey(operator, { workspaceId, name: 'test', mode: 'live', scopes: ['read', 'spend'], ...input });

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
const authenticate = (secret: string, ip = '203.0.113.9') => authenticateKey(bearer(secret), ip);
const refused = (detail: RegExp) =>
  expect.objectContaining({ code: 'unauthenticated', detail: expect.stringMatching(detail) });

/** As another process, which knows nothing that this one has cached. */
const asOtherProcess = () => dropSingleton('api-key-cache');

describe('authenticating', () => {
  it('reads a key from every header that the wires use', async () => {
    const { key, secret } = await make({ memberId, scopes: ['read'] });
    const expected = { kind: 'api_key', keyId: key.id, workspaceId, memberId, scopes: ['read'], mode: 'live' };
    const ways = [
      bearer(secret),
      { authorization: `bearer  ${secret}` },
      { 'x-api-key': secret },
      { 'api-key': secret },
      { 'kable-client-id': key.id, 'kable-client-secret': secret },
      { 'kable-client-id': key.id.toUpperCase(), 'kable-client-secret': secret, authorization: `Bearer ${secret}` },
    ];
    for (const headers of ways) expect(await authenticateKey(headers, '203.0.113.9')).toEqual(expected);
  });

  it('takes no credential for nobody, and anything half or doubled for an error', async () => {
    const { key, secret } = await make();
    const { secret: second } = await make();
    expect(await authenticateKey({}, '')).toEqual({ kind: 'anonymous' });
    expect(await authenticateKey({ 'kable-client-id': key.id }, '')).toEqual({ kind: 'anonymous' });
    const wrong: Record<string, string>[] = [
      { authorization: secret },
      { authorization: '' },
      { authorization: `Basic ${Buffer.from(`x:${secret}`).toString('base64')}` },
      { authorization: `Bearer ${secret}, Bearer ${second}` },
      { authorization: 'Bearer' },
      { ...bearer(secret), 'x-api-key': second },
      { 'kable-client-secret': secret },
      { 'kable-client-id': newId(), 'kable-client-secret': secret },
    ];
    for (const headers of wrong) {
      await expect(authenticateKey(headers, ''), JSON.stringify(headers)).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    }
  });

  it('answers the same for keys that are wrong in form, unknown, or off by one letter', async () => {
    const { secret } = await make();
    const off = secret.slice(0, -1) + (secret.endsWith('a') ? 'b' : 'a');
    for (const wrong of [
      'x',
      'sk_live_',
      `sk_live_${'a'.repeat(40)}`,
      off,
      secret.toUpperCase(),
      `${secret}a`,
      "' OR 1=1 --",
    ]) {
      await expect(authenticate(wrong)).rejects.toEqual(refused(/not valid|Send the API key/));
    }
  });

  it('feels a revoke at once here and within a second elsewhere', async () => {
    const { key, secret } = await make();
    await authenticate(secret);
    await revokeKey(operator, { workspaceId, keyId: key.id, reason: 'leaked' });
    await expect(authenticate(secret)).rejects.toEqual(refused(/revoked/));

    const other = await make();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000_000);
    try {
      await authenticate(other.secret);
      // Another process revokes: this one believes its copy for a moment, and no longer.
      await database.pool.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1', [other.key.id]);
      clock.mockReturnValue(1_000_400);
      expect((await authenticate(other.secret)).kind).toBe('api_key');
      clock.mockReturnValue(1_000_950);
      await expect(authenticate(other.secret)).rejects.toEqual(refused(/revoked/));
    } finally {
      clock.mockRestore();
    }
  });

  it('reads a busy key again in the background, so that no request waits for it', async () => {
    const { key, secret } = await make();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(2_000_000);
    try {
      await authenticate(secret);
      await database.pool.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1', [key.id]);
      clock.mockReturnValue(2_000_500);
      expect((await authenticate(secret)).kind).toBe('api_key'); // from the copy, while the new one is on its way
      await expect
        .poll(() => authenticate(secret).catch((error: { code: string }) => error.code), { interval: 10 })
        .toBe('unauthenticated');
    } finally {
      clock.mockRestore();
    }
  });

  it('asks the database once for a thousand requests at once', async () => {
    const { secret } = await make();
    asOtherProcess();
    const { pool } = database;
    const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
    const clock = vi.spyOn(performance, 'now').mockReturnValue(3_000_000);
    let lookups = 0;
    const store = globalThis as unknown as Record<symbol, unknown>;
    store[Symbol.for('coffer.pool')] = {
      query: (...args: unknown[]) => {
        if (JSON.stringify(args[0]).includes('auth_find_key')) lookups += 1;
        return query(...args);
      },
    };
    try {
      await Promise.all(Array.from({ length: 1000 }, () => authenticate(secret)));
      for (let n = 0; n < 100; n++) await authenticate(secret);
    } finally {
      clock.mockRestore();
      store[Symbol.for('coffer.pool')] = pool;
    }
    expect(lookups).toBe(1);
  });

  it('believes no answer of the database that was on its way for too long, as in a process that was held up', async () => {
    const { key, secret } = await make();
    const { pool } = database;
    const store = globalThis as unknown as Record<symbol, unknown>;
    const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>;
    const clock = vi.spyOn(performance, 'now').mockReturnValue(4_000_000);
    let arrive = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    try {
      await authenticate(secret);
      clock.mockReturnValue(4_000_500);
      let answered = Promise.resolve<unknown>(null);
      const late = (...args: unknown[]) => {
        answered = query(...args);
        return arrival.then(() => answered);
      };
      store[Symbol.for('coffer.pool')] = { query: late };
      expect((await authenticate(secret)).kind).toBe('api_key'); // begins to read it anew
      await answered;
      store[Symbol.for('coffer.pool')] = pool;
      await database.pool.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1', [key.id]);
      clock.mockReturnValue(4_002_000);
      const asked = authenticate(secret);
      arrive();
      await expect(asked).rejects.toEqual(refused(/revoked/));
      await expect(authenticate(secret)).rejects.toEqual(refused(/revoked/));
    } finally {
      store[Symbol.for('coffer.pool')] = pool;
      clock.mockRestore();
    }
  });

  it('feels an expiry at its instant, though the key is cached', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000);
    const { secret } = await make({ expiresAt });
    const clock = vi.spyOn(Date, 'now').mockReturnValue(expiresAt.getTime() - 1);
    try {
      expect((await authenticate(secret)).kind).toBe('api_key');
      clock.mockReturnValue(expiresAt.getTime());
      await expect(authenticate(secret)).rejects.toEqual(refused(/expired/));
    } finally {
      clock.mockRestore();
    }
  });

  it('holds a key to its addresses', async () => {
    const { secret } = await make({ allowedIps: ['10.0.0.0/8', '2001:db8::/32'] });
    expect((await authenticate(secret, '10.1.2.3')).kind).toBe('api_key');
    expect((await authenticate(secret, '::ffff:10.1.2.3')).kind).toBe('api_key');
    for (const ip of ['203.0.113.9', '', 'unknown'])
      await expect(authenticate(secret, ip)).rejects.toEqual(refused(/address/));
  });

  it('ends with its member and with its workspace', async () => {
    const leaver = newId();
    await database.pool.query(`INSERT INTO members (workspace_id, id, name) VALUES ($1, $2, 'Eve')`, [
      workspaceId,
      leaver,
    ]);
    const { secret } = await make({ memberId: leaver });
    await database.pool.query('UPDATE members SET removed_at = now() WHERE id = $1', [leaver]);
    asOtherProcess();
    await expect(authenticate(secret)).rejects.toEqual(refused(/revoked/));

    const other = await make({ workspaceId: otherId });
    await database.pool.query(`UPDATE workspaces SET status = 'closed' WHERE id = $1`, [otherId]);
    asOtherProcess();
    await expect(authenticate(other.secret)).rejects.toEqual(refused(/revoked/));
    await database.pool.query(`UPDATE workspaces SET status = 'active' WHERE id = $1`, [otherId]);
  });

  it('records the last use at most once a minute, without waiting for it', async () => {
    const { key, secret } = await make();
    const lastUsed = async () =>
      (
        await database.pool.query<{ at: Date | null }>('SELECT last_used_at AS at FROM api_keys WHERE id = $1', [
          key.id,
        ])
      ).rows[0]?.at;
    await authenticate(secret);
    await expect.poll(lastUsed).toBeInstanceOf(Date);
    const first = await lastUsed();
    asOtherProcess();
    await authenticate(secret);
    await authenticate(secret);
    expect(await lastUsed()).toEqual(first);
    await database.pool.query(`UPDATE api_keys SET last_used_at = now() - interval '61 seconds' WHERE id = $1`, [
      key.id,
    ]);
    asOtherProcess();
    await authenticate(secret);
    await expect.poll(async () => ((await lastUsed())?.getTime() ?? 0) >= (first?.getTime() ?? 0)).toBe(true);
  });

  it('forgets the oldest when a flood of keys fills the cache', async () => {
    asOtherProcess();
    const { secret } = await make();
    await authenticate(secret);
    const store = globalThis as unknown as Record<symbol, { entries: Map<string, unknown> }>;
    const { entries } = store[Symbol.for('coffer.api-key-cache')]!;
    const [oldest] = entries.keys();
    for (let n = entries.size; n < 10_000; n++) entries.set(`flood ${n}`, { key: null, readAtMs: 0 });
    await authenticate(`sk_live_${'0'.repeat(40)}`).catch(() => {});
    expect(entries.size).toBe(10_000);
    expect(entries.has(oldest!)).toBe(false);
    expect((await authenticate(secret)).kind).toBe('api_key');
  });

  it('fails, and lets nobody in, when the database does not answer', async () => {
    const { secret } = await make();
    asOtherProcess();
    const store = globalThis as unknown as Record<symbol, unknown>;
    store[Symbol.for('coffer.pool')] = { query: () => Promise.reject(new Error('gone')) };
    try {
      await expect(authenticate(secret)).rejects.toThrow('gone');
    } finally {
      store[Symbol.for('coffer.pool')] = database.pool;
    }
    expect((await authenticate(secret)).kind).toBe('api_key');
  });
});
