import type { PoolClient } from '../db/pool';
import { getEnv } from '../env';
import { getLedger } from '../ledger';
import type { LedgerActor } from '../ledger/types';
import { noteWriteOff } from './note-write-off';
import { type PurchaseRow, totalOf } from './purchase-row';
import { least, shareOf } from './refund-share';
import { lockLots, takeBack } from './take-back';

const JOB: LedgerActor = { kind: 'job', id: null };

const scopeOf = (row: PurchaseRow) => ({ workspaceId: row.workspace_id, mode: row.mode, actor: JOB });

/** Takes everything that a purchase has free, the bonus too, out of the balance until the dispute is decided. */
export async function freeze(client: PoolClient, row: PurchaseRow, disputeId: string): Promise<void> {
  for (const lot of await lockLots(client, row)) {
    if (lot.free_micro === 0n) continue;
    await getLedger().freezeGrant(client, {
      ...scopeOf(row),
      grantId: lot.id,
      reason: 'The payment is disputed',
      relatedId: disputeId,
    });
  }
}

interface Frozen {
  id: string;
  amount_micro: bigint;
  is_bonus: boolean;
}

/** What a dispute holds frozen now: its rows in the ledger that nothing has brought back. */
async function frozenBy(client: PoolClient, row: PurchaseRow, disputeId: string): Promise<Frozen[]> {
  const { rows } = await client.query<Frozen>(
    `SELECT t.id, -t.amount_micro AS amount_micro, g.unit_cost_nano = 0 AS is_bonus
     FROM transactions t JOIN grants g ON g.workspace_id = t.workspace_id AND g.id = t.grant_id
     WHERE t.workspace_id = $1 AND t.related_id = $2 AND t.kind = 'dispute_hold' AND NOT EXISTS (
       SELECT 1 FROM transactions r WHERE r.workspace_id = $1 AND r.related_id = t.id AND r.kind = 'dispute_release')
     ORDER BY t.wallet_id, t.seq`,
    [row.workspace_id, disputeId],
  );
  return rows;
}

const DECIDED = 'The dispute no longer stands in the way';
/** Of rows that bring frozen credits back for as long as a refund takes its part of them. */
export const FOR_A_REFUND = 'A refund takes its part of what is frozen';

/** Brings back exactly what the dispute froze. */
export async function unfreeze(
  client: PoolClient,
  row: PurchaseRow,
  disputeId: string,
  reason = DECIDED,
): Promise<void> {
  await lockLots(client, row);
  for (const { id } of await frozenBy(client, row, disputeId)) {
    await getLedger().unfreezeGrant(client, {
      ...scopeOf(row),
      transactionId: id,
      reason,
    });
  }
}

/** What a decided dispute has left free repays what its wallets owe, as credits that come in do. */
export async function repayDebts(client: PoolClient, row: PurchaseRow): Promise<void> {
  for (const lot of await lockLots(client, row)) {
    if (lot.free_micro > 0n) await getLedger().repayDebt(client, { ...scopeOf(row), grantId: lot.id });
  }
}

/** The disputes that hold credits of a purchase frozen. */
async function openDisputes(client: PoolClient, row: PurchaseRow): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM disputes WHERE workspace_id = $1 AND purchase_id = $2 AND effect = 'frozen' ORDER BY id`,
    [row.workspace_id, row.id],
  );
  return rows.map(({ id }) => id);
}

/** Freezes what has come back while a dispute is open, like the rest, whichever of the two was told first. */
export async function freezeAgain(client: PoolClient, row: PurchaseRow): Promise<void> {
  for (const id of await openDisputes(client, row)) await freeze(client, row, id);
}

/**
 * Takes something from the credits of a purchase, also from those that its open disputes hold frozen: they come back,
 * and what is left of them is frozen again. A refund that is booked after a dispute takes what it would have taken before.
 */
export async function beneathFreeze<T>(client: PoolClient, row: PurchaseRow, work: () => Promise<T>): Promise<T> {
  for (const id of await openDisputes(client, row)) await unfreeze(client, row, id, FOR_A_REFUND);
  const done = await work();
  await freezeAgain(client, row);
  return done;
}

/**
 * The dispute was lost: the credits that the money paid for are gone. What is frozen covers them first; what it does not
 * cover was spent, and follows the same policy as a refund's. A dispute about a part gives back the rest of the freeze.
 * Returns what was taken beyond the freeze.
 */
export async function takeDisputed(
  client: PoolClient,
  row: PurchaseRow,
  dispute: { id: string; amount_minor: bigint },
): Promise<{ creditMicro: bigint; bonusMicro: bigint }> {
  const totalMinor = totalOf(row);
  const amountMinor = least(dispute.amount_minor, totalMinor);
  const share = (amount: bigint, gone: bigint) => least(shareOf(amount, amountMinor, totalMinor), amount - gone);
  const due = {
    creditMicro: share(row.credit_micro, row.refunded_credit_micro),
    bonusMicro: share(row.bonus_micro, row.refunded_bonus_micro),
  };
  const frozen = await frozenBy(client, row, dispute.id);
  const sum = (isBonus: boolean) =>
    frozen.filter((lot) => lot.is_bonus === isBonus).reduce((total, lot) => total + lot.amount_micro, 0n);
  const take = async (wanted: { creditMicro: bigint; bonusMicro: bigint }) => {
    const taken = await takeBack(client, row, {
      ...wanted,
      shortfall: getEnv().REFUND_SHORTFALL,
      reason: 'The dispute was lost',
      relatedId: dispute.id,
    });
    await noteWriteOff(client, row, taken, 'A dispute was lost after the credits were spent');
    return taken;
  };

  if (sum(false) > due.creditMicro || sum(true) > due.bonusMicro) {
    await unfreeze(client, row, dispute.id);
    const taken = await take(due);
    return { creditMicro: taken.credit.takenMicro, bonusMicro: taken.bonus.takenMicro };
  }
  const taken = await take({
    creditMicro: due.creditMicro - sum(false),
    bonusMicro: due.bonusMicro - sum(true),
  });
  return { creditMicro: taken.credit.takenMicro, bonusMicro: taken.bonus.takenMicro };
}
