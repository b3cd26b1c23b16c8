import type Stripe from 'stripe';
import { getPool, type PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { AppError } from '../errors';
import { newId } from '../ids';
import { alertOperator } from './alert';
import { stopRuleIn } from './auto-top-up/stop';
import { freeze, freezeAgain, repayDebts, takeDisputed, unfreeze } from './dispute-credits';
import { type DisputeEffect, effectOf } from './dispute-effect';
import type { PurchaseRow } from './purchase-row';
import { getStripe } from './stripe';
import { giveBack } from './take-back';
import type { DisputeView } from './types';

/** A row of `disputes` as PostgreSQL gives it. */
export interface DisputeRow {
  workspace_id: string;
  id: string;
  stripe_id: string;
  purchase_id: string;
  amount_minor: bigint;
  status: string;
  reason: string;
  effect: DisputeEffect;
  owed_credit_micro: bigint;
  owed_bonus_micro: bigint;
  version: number;
  created_at: Date;
}

const MAX_LOOKS = 5;

/**
 * Asks Stripe for a dispute and brings the credits of its purchase into the state that belongs to it: frozen while it is
 * open, back when it is won, gone when it is lost. Called as often as anybody likes, in any order, it ends in one state.
 * Errors: whatever Stripe or the database say; nothing is changed then.
 */
export async function syncDispute(stripeId: string, purchaseId: string): Promise<void> {
  for (let look = 0; look < MAX_LOOKS; look++) {
    const version = await versionOf(stripeId);
    const dispute = await getStripe().disputes.retrieve(stripeId);
    if (await inTransaction((client) => apply(client, { dispute, purchaseId, version }))) return;
  }
  throw new AppError('unavailable', { detail: 'The dispute is being worked on elsewhere.', retryAfterSeconds: 5 });
}

/** null: not known yet. */
async function versionOf(stripeId: string): Promise<number | null> {
  const { rows } = await getPool().query<{ version: number }>('SELECT version FROM disputes WHERE stripe_id = $1', [
    stripeId,
  ]);
  return rows[0]?.version ?? null;
}

interface Look {
  dispute: Stripe.Dispute;
  purchaseId: string;
  /** What the row said before Stripe was asked. */
  version: number | null;
}

/** False: another look was applied since Stripe was asked, so this one may be older, and has to be made again. */
async function apply(client: PoolClient, { dispute, purchaseId, version }: Look): Promise<boolean> {
  const { rows } = await client.query<PurchaseRow>('SELECT * FROM purchases WHERE id = $1 FOR UPDATE', [purchaseId]);
  const purchase = rows[0];
  if (purchase?.status !== 'paid') return true; // nothing was credited
  const row = await keep(client, purchase, dispute);
  if (row.version !== (version ?? 0)) return false;
  const asked = effectOf(dispute);
  if (asked === null) {
    alertOperator('dispute.unknown_status', { disputeId: dispute.id, purchaseId, status: dispute.status });
    return true;
  }
  // Reopened after a loss: what is taken stays taken until that is decided.
  const effect = asked === 'frozen' && row.effect === 'taken' ? 'taken' : asked;
  const isNews = dispute.status !== row.status || BigInt(dispute.amount) !== row.amount_minor || effect !== row.effect;
  if (!isNews) return true; // and nobody else's look becomes older by it
  const owed = await move(client, purchase, row, effect);
  await client.query(
    `UPDATE disputes SET status = $3, reason = $4, amount_minor = $5, effect = $6, owed_credit_micro = $7,
       owed_bonus_micro = $8, version = version + 1, updated_at = now()
     WHERE workspace_id = $1 AND id = $2`,
    [
      row.workspace_id,
      row.id,
      dispute.status,
      dispute.reason,
      dispute.amount,
      effect,
      owed.creditMicro,
      owed.bonusMicro,
    ],
  );
  await flagWorkspace(client, purchase.workspace_id);
  // Whoever asks for their money back must not be charged again while nobody is there. A person may switch it on again.
  if (effect !== 'none' && row.effect === 'none') {
    await stopRuleIn(client, {
      workspaceId: purchase.workspace_id,
      reason: 'dispute',
      actor: { kind: 'job', id: null },
    });
  }
  if (effect !== row.effect) alertOperator('dispute.changed', { disputeId: dispute.id, purchaseId, effect });
  return true;
}

/** The dispute's row, written at the first look. The purchase is locked, so nobody else is at it. */
async function keep(client: PoolClient, purchase: PurchaseRow, dispute: Stripe.Dispute): Promise<DisputeRow> {
  const known = await findRow(client, dispute.id);
  if (known) return known;
  await client.query(
    `INSERT INTO disputes (workspace_id, id, stripe_id, purchase_id, amount_minor, status, reason, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8)) ON CONFLICT (stripe_id) DO NOTHING`,
    [
      purchase.workspace_id,
      newId(),
      dispute.id,
      purchase.id,
      dispute.amount,
      dispute.status,
      dispute.reason,
      dispute.created,
    ],
  );
  const row = await findRow(client, dispute.id);
  if (!row) throw new Error('a dispute that was written can be read');
  return row;
}

async function findRow(client: PoolClient, stripeId: string): Promise<DisputeRow | undefined> {
  const { rows } = await client.query<DisputeRow>('SELECT * FROM disputes WHERE stripe_id = $1', [stripeId]);
  return rows[0];
}

interface Owed {
  creditMicro: bigint;
  bonusMicro: bigint;
}

const NOTHING: Owed = { creditMicro: 0n, bonusMicro: 0n };

/** Moves the credits from the state they are in to the one they should be in. Returns what is taken beyond the freeze. */
async function move(client: PoolClient, purchase: PurchaseRow, row: DisputeRow, effect: DisputeEffect): Promise<Owed> {
  const before: Owed = { creditMicro: row.owed_credit_micro, bonusMicro: row.owed_bonus_micro };
  if (effect === row.effect) return before;
  if (effect === 'frozen') {
    await freeze(client, purchase, row.id);
    return before;
  }
  if (effect === 'taken') {
    if (row.effect === 'none') await freeze(client, purchase, row.id);
    const taken = await takeDisputed(client, purchase, row);
    await repayDebts(client, purchase);
    return taken;
  }
  await unfreeze(client, purchase, row.id);
  await giveBack(client, purchase, { ...before, reason: 'A dispute was decided in our favour after all' });
  await repayDebts(client, purchase);
  return NOTHING;
}

/**
 * A workspace is flagged while a dispute of its payments is open. Its row is locked first: whoever waits for it then sees
 * what the other has decided about another payment of the same workspace.
 */
async function flagWorkspace(client: PoolClient, workspaceId: string): Promise<void> {
  await client.query('SELECT 1 FROM workspaces WHERE id = $1 FOR NO KEY UPDATE', [workspaceId]);
  await client.query(
    `UPDATE workspaces SET status = CASE
       WHEN EXISTS (SELECT 1 FROM disputes WHERE workspace_id = $1 AND effect = 'frozen') THEN 'flagged' ELSE 'active' END
     WHERE id = $1 AND status IN ('active', 'flagged')`,
    [workspaceId],
  );
}

/** Credits under an open dispute that have become free since: a hold on them ended, or usage was reversed. */
const RELEASED = `
  SELECT DISTINCT d.purchase_id AS id FROM disputes d
  JOIN grants g ON g.workspace_id = d.workspace_id AND g.purchase_id = d.purchase_id
  WHERE d.effect = 'frozen' AND g.is_started AND g.ended_at IS NULL AND g.remaining_micro > g.held_micro
  ORDER BY 1 LIMIT 100`;

/** Freezes what has come back to disputed purchases, so that it is not spent before the dispute is decided. */
export async function freezeReleased(): Promise<void> {
  const { rows } = await getPool().query<{ id: string }>(RELEASED);
  for (const { id } of rows) {
    await inTransaction(async (client) => {
      const { rows: found } = await client.query<PurchaseRow>('SELECT * FROM purchases WHERE id = $1 FOR UPDATE', [id]);
      if (found[0]) await freezeAgain(client, found[0]);
    });
  }
}

/** The disputes of a workspace, newest first. The caller has authorised. */
export async function listDisputes(workspaceId: string): Promise<DisputeView[]> {
  const { rows } = await getPool().query<DisputeRow>(
    'SELECT * FROM disputes WHERE workspace_id = $1 ORDER BY created_at DESC, id DESC LIMIT 200',
    [workspaceId],
  );
  return rows.map((row) => ({
    id: row.id,
    stripeId: row.stripe_id,
    purchaseId: row.purchase_id,
    amountMinor: row.amount_minor,
    status: row.status,
    reason: row.reason,
    effect: row.effect,
    createdAt: row.created_at,
  }));
}
