import { describe, expect, it } from 'vitest';
import { getLedger } from '../ledger';
import { useInstallation } from './testing/installation';

process.env.REFUND_SHORTFALL = 'write_off';
const shop = useInstallation();
const CREDIT = 1_000_000n;
const owner = { kind: 'workspace' as const };

/** 1,000 bought credits and a bonus of 100, of which 700 are spent: the bonus first. */
async function bought() {
  const workspace = await shop.newWorkspace();
  const scope = { workspaceId: workspace.id, mode: 'live' as const, actor: { kind: 'job' as const, id: null } };
  const { purchaseId, sessionId } = await shop.begin(workspace);
  await shop.box.press(sessionId, 'pay');
  await shop.settle();
  await getLedger().consume({ ...scope, owner, amountMicro: 700n * CREDIT });
  const { payment_intent_id: intentId } = await shop.purchase(purchaseId);
  const figures = async () => {
    const { availableMicro, debtMicro } = await getLedger().balance({ ...scope, owner });
    return { available: availableMicro / CREDIT, debt: debtMicro / CREDIT };
  };
  const forgiven = async () =>
    (
      await shop.database.pool.query(
        `SELECT after FROM audit_log WHERE target_id = $1 AND action = 'refund.write_off' ORDER BY created_at, id`,
        [purchaseId],
      )
    ).rows.map(({ after }) => after as object);
  return { purchaseId, intentId: intentId!, figures, forgiven };
}

const ALL_THAT_WAS_SPENT = [{ creditMicro: '600000000', bonusMicro: '100000000' }];

describe('where the operator forgives what was spent', () => {
  it('a refund takes what is left, owes nothing, and the log says how much was forgiven', async () => {
    const { purchaseId, intentId, figures, forgiven } = await bought();
    const { id } = await shop.box.stripe.refunds.create({ payment_intent: intentId });
    await shop.settle();
    expect(await figures()).toEqual({ available: 0n, debt: 0n });
    expect(await forgiven()).toEqual(ALL_THAT_WAS_SPENT);
    expect((await shop.purchase(purchaseId)).refunded_credit_micro).toBe(400n * CREDIT);
    await shop.box.control(`refunds/${id}/set`, { status: 'failed' });
    await shop.settle();
    expect(await figures()).toEqual({ available: 400n, debt: 0n }); // what it had taken, and no more
  });

  it('so does a lost dispute', async () => {
    const { intentId, figures, forgiven } = await bought();
    const { id } = (await shop.box.control(`payments/${intentId}/dispute`, {})) as { id: string };
    await shop.box.control(`disputes/${id}/set`, { status: 'lost' });
    await shop.settle();
    expect(await figures()).toEqual({ available: 0n, debt: 0n });
    expect(await forgiven()).toEqual(ALL_THAT_WAS_SPENT);
  });
});
