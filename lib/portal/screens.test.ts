import { beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '@/prisma/generated/enums';
import { ANONYMOUS, type UserActor } from '../auth/actor';
import { newId } from '../ids';
import { getLedger } from '../ledger';
import { useTestDatabase } from '../testing/database';
import { booksOf, CREDIT, createMember, createWorkspace, giveCredits } from '../testing/factories';
import { readExplanation } from './explain';
import { readMembers } from './members';
import { readOverview } from './overview';
import { readTopUp } from './top-up';
import { readTransactions } from './transactions';
import { parseTransactionsParams } from './transactions-params';
import { readUsage } from './usage';
import { parseUsageParams } from './usage-params';
import { loadWorkspace, type PortalWorkspace } from './workspace';

const database = useTestDatabase();

const userIn = (workspaceId: string, role: Role): UserActor => ({
  kind: 'user',
  userId: newId(),
  email: 'reader@example.com',
  isOperator: false,
  memberships: [{ workspaceId, memberId: newId(), role }],
  sessionId: newId(),
});

const slugOf = async (id: string): Promise<string> =>
  (await database.pool.query<{ slug: string }>('SELECT slug FROM workspaces WHERE id = $1', [id])).rows[0]!.slug;

let workspaceId: string;
let otherId: string;
let memberId: string;
let reader: UserActor;
let workspace: PortalWorkspace;

beforeAll(async () => {
  const ledger = getLedger();
  workspaceId = await createWorkspace(database.pool);
  otherId = await createWorkspace(database.pool);
  memberId = await createMember(database.pool, workspaceId, 'Maria');
  await createMember(database.pool, otherId, 'Stranger');
  await giveCredits(ledger, workspaceId, 100n * CREDIT);
  await giveCredits(ledger, otherId, 999n * CREDIT);
  const spend = { ...booksOf(workspaceId), owner: { kind: 'workspace' } as const };
  await ledger.consume({ ...spend, amountMicro: 30n * CREDIT, feature: 'chat', memberId });
  await ledger.consume({ ...spend, amountMicro: 12_500_000n, feature: 'images', contextDescription: 'A banner' });
  reader = userIn(workspaceId, 'viewer');
  workspace = await loadWorkspace(reader, await slugOf(workspaceId));
});

describe('the overview', () => {
  test('shows what is left, what was used and by whom', async () => {
    const screen = await readOverview(reader, workspace, { now: new Date() });
    expect(screen.balance.available).toEqual({ whole: '57', fraction: '.50' });
    expect(screen.usage?.totalText).toBe('42.50');
    expect(screen.usage?.columns).toHaveLength(30);
    expect(screen.breakdown.rows.map(({ label, totalText }) => [label, totalText])).toEqual([
      ['Maria', '30'],
      ['No member', '12.50'],
    ]);
    expect(screen.transactions.map(({ amount }) => amount)).toEqual(['−12.50', '−30', '+100']);
    expect(screen.canTopUp).toBe(false);
  });

  test('of one member shows that member’s use alone', async () => {
    const screen = await readOverview(reader, workspace, { memberId, now: new Date() });
    expect(screen.member).toMatchObject({ name: 'Maria', hasOwnWallet: false });
    expect(screen.balance.available.whole).toBe('57');
    expect(screen.usage?.totalText).toBe('30');
    expect(screen.transactions.map(({ amount }) => amount)).toEqual(['−30']);
  });

  test('shows a wallet of a member’s own, and what happens in it', async () => {
    const owner = await createMember(database.pool, workspaceId, 'Owen');
    await getLedger().grant({
      ...booksOf(workspaceId),
      owner: { kind: 'member', memberId: owner },
      source: 'admin',
      amountMicro: 7n * CREDIT,
    });
    const screen = await readOverview(reader, workspace, { memberId: owner, now: new Date() });
    expect(screen.member).toMatchObject({ hasOwnWallet: true, sharedBalance: '57.50' });
    expect(screen.balance.available.whole).toBe('7');
    expect(screen.transactions.map(({ amount, wallet }) => [amount, wallet])).toEqual([['+7', 'Owen']]);
    expect((await readOverview(reader, workspace, { now: new Date() })).balance.elsewhere).toBe('7');
  });

  test('of nobody is not found', async () => {
    await expect(readOverview(reader, workspace, { memberId: newId(), now: new Date() })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

test('usage and history agree with each other', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const asked = parseUsageParams({ group: 'feature' }, { today, timeZone: workspace.timeZone });
  const usage = await readUsage(reader, workspace, asked, new Date());
  expect(usage?.series.map(({ label, totalText }) => [label, totalText])).toEqual([
    ['chat', '30'],
    ['images', '12.50'],
  ]);
  const found = await readTransactions(
    reader,
    workspace,
    parseTransactionsParams({ q: 'banner', kind: 'consume' }, workspace),
  );
  const rows = found?.rows ?? [];
  expect(rows.map(({ what, amount }) => [what, amount])).toEqual([['A banner', '−12.50']]);
  const first = await readTransactions(
    reader,
    workspace,
    parseTransactionsParams({ cursor: 'edited-by-hand' }, workspace),
  );
  expect(first?.rows.length).toBeGreaterThan(2);
  const explained = await readExplanation(reader, workspace, rows[0]!.id);
  expect(explained.allocations.map(({ amount }) => amount)).toEqual(['−12.50']);
});

describe('a reader', () => {
  test('of another workspace finds nothing, as if it did not exist', async () => {
    const slug = await slugOf(otherId);
    const asked = await loadWorkspace(reader, slug).catch((error: unknown) => error);
    const missing = await loadWorkspace(reader, 'no-such-workspace').catch((error: unknown) => error);
    expect(asked).toMatchObject({ code: 'not_found' });
    expect((asked as Error).message).toBe((missing as Error).message);
  });

  test('who is nobody is asked to sign in, for what exists and for what does not', async () => {
    for (const slug of [workspace.slug, 'no-such-workspace']) {
      await expect(loadWorkspace(ANONYMOUS, slug)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  test('may not look through a workspace that was loaded for somebody else', async () => {
    const stranger = userIn(otherId, 'owner');
    const params = parseTransactionsParams({}, workspace);
    await expect(readTransactions(stranger, workspace, params)).rejects.toMatchObject({ code: 'not_found' });
    await expect(readOverview(stranger, workspace, { now: new Date() })).rejects.toMatchObject({ code: 'not_found' });
    await expect(readMembers(stranger, workspace)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('without the right to pay is told so', async () => {
    await expect(readTopUp(reader, workspace)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
