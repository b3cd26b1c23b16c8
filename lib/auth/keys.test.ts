import { beforeAll, describe, expect, it } from 'vitest';
import type { PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { newId, newWorkspaceId } from '../ids';
import { getLedger } from '../ledger';
import { useTestDatabase } from '../testing/database';
import { CREDIT, createWorkspace } from '../testing/factories';
import type { ApiKeyActor, OperatorActor, UserActor } from './actor';
import { hashSecret } from './key-secret';
import { authenticateKey, type CreateKeyInput, createKey, listKeys, revokeKey, rotateKey, rotateKeyIn } from './keys';

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

  it('carries the caps over in the same transaction, and says so in the audit log', async () => {
    const old = await make();
    const ledger = getLedger();
    const books = { workspaceId, mode: 'live' } as const;
    const cap = { ...books, actor: { kind: 'job', id: null }, scope: 'api_key', scopeId: old.key.id } as const;
    await ledger.setBudget({ ...cap, period: 'day', limitMicro: 5n * CREDIT });
    await ledger.setBudget({ ...cap, period: 'lifetime', limitMicro: 7n * CREDIT });
    const rotate = (client: PoolClient) => rotateKeyIn(client, operator, { workspaceId, keyId: old.key.id });
    let undoneId = '';
    await inTransaction(async (client) => {
      undoneId = (await rotate(client)).key.id;
      throw new Error('undone');
    }).catch(() => undefined);
    expect(await ledger.listBudgets({ ...books, scope: 'api_key', scopeId: undoneId })).toEqual([]);
    const { key } = await inTransaction(rotate);
    const carried = await ledger.listBudgets({ ...books, scope: 'api_key', scopeId: key.id });
    expect(carried.map(({ period, limitMicro }) => [period, limitMicro])).toEqual([
      ['day', 5n * CREDIT],
      ['lifetime', 7n * CREDIT],
    ]);
    const { rows } = await database.pool.query(
      `SELECT action, after FROM audit_log WHERE target_id = $1 AND action = 'budget.set' ORDER BY id`,
      [key.id],
    );
    expect(rows.map(({ after }) => after)).toEqual([
      { period: 'day', limit: '5' },
      { period: 'lifetime', limit: '7' },
    ]);
  });

  it('of the operator’s key carries the caps of every workspace over', async () => {
    const old = await make({ workspaceId: null });
    const workspaces = [await createWorkspace(database.pool), await createWorkspace(database.pool)];
    for (const id of workspaces) {
      const cap = { workspaceId: id, mode: 'live', actor: { kind: 'job', id: null } } as const;
      await getLedger().setBudget({ ...cap, scope: 'api_key', scopeId: old.key.id, period: 'day', limitMicro: CREDIT });
    }
    const { key } = await rotateKey(operator, { workspaceId: null, keyId: old.key.id });
    for (const id of workspaces) {
      const carried = await getLedger().listBudgets({
        workspaceId: id,
        mode: 'live',
        scope: 'api_key',
        scopeId: key.id,
      });
      expect(carried.map(({ limitMicro }) => limitMicro)).toEqual([CREDIT]);
    }
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
