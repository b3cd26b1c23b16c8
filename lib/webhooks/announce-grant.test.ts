import { beforeEach, describe, expect, it } from 'vitest';
import { createKey } from '../api/testing/api';
import { inTransaction } from '../db/transaction';
import { newId } from '../ids';
import { getLedger } from '../ledger';
import { useTestDatabase } from '../testing/database';
import { booksOf, CREDIT, createWorkspace } from '../testing/factories';
import { announceGrant } from './announce-grant';

const database = useTestDatabase();
let workspaceId: string;

beforeEach(async () => {
  workspaceId = await createWorkspace(database.pool);
  await database.pool.query(
    `INSERT INTO webhook_endpoints (workspace_id, id, mode, url, secret) VALUES ($1, $2, 'live', 'https://example.com/', '')`,
    [workspaceId, newId()],
  );
});

async function told(): Promise<{ type: string; data: Record<string, unknown> }[]> {
  const { rows } = await database.pool.query<{ payload: string }>(
    'SELECT payload FROM webhook_deliveries WHERE workspace_id = $1 ORDER BY id',
    [workspaceId],
  );
  return rows.map(({ payload }) => JSON.parse(payload) as { type: string; data: Record<string, unknown> });
}

describe('a grant is told of', () => {
  it('once, with what it is, however often it is asked for', async () => {
    const { api } = await createKey(database.pool, { workspaceId });
    const body = { amount: '2.5', userId: 'u-1', source: 'admin', expiresAt: '2090-01-01T00:00:00Z' };
    const headers = { 'idempotency-key': 'g' };
    await api('POST /v1/grants', { body: { ...body, dryRun: true } });
    const grant = await api('POST /v1/grants', { body, headers });
    await api('POST /v1/grants', { body, headers });
    expect(await told()).toMatchObject([
      {
        type: 'grant.created',
        data: {
          customerId: workspaceId,
          grantId: grant.at('data.grantId'),
          walletId: grant.at('data.walletId'),
          amount: '2.5',
          source: 'admin',
          expiresAt: '2090-01-01T00:00:00.000Z',
          userId: expect.any(String),
          teamId: null,
        },
      },
    ]);
  });

  it('when a vendor’s client makes it', async () => {
    const { api } = await createKey(database.pool, { workspaceId });
    await api('POST /v1/credits/grant', { body: { amount: 5 } });
    const request = { accountId: workspaceId, purpose: 'x', effectiveFrom: '2026-01-01', priority: 1, creditAmount: 7 };
    await api('POST /credits', { body: { creditRequests: [request, { ...request, creditAmount: 8 }] } });
    expect((await told()).map(({ data }) => data.amount)).toEqual(['5', '7', '8']);
  });

  it('together with it or not at all', async () => {
    const input = {
      ...booksOf(workspaceId),
      owner: { kind: 'workspace' } as const,
      source: 'admin' as const,
      amountMicro: CREDIT,
      alongside: announceGrant({ workspaceId, mode: 'live' }),
    };
    const undone = inTransaction(async (client) => {
      await getLedger().grantInTransaction(client, input);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await told()).toEqual([]);
    await getLedger().grant(input);
    expect(await told()).toHaveLength(1);
  });
});
