import { beforeAll, describe, expect, it, vi } from 'vitest';
import { newId, newWorkspaceId } from '../ids';
import { dropSingleton } from '../singleton';
import { useTestDatabase } from '../testing/database';
import type { ApiKeyActor, OperatorActor, UserActor } from './actor';
import { hashSecret } from './key-secret';
import { authenticateKey, type CreateKeyInput, createKey, listKeys, revokeKey, rotateKey } from './keys';

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

const admin = (role: UserActor['memberships'][number]['role'] = 'admin', ownMemberId = newId()): UserActor => ({
  kind: 'user',
  userId: newId(),
  email: 'admin@example.com',
  isOperator: false,
  memberships: [{ workspaceId, memberId: ownMemberId, role }],
  sessionId: newId(),
});

const make = (input: Partial<CreateKeyInput> = {}) =>
  createKey(operator, { workspaceId, name: 'test', mode: 'live', scopes: ['read', 'spend'], ...input });

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
const authenticate = (secret: string, ip = '203.0.113.9') => authenticateKey(bearer(secret), ip);
const refused = (detail: RegExp) =>
  expect.objectContaining({ code: 'unauthenticated', detail: expect.stringMatching(detail) });

/** As another process, which knows nothing that this one has cached. */
const asOtherProcess = () => dropSingleton('api-key-cache');

