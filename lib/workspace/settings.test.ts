import { describe, expect, it } from 'vitest';
import { NIL_UUID } from '../ids';
import { getLedger } from '../ledger';
import { useTestDatabase } from '../testing/database';
import { booksOf, CREDIT, createWorkspace, giveCredits } from '../testing/factories';
import { changeWorkspaceSettings } from './settings';

const database = useTestDatabase();
const OPERATOR = { kind: 'operator', userId: null } as const;

async function countRows(table: 'budget_counters' | 'audit_log', workspaceId: string): Promise<number> {
  const sql = { budget_counters: 'budget_counters', audit_log: 'audit_log' }[table];
  const { rows } = await database.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${sql} WHERE workspace_id = $1`,
    [workspaceId],
  );
  return rows[0]?.n ?? -1;
}

describe('the settings of a workspace', () => {
  it('keep a budget exact across a change of time zone', async () => {
    const workspaceId = await createWorkspace(database.pool, { timeZone: 'Asia/Tokyo' });
    const ledger = getLedger();
    const books = { ...booksOf(workspaceId), owner: { kind: 'workspace' } as const };
    await giveCredits(ledger, workspaceId, 100n * CREDIT);
    await ledger.setBudget({
      ...booksOf(workspaceId),
      scope: 'workspace',
      period: 'lifetime',
      limitMicro: 5n * CREDIT,
    });
    await ledger.setBudget({ ...booksOf(workspaceId), scope: 'workspace', period: 'day', limitMicro: 50n * CREDIT });
    await ledger.consume({ ...books, amountMicro: 4n * CREDIT });
    expect(await countRows('budget_counters', workspaceId)).toBe(2);
    await changeWorkspaceSettings(OPERATOR, workspaceId, { timeZone: 'America/Denver' });
    expect(await countRows('budget_counters', workspaceId)).toBe(0);
    await expect(ledger.consume({ ...books, amountMicro: 2n * CREDIT })).rejects.toMatchObject({
      code: 'budget_exceeded',
      facts: { usedMicro: 4n * CREDIT },
    });
    await ledger.consume({ ...books, amountMicro: CREDIT });
  });

  it('change in what is named, leave one audit row, and none for nothing', async () => {
    const workspaceId = await createWorkspace(database.pool);
    expect(await changeWorkspaceSettings(OPERATOR, workspaceId, { name: 'New', taxId: 'DE123' })).toBe(true);
    expect(await changeWorkspaceSettings(OPERATOR, workspaceId, { name: 'New', taxId: 'DE123' })).toBe(false);
    const { rows } = await database.pool.query(
      `SELECT w.name, w.tax_id, w.time_zone, a.before, a.after FROM workspaces w
       JOIN audit_log a ON a.workspace_id = w.id WHERE w.id = $1`,
      [workspaceId],
    );
    expect(rows).toEqual([
      {
        name: 'New',
        tax_id: 'DE123',
        time_zone: 'UTC',
        before: { name: 'Test workspace', taxId: null },
        after: { name: 'New', taxId: 'DE123' },
      },
    ]);
  });

  it('are asked about: roles, and whose name the externalId is', async () => {
    const workspaceId = await createWorkspace(database.pool);
    const user = (role: 'admin' | 'billing') => ({
      kind: 'user' as const,
      userId: NIL_UUID,
      email: 'a@example.com',
      isOperator: false,
      memberships: [{ workspaceId, memberId: NIL_UUID, role }],
      sessionId: NIL_UUID,
    });
    const refused = { code: 'forbidden' };
    await expect(changeWorkspaceSettings(user('billing'), workspaceId, { name: 'x' })).rejects.toMatchObject(refused);
    await expect(changeWorkspaceSettings(user('admin'), workspaceId, { externalId: 'x' })).rejects.toMatchObject(
      refused,
    );
    expect(await countRows('audit_log', workspaceId)).toBe(0);
    expect(await changeWorkspaceSettings(user('admin'), workspaceId, { name: 'x' })).toBe(true);
  });
});
