import { beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../auth/actor';
import { newId } from '../ids';
import { getLedger } from '../ledger';
import { useTestDatabase } from '../testing/database';
import { CREDIT, createMember, createWorkspace } from '../testing/factories';
import { adjustBalance, changeGrantExpiry, type GrantForm, grantCredits, setOverdraft, voidGrant } from './credits';
import { auditBy, createOperator } from './testing/console';

const database = useTestDatabase();
const TRACE = { requestId: 'req-1', ip: '198.51.100.7' };

let customerId: string;
let operator: UserActor;

beforeAll(async () => {
  customerId = await createWorkspace(database.pool, { timeZone: 'Europe/Berlin' });
  operator = await createOperator(database.pool);
});

const form = () => ({ customerId, mode: 'live' as const, reason: 'Goodwill', formId: newId() });
const grantForm = (more: Partial<GrantForm> = {}): GrantForm => ({
  ...form(),
  wallet: 'workspace',
  amount: '12.5',
  source: 'admin',
  effectiveDate: '',
  lastDate: '',
  features: '',
  priority: '',
  unitCost: '',
  currency: '',
  ...more,
});
const balanceOf = async (memberId?: string) => {
  const owner = memberId ? ({ kind: 'member', memberId } as const) : ({ kind: 'workspace' } as const);
  return (await getLedger().balance({ workspaceId: customerId, mode: 'live', owner })).availableMicro;
};
const lastAudit = async () => (await auditBy(database.pool, operator)).at(-1);

describe('a grant', () => {
  test('adds the credits once, however often its form is sent, and leaves one row in the audit log', async () => {
    const before = await balanceOf();
    const sent = grantForm();
    const results = await Promise.all([1, 2, 3].map(() => grantCredits(operator, sent, TRACE)));
    expect(new Set(results.map(({ grant }) => grant.id)).size).toBe(1);
    expect(await balanceOf()).toBe(before + 12_500_000n);
    const rows = (await auditBy(database.pool, operator)).filter(({ action }) => action === 'grant.create');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      target_id: results[0]?.grant.id,
      actor_kind: 'operator',
      reason: 'Goodwill',
      request_id: 'req-1',
      ip: '198.51.100.7',
      after: { amountMicro: '12500000', mode: 'live' },
    });
  });

  test('has the terms of the form, its days being the customer’s', async () => {
    const memberId = await createMember(database.pool, customerId, 'Maria');
    const { grant } = await grantCredits(
      operator,
      grantForm({
        wallet: `member:${memberId}`,
        effectiveDate: '2099-03-01',
        lastDate: '2099-03-31',
        features: 'chat, images,chat',
        priority: '7',
        unitCost: '0,0025',
        currency: 'EUR',
        source: 'promotion',
      }),
    );
    expect(grant).toMatchObject({
      status: 'scheduled',
      source: 'promotion',
      priority: 7,
      features: ['chat', 'images'],
      unitCostNano: 250_000_000n,
      currency: 'eur',
      reason: 'Goodwill',
    });
    expect(grant.effectiveAt.toISOString()).toBe('2099-02-28T23:00:00.000Z');
    // The last day ends after the clocks were put forward.
    expect(grant.expiresAt?.toISOString()).toBe('2099-03-31T22:00:00.000Z');
  });

  test.each([
    ['amount', '0', 'amountInvalid'],
    ['amount', '1.2345678', 'amountInvalid'],
    ['amount', '1,250', 'amountInvalid'],
    ['amount', '-5', 'amountInvalid'],
    ['wallet', 'member:nobody', 'walletUnknown'],
    ['source', 'purchase', 'sourceUnknown'],
    ['lastDate', '2001-01-01', 'expiryPast'],
    ['lastDate', '2099-02-30', 'dateInvalid'],
    ['priority', '-1', 'priorityInvalid'],
    ['unitCost', '1', 'currencyInvalid'],
    ['unitCost', '1,250', 'unitCostInvalid'],
  ])('with %s %s is refused', async (field, value, problem) => {
    const before = await balanceOf();
    await expect(grantCredits(operator, grantForm({ [field]: value }))).rejects.toMatchObject({
      code: 'validation_failed',
      facts: { problem },
    });
    expect(await balanceOf()).toBe(before);
  });

  test('to a closed customer is refused', async () => {
    const closed = await createWorkspace(database.pool);
    await database.pool.query("UPDATE workspaces SET status = 'closed' WHERE id = $1", [closed]);
    await expect(grantCredits(operator, grantForm({ customerId: closed }))).rejects.toMatchObject({
      facts: { problem: 'customerClosed' },
    });
  });
});

test('a void takes what is left, for the reason that the history shows', async () => {
  const { grant } = await grantCredits(operator, grantForm({ amount: '30' }));
  const before = await balanceOf();
  const sent = { ...form(), grantId: grant.id, reason: 'Granted by mistake' };
  await voidGrant(operator, sent, TRACE);
  await voidGrant(operator, sent, TRACE);
  expect(await balanceOf()).toBe(before - 30n * CREDIT);
  expect(await lastAudit()).toMatchObject({
    action: 'grant.void',
    target_id: grant.id,
    reason: 'Granted by mistake',
    before: { remainingMicro: '30000000' },
  });
  const { items } = await getLedger().listTransactions({ workspaceId: customerId, mode: 'live', kinds: ['void'] });
  expect(items.map(({ reason }) => reason)).toEqual(['Granted by mistake']);
});

test('another customer’s grant cannot be named', async () => {
  const { grant } = await grantCredits(operator, grantForm());
  const other = await createWorkspace(database.pool);
  await expect(voidGrant(operator, { ...form(), customerId: other, grantId: grant.id })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('a changed expiry is the end of the customer’s day, and the log has both ends', async () => {
  const { grant } = await grantCredits(operator, grantForm());
  await changeGrantExpiry(operator, { ...form(), grantId: grant.id, lastDate: '2099-07-14' });
  const now = await getLedger().getGrant({ workspaceId: customerId, grantId: grant.id });
  expect(now.expiresAt?.toISOString()).toBe('2099-07-14T22:00:00.000Z');
  expect(await lastAudit()).toMatchObject({
    action: 'grant.change_expiry',
    before: { expiresAt: null },
    after: { expiresAt: '2099-07-14T22:00:00.000Z' },
  });
});

test('an adjustment takes at most what is there, and can be typed anew after a refusal', async () => {
  const before = await balanceOf();
  const formId = newId();
  const adjust = (amount: string) => adjustBalance(operator, { ...form(), formId, wallet: 'workspace', amount });
  await expect(adjust('-1000000')).rejects.toMatchObject({ code: 'insufficient_credits' });
  await adjust('-2');
  expect(await balanceOf()).toBe(before - 2n * CREDIT);
  expect(await lastAudit()).toMatchObject({ action: 'balance.adjust', after: { amountMicro: '-2000000' } });
});

test('an overdraft is set, and the log has both policies', async () => {
  const overdraft = { ...form(), wallet: 'workspace', policy: 'limit', limit: '40' };
  const { wallet } = await setOverdraft(operator, overdraft);
  expect(wallet).toMatchObject({ overdraftPolicy: 'limit', overdraftMicro: 40n * CREDIT });
  expect(await lastAudit()).toMatchObject({
    action: 'wallet.set_overdraft',
    before: { policy: 'none' },
    after: { policy: 'limit', limitMicro: '40000000' },
  });
});
