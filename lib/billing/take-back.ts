import type { PoolClient } from '../db/pool';
import { getLedger } from '../ledger';
import type { LedgerActor, WalletOwner } from '../ledger/types';
import { announceGrant } from '../webhooks/announce-grant';
import type { PurchaseRow } from './purchase-row';
import { least } from './refund-share';
import { spentCredits } from './spent-credits';

/** What taking credits back comes to. */
export interface TakenBack {
  /** Taken out of grants, or booked as debt. */
  takenMicro: bigint;
  /** Spent already and forgiven. */
  writtenOffMicro: bigint;
}

/** What becomes of credits that were spent before their money went back. */
export type ShortfallPolicy = 'debt' | 'write_off';

const JOB: LedgerActor = { kind: 'job', id: null };

/** Marks grants that give back what a refund had taken and then failed. */
const returnedRef = (purchaseId: string): string => `returned:${purchaseId}`;

export interface Lot {
  id: string;
  wallet_id: string;
  free_micro: bigint;
  unit_cost_nano: bigint;
  is_bought: boolean;
  /** Expired or voided: what it had left is gone, unspent. */
  is_over: boolean;
}

/**
 * The lots that came from a purchase, wherever they were moved to since, with what each has free. Their wallets are
 * locked first, in order, so that nobody spends from them before the caller's transaction ends.
 */
export async function lockLots(client: PoolClient, row: PurchaseRow): Promise<Lot[]> {
  const ofPurchase = 'g.workspace_id = $1 AND (g.purchase_id = $2 OR g.external_ref = $3)';
  const named = [row.workspace_id, row.id, returnedRef(row.id)];
  await client.query(
    `SELECT 1 FROM wallets w WHERE w.workspace_id = $1 AND w.id IN (SELECT g.wallet_id FROM grants g WHERE ${ofPurchase})
     ORDER BY w.id FOR NO KEY UPDATE`,
    named,
  );
  const { rows } = await client.query<Lot>(
    `SELECT g.id, g.wallet_id, g.unit_cost_nano, g.source = 'purchase' AND g.parent_id IS NULL AS is_bought,
       g.ended_at IS NOT NULL OR g.expires_at <= now() AS is_over,
       CASE WHEN g.is_started AND g.ended_at IS NULL AND g.expires_at > now() THEN g.remaining_micro - g.held_micro ELSE 0 END AS free_micro
     FROM grants g WHERE ${ofPurchase} ORDER BY is_bought DESC, g.created_at, g.id`,
    named,
  );
  return rows;
}

/** Credits of a purchase that nobody has spent, held or lost: what can go back without a debt. */
export async function freeCredits(client: PoolClient, row: PurchaseRow): Promise<bigint> {
  const lots = await lockLots(client, row);
  return lots.filter((lot) => lot.unit_cost_nano > 0n).reduce((sum, lot) => sum + lot.free_micro, 0n);
}

/** The same of the bonus, which nobody paid for. */
export async function freeBonus(client: PoolClient, row: PurchaseRow): Promise<bigint> {
  const lots = await lockLots(client, row);
  return lots.filter((lot) => lot.unit_cost_nano === 0n).reduce((sum, lot) => sum + lot.free_micro, 0n);
}

async function takeFrom(
  client: PoolClient,
  row: PurchaseRow,
  {
    lot,
    amountMicro,
    shortfall,
    reason,
    relatedId,
  }: { lot: Lot; amountMicro: bigint } & Pick<TakeInput, 'shortfall' | 'reason' | 'relatedId'>,
): Promise<bigint> {
  if (amountMicro === 0n) return 0n;
  const result = await getLedger().refundGrant(client, {
    workspaceId: row.workspace_id,
    mode: row.mode,
    actor: JOB,
    grantId: lot.id,
    amountMicro,
    shortfall,
    reason,
    relatedId: relatedId ?? row.id,
  });
  return shortfall === 'debt' ? amountMicro : amountMicro - result.shortfallMicro;
}

interface TakeInput {
  creditMicro: bigint;
  bonusMicro: bigint;
  shortfall: ShortfallPolicy;
  reason: string;
  /** What the ledger's rows name: a dispute; absent: the purchase. */
  relatedId?: string;
}

