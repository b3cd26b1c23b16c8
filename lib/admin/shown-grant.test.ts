import { beforeAll, describe, expect, it } from 'vitest';
import type { UserActor } from '../auth/actor';
import { useInstallation } from '../billing/testing/installation';
import { getLedger } from '../ledger';
import { CREDIT } from '../testing/factories';
import { readCustomerDetail } from './customer';
import { readGrantScreen } from './grant';
import { readPurchaseDetail } from './purchase';
import { hasPlainStatus, type ShownGrant } from './shown-grant';
import { createOperator } from './testing/console';

const shop = useInstallation();
const owner = { kind: 'workspace' as const };

let operator: UserActor;

beforeAll(async () => {
  operator = await createOperator(shop.database.pool);
});

/** 1,000 bought credits and a bonus of 100. */
async function buy() {
  const workspace = await shop.newWorkspace();
  const { purchaseId, sessionId } = await shop.begin(workspace);
  await shop.box.press(sessionId, 'pay');
  await shop.settle();
  const books = { workspaceId: workspace.id, mode: 'live' as const, actor: { kind: 'job' as const, id: null } };
  const openDispute = async () => {
    const { payment_intent_id: intentId } = await shop.purchase(purchaseId);
    const { id } = (await shop.box.control(`payments/${intentId}/dispute`, {})) as { id: string };
    await shop.settle();
    return id;
  };
  const read = () => readCustomerDetail(operator, workspace.id, 'live');
  return { workspace, purchaseId, books, openDispute, read };
}

/** Of the largest grant first: whether its own status is shown, and what is frozen and on hold. */
const shownOf = (grants: ShownGrant[]) =>
  [...grants]
    .sort((a, b) => Number(b.amountMicro - a.amountMicro))
    .map((grant) => [hasPlainStatus(grant) && grant.status, grant.frozenMicro / CREDIT, grant.heldMicro / CREDIT]);

describe('credits that a dispute has frozen', () => {
  it('are not called used up, stand with what may be spent, and are told on every page of the console', async () => {
    const { workspace, purchaseId, openDispute, read } = await buy();
    await openDispute();
    const detail = await read();
    expect(shownOf(detail.grants)).toEqual([
      [false, 1_000n, 0n],
      [false, 100n, 0n],
    ]);
    expect(detail.endedGrants).toEqual([]);
    expect(shownOf((await readPurchaseDetail(operator, purchaseId)).grants)).toEqual(shownOf(detail.grants));
    const grantId = detail.grants.find(({ amountMicro }) => amountMicro === 1_000n * CREDIT)?.id ?? '';
    const { grant } = await readGrantScreen(operator, { customerId: workspace.id, grantId });
    expect(shownOf([grant])).toEqual([[false, 1_000n, 0n]]);
  });

  it('are told beside those that are on hold', async () => {
    const { books, openDispute, read } = await buy();
    await getLedger().placeHold({ ...books, owner, amountMicro: 300n * CREDIT });
    await openDispute();
    expect(shownOf((await read()).grants)).toEqual([
      [false, 800n, 200n],
      [false, 0n, 100n],
    ]);
  });

  it.each([
    ['won', ['active', 0n, 0n], 0],
    ['lost', ['consumed', 0n, 0n], 2],
  ])('are as they were, or gone, once it is %s', async (status, shown, ended) => {
    const { openDispute, read } = await buy();
    await shop.box.control(`disputes/${await openDispute()}/set`, { status });
    await shop.settle();
    const { grants, endedGrants } = await read();
    expect(endedGrants).toHaveLength(ended);
    expect(shownOf([...grants, ...endedGrants])).toEqual([shown, shown]);
  });
});

it('a grant that is spent is used up, and one of which all is on hold is neither that nor active', async () => {
  const { books, read } = await buy();
  await getLedger().consume({ ...books, owner, amountMicro: 150n * CREDIT });
  await getLedger().placeHold({ ...books, owner, amountMicro: 950n * CREDIT });
  const { grants, endedGrants } = await read();
  expect(shownOf(grants)).toEqual([[false, 0n, 950n]]);
  expect(shownOf(endedGrants)).toEqual([['consumed', 0n, 0n]]);
});