describe('a new key', () => {
  it('is random, shown once, and kept as a hash with prefix and last four', async () => {
    const { key, secret } = await make({ name: ' Backend ' });
    expect(secret).toMatch(/^sk_live_[0-9A-Za-z]{40}$/);
    expect(key).toMatchObject({ name: 'Backend', prefix: secret.slice(0, 12), last4: secret.slice(-4) });
    const { rows } = await database.pool.query<{ hash: Buffer; row: string }>(
      'SELECT hash, to_jsonb(k)::text AS row FROM api_keys k WHERE id = $1',
      [key.id],
    );
    expect(rows[0]?.hash).toEqual(hashSecret(secret));
    expect(rows[0]?.row).not.toContain(secret.slice(12, -4));
    const audit = await database.pool.query(`SELECT after::text FROM audit_log WHERE target_id = $1`, [key.id]);
    expect(JSON.stringify(audit.rows)).toContain('Backend');
    expect(JSON.stringify(audit.rows)).not.toContain(secret.slice(12, -4));
    expect((await make({ mode: 'test' })).secret).toMatch(/^sk_test_/);
  });

  it('is refused with a reason when something about it is wrong', async () => {
    const wrong: [Partial<CreateKeyInput>, string][] = [
      [{ name: '  ' }, 'name'],
      [{ name: 'x'.repeat(81) }, 'name'],
      [{ scopes: [] }, 'scopes'],
      [{ scopes: ['everything' as 'read'] }, 'scopes'],
      [{ expiresAt: new Date(Date.now() - 1) }, 'expiresAt'],
      [{ expiresAt: new Date(Number.NaN) }, 'expiresAt'],
      [{ allowedIps: ['example.com'] }, 'allowedIps'],
    ];
    for (const [input, field] of wrong) {
      await expect(make(input)).rejects.toMatchObject({ code: 'validation_failed', fields: [{ path: [field] }] });
    }
    await expect(make({ workspaceId: newWorkspaceId() })).rejects.toMatchObject({ code: 'not_found' });
    await expect(make({ memberId: newId() })).rejects.toMatchObject({ code: 'not_found' });
    await expect(make({ workspaceId: otherId, memberId })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('that creates credits is the operator’s to give', async () => {
    for (const scope of ['grant', 'admin'] as const) {
      const input = { workspaceId, name: 'mint', mode: 'live', scopes: ['read', scope] } as const;
      await expect(createKey(admin('owner'), input)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const plain = { workspaceId, name: 'plain', mode: 'live', scopes: ['read', 'spend'] } as const;
    expect((await createKey(admin('owner'), plain)).key.workspaceId).toBe(workspaceId);
    await expect(createKey(admin('member'), plain)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await createKey(admin('member', memberId), { ...plain, memberId })).key.memberId).toBe(memberId);
    await expect(createKey(admin('viewer', memberId), { ...plain, memberId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(createKey(admin('owner'), { ...plain, workspaceId: null })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(createKey(admin('owner'), { ...plain, workspaceId: otherId })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

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
      store[Symbol.for('coffer.pool')] = pool;
    }
    expect(lookups).toBe(1);
  });

  it('feels an expiry at its instant, though the key is cached', async () => {
    const { secret } = await make({ expiresAt: new Date(Date.now() + 400) });
    expect((await authenticate(secret)).kind).toBe('api_key');
    await new Promise((resolve) => setTimeout(resolve, 420));
    await expect(authenticate(secret)).rejects.toEqual(refused(/expired/));
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

describe('rotating', () => {
  it('gives a successor with the same rights while the old key works on for the overlap', async () => {
    const old = await make({ memberId, allowedIps: ['203.0.113.0/24'], scopes: ['spend'] });
    const next = await rotateKey(operator, { workspaceId, keyId: old.key.id, overlapSeconds: 3600 });
    const { scopes, memberId: owner, allowedIps, mode, name } = next.key;
    expect({ scopes, owner, allowedIps, mode, name }).toEqual({
      scopes: ['spend'],
      owner: memberId,
      allowedIps: ['203.0.113.0/24'],
      mode: 'live',
      name: 'test',
    });
    const [first, second] = [await authenticate(old.secret), await authenticate(next.secret)] as ApiKeyActor[];
    expect(first?.keyId).not.toBe(second?.keyId);
    await expect(rotateKey(operator, { workspaceId, keyId: old.key.id })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('ends the old key at once without an overlap', async () => {
    const old = await make();
    await authenticate(old.secret);
    const next = await rotateKey(operator, { workspaceId, keyId: old.key.id, overlapSeconds: 0 });
    await expect(authenticate(old.secret)).rejects.toEqual(refused(/expired/));
    expect((await authenticate(next.secret)).kind).toBe('api_key');
  });

  it('never lengthens a key’s life, and happens once for five at once', async () => {
    const expiresAt = new Date(Date.now() + 60_000);
    const old = await make({ expiresAt });
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => rotateKey(operator, { workspaceId, keyId: old.key.id, overlapSeconds: 86_400 })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [kept] = (await listKeys(operator, { workspaceId })).filter(({ id }) => id === old.key.id);
    expect(kept?.expiresAt).toEqual(expiresAt);
    expect(kept?.replacedBy).not.toBeNull();
    for (const overlapSeconds of [-1, 1.5, 31 * 86_400, Number.NaN]) {
      await expect(rotateKey(operator, { workspaceId, keyId: old.key.id, overlapSeconds })).rejects.toMatchObject({
        code: 'validation_failed',
      });
    }
  });
});

describe('revoking and listing', () => {
  it('answers alike the second time and writes one audit row', async () => {
    const { key } = await make();
    const first = await revokeKey(admin(), { workspaceId, keyId: key.id, reason: 'unused' });
    const second = await revokeKey(admin(), { workspaceId, keyId: key.id });
    expect(second).toEqual(first);
    const { rows } = await database.pool.query(
      `SELECT reason FROM audit_log WHERE action = 'key.revoke' AND target_id = $1`,
      [key.id],
    );
    expect(rows).toEqual([{ reason: 'unused' }]);
  });

  it('finds no key of another workspace, exactly as if there were none', async () => {
    const { key } = await make({ workspaceId: otherId });
    const answers = [];
    for (const keyId of [key.id, newId(), 'nonsense']) {
      answers.push(
        await revokeKey(admin(), { workspaceId, keyId }).catch((error: Error) => ({
          ...error,
          message: error.message,
        })),
      );
    }
    expect(answers[0]).toMatchObject({ code: 'not_found' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    await expect(revokeKey(admin(), { workspaceId: otherId, keyId: key.id })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('lets an admin end a strong key, and a member only their own', async () => {
    const strong = await make({ scopes: ['admin'] });
    expect((await revokeKey(admin(), { workspaceId, keyId: strong.key.id })).revokedAt).toBeInstanceOf(Date);
    const own = await make({ memberId });
    const others = await make();
    const person = admin('member', memberId);
    await expect(revokeKey(person, { workspaceId, keyId: others.key.id })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await revokeKey(person, { workspaceId, keyId: own.key.id })).revokedAt).toBeInstanceOf(Date);
  });

  it('shows members their own keys, admins all, and ended ones on request', async () => {
    const own = await make({ memberId, name: 'mine' });
    const ended = await make({ name: 'ended' });
    await revokeKey(operator, { workspaceId, keyId: ended.key.id });
    const seen = await listKeys(admin('member', memberId), { workspaceId });
    expect(seen.map(({ id }) => id)).toContain(own.key.id);
    expect(seen.every((key) => key.memberId === memberId)).toBe(true);
    const all = await listKeys(admin(), { workspaceId });
    expect(all.length).toBeGreaterThan(seen.length);
    expect(all.map(({ id }) => id)).not.toContain(ended.key.id);
    const withEnded = await listKeys(admin(), { workspaceId, includeEnded: true });
    expect(withEnded.map(({ id }) => id)).toContain(ended.key.id);
    expect(Object.keys(withEnded[0] ?? {})).not.toContain('hash');
    await expect(listKeys(admin('viewer'), { workspaceId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listKeys(admin(), { workspaceId: otherId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(listKeys(admin(), { workspaceId: null })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