/**
 * Takes credits of a purchase back, in the caller's transaction, which has locked the purchase. The bonus goes first and
 * is never owed: nobody paid for it. Of what was bought, the lot itself goes first, then what was moved to other
 * wallets; what was spent is a debt of the lot's wallet, or forgiven. What expired or was voided meanwhile was not spent.
 */
export async function takeBack(
  client: PoolClient,
  row: PurchaseRow,
  { creditMicro, bonusMicro, shortfall, reason, relatedId }: TakeInput,
): Promise<{ credit: TakenBack; bonus: TakenBack }> {
  const lots = await lockLots(client, row);
  const sweep = async (from: Lot[], needMicro: bigint): Promise<bigint> => {
    let need = needMicro;
    for (const lot of from) {
      const amountMicro = least(need, lot.free_micro);
      need -= await takeFrom(client, row, { lot, amountMicro, shortfall: 'write_off', reason, relatedId });
    }
    return need;
  };
  const bonusLeft = await sweep(
    lots.filter((lot) => lot.unit_cost_nano === 0n),
    bonusMicro,
  );
  const paid = lots.filter((lot) => lot.unit_cost_nano > 0n);
  const creditLeft = await sweep(paid, creditMicro);
  const bought = paid.find((lot) => lot.is_bought);
  const takenMicro = creditMicro - creditLeft;
  // While every lot goes on, what is not in them was spent.
  const due = paid.some((lot) => lot.is_over)
    ? least(creditLeft, await spentCredits(client, row, { returnedRef: returnedRef(row.id), takenMicro }))
    : creditLeft;
  const owed = bought
    ? await takeFrom(client, row, { lot: bought, amountMicro: due, shortfall, reason, relatedId })
    : 0n;
  return {
    bonus: { takenMicro: bonusMicro - bonusLeft, writtenOffMicro: bonusLeft },
    credit: { takenMicro: takenMicro + owed, writtenOffMicro: due - owed },
  };
}

/** What comes back after its end has passed stays this long. */
const GRACE_DAYS = 30;

/**
 * Gives back what a refund had taken, because the money did not go back after all: as a grant of the same cost and end,
 * which repays the debt first.
 */
export async function giveBack(
  client: PoolClient,
  row: PurchaseRow,
  { creditMicro, bonusMicro, reason }: { creditMicro: bigint; bonusMicro: bigint; reason: string },
): Promise<void> {
  const { rows } = await client.query<{
    owner_kind: WalletOwner['kind'];
    owner_id: string;
    unit_cost_nano: bigint;
    ends_at: Date | null;
  }>(
    `SELECT w.owner_kind, w.owner_id, g.unit_cost_nano, CASE WHEN g.expires_at = 'infinity' THEN NULL
       ELSE greatest(g.expires_at, CASE WHEN g.expires_at > now() THEN g.expires_at
         ELSE now() + make_interval(days => ${GRACE_DAYS}) END) END AS ends_at
     FROM grants g JOIN wallets w ON w.workspace_id = g.workspace_id AND w.id = g.wallet_id
     WHERE g.workspace_id = $1 AND g.purchase_id = $2 AND g.parent_id IS NULL AND g.source IN ('purchase', 'bonus')
     ORDER BY g.unit_cost_nano DESC`,
    [row.workspace_id, row.id],
  );
  for (const lot of rows) {
    const amountMicro = lot.unit_cost_nano > 0n ? creditMicro : bonusMicro;
    if (amountMicro === 0n) continue;
    await getLedger().grantInTransaction(client, {
      workspaceId: row.workspace_id,
      mode: row.mode,
      actor: JOB,
      alongside: announceGrant({ workspaceId: row.workspace_id, mode: row.mode }),
      owner: ownerOf(lot),
      source: 'refund',
      amountMicro,
      unitCostNano: lot.unit_cost_nano,
      currency: lot.unit_cost_nano > 0n ? row.currency : null,
      expiresAt: lot.ends_at,
      externalRef: returnedRef(row.id),
      description: 'Returned top-up',
      reason,
    });
  }
}

function ownerOf(lot: { owner_kind: WalletOwner['kind']; owner_id: string }): WalletOwner {
  if (lot.owner_kind === 'member') return { kind: 'member', memberId: lot.owner_id };
  if (lot.owner_kind === 'team') return { kind: 'team', teamId: lot.owner_id };
  return { kind: 'workspace' };
}
