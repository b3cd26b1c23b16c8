import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../testing/database';
import { createWorkspace } from '../../testing/factories';
import { createKey } from '../testing/api';

const database = useTestDatabase();

describe('changes that only admins make', () => {
  it('leave one audit row each: who, what, why, in which request', async () => {
    const workspaceId = await createWorkspace(database.pool);
    const { api, keyId } = await createKey(database.pool, { workspaceId });
    const rows = async () => {
      const { rows } = await database.pool.query(
        `SELECT action, actor_id, reason, request_id, ip FROM audit_log WHERE workspace_id = $1 ORDER BY created_at, id`,
        [workspaceId],
      );
      return rows as { action: string; actor_id: string; reason: string | null; request_id: string; ip: string }[];
    };
    const grant = await api('POST /v1/grants', { body: { amount: '5' } });
    const grantId = grant.textAt('data.grantId');
    const budget = await api('POST /v1/budgets', { body: { period: 'day', limit: '100' } });
    const replies = [
      grant,
      budget,
      await api('PUT /v1/wallets/overdraft', { body: { policy: 'limit', limit: '1' } }),
      await api('POST /v1/adjustments', { body: { amount: '-1', reason: 'Count' } }),
      await api(`POST /v1/grants/${grantId}/expiry`, { body: { expiresAt: '2090-01-01' } }),
      await api(`POST /v1/grants/${grantId}/void`, { body: { reason: 'Mistake' } }),
      await api(`DELETE /v1/budgets/${budget.textAt('data.id')}`),
    ];
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    const written = await rows();
    expect(written.map(({ action, reason }) => [action, reason])).toEqual([
      ['grant.create', null],
      ['budget.set', null],
      ['wallet.set_overdraft', null],
      ['balance.adjust', 'Count'],
      ['grant.change_expiry', null],
      ['grant.void', 'Mistake'],
      ['budget.remove', null],
    ]);
    expect(written.map((row) => row.request_id)).toEqual(replies.map(({ headers }) => headers['x-request-id']));
    for (const row of written) expect([row.actor_id, row.ip]).toEqual([keyId, '127.0.0.1']);
  });

  it('leave none when refused, rehearsed or repeated', async () => {
    const workspaceId = await createWorkspace(database.pool);
    const { api } = await createKey(database.pool, { workspaceId });
    const count = async () => {
      const { rows } = await database.pool.query<{ n: bigint }>(
        'SELECT count(*) AS n FROM audit_log WHERE workspace_id = $1',
        [workspaceId],
      );
      return rows[0]?.n;
    };
    const set = (body: object) =>
      api('PUT /v1/wallets/overdraft', { headers: { 'idempotency-key': 'o' }, body: { policy: 'unlimited', ...body } });
    await set({ dryRun: true });
    await api('POST /v1/budgets', { body: { period: 'day', limit: '1', dryRun: true } });
    await api('POST /v1/adjustments', { body: { amount: '-1', reason: 'Count' } });
    expect(await count()).toBe(0n);
    expect([(await set({})).status, (await set({})).headers['idempotent-replayed']]).toEqual([200, 'true']);
    expect(await count()).toBe(1n);
  });
});
