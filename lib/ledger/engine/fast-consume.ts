/**
 * The plain spend on an idle lane: one write-first statement does what the batch does in five. It applies to a wallet
 * without guard or due event whose first open grant covers the spend; anything else affects no row, and the spend takes
 * the locking path.
 *
 * The statement reads before it locks, so the wallet must be unchanged between: every booking raises `version`, and
 * holds move `held_micro`; the UPDATE compares both on the row as it is once the lock is there.
 */
import type { Pool } from '../../db/pool';
import { newId } from '../../ids';
import { failpoint } from '../failpoints';
import { orNil } from '../plan/views';
import type { ConsumeResult, Idempotency, LedgerActor, Metadata } from '../types';
import { planName, toMs, toTimestamp } from './sql';

export interface FastSpend {
  workspaceId: string;
  walletId: string;
  amountMicro: bigint;
  actor: LedgerActor;
  apiKeyId: string | null;
  memberId: string | null;
  feature: string | null;
  contextId: string | null;
  contextDescription: string | null;
  reason: string | null;
  metadata: Metadata | null;
  idempotency: Idempotency | undefined;
  /** Null: the database's clock. */
  now: Date | null;
}

const KEYED = `, key_kept AS (
    INSERT INTO idempotency_records (workspace_id, credential_id, key, request_hash, status, reply, created_at)
    SELECT $1, $16::uuid, $17::text, $18::bytea, 200, json_build_object(
      'spend', json_build_array($3::uuid, spent.booked_at), 'settledMicro', spent.settled_micro::text,
      'heldMicro', spent.held_micro::text)::text, spent.booked_at
    FROM spent)`;

const statement = (isKeyed: boolean): string => `
  WITH seen AS MATERIALIZED (
    SELECT w.version, w.held_micro, g.id AS grant_id, g.remaining_micro - g.held_micro AS free
    FROM wallets w CROSS JOIN LATERAL (
      SELECT g.id, g.remaining_micro, g.held_micro FROM grants g
      WHERE g.workspace_id = $1 AND g.wallet_id = $2 AND g.is_open
      ORDER BY g.workspace_id, g.wallet_id, g.priority, g.expires_at, g.unit_cost_nano, g.effective_at, g.created_at, g.id
      LIMIT 1) AS g
    WHERE w.workspace_id = $1 AND w.id = $2
  ), spent AS (
    UPDATE wallets w SET settled_micro = w.settled_micro - $4::bigint, version = w.version + 1,
      last_booked_at = greatest(w.last_booked_at,
        coalesce($15::timestamptz, date_trunc('milliseconds', clock_timestamp())))
    FROM seen
    WHERE w.workspace_id = $1 AND w.id = $2 AND w.version = seen.version AND w.held_micro = seen.held_micro
      AND NOT w.is_guarded AND seen.free >= $4::bigint
      AND w.next_event_at > greatest(w.last_booked_at, coalesce($15::timestamptz, clock_timestamp()))
    RETURNING w.version AS seq, w.mode, w.settled_micro, w.held_micro, w.last_booked_at AS booked_at, seen.grant_id
  ), grant_spent AS (
    UPDATE grants g SET remaining_micro = g.remaining_micro - $4::bigint,
      is_open = g.remaining_micro - $4::bigint > g.held_micro
    FROM spent WHERE g.workspace_id = $1 AND g.id = spent.grant_id
  ), row_booked AS (
    INSERT INTO transactions (workspace_id, wallet_id, id, seq, mode, kind, amount_micro, balance_before_micro,
      balance_after_micro, member_id, api_key_id, feature, context_id, context_description, actor_kind, actor_id, reason,
      metadata, booked_at, occurred_at)
    SELECT $1, $2, $3::uuid, spent.seq, spent.mode, 'consume', -$4::bigint, spent.settled_micro + $4::bigint,
      spent.settled_micro, $5::uuid, $6::uuid, $7::text, $8::text, $9::text, $10::actor_kind, $11::uuid, $12::text,
      $13::jsonb, spent.booked_at, spent.booked_at
    FROM spent
  ), leg_booked AS (
    INSERT INTO allocations (workspace_id, transaction_id, leg, grant_id, amount_micro, booked_at)
    SELECT $1, $3::uuid, 0, spent.grant_id, -$4::bigint, spent.booked_at FROM spent
  ), rollup_raised AS (
    UPDATE usage_rollups r SET amount_micro = r.amount_micro - $4::bigint, count = r.count + 1
    FROM spent
    WHERE r.workspace_id = $1 AND r.mode = spent.mode AND r.wallet_id = $2
      AND r.bucket_at = date_bin('15 minutes', spent.booked_at, 'epoch'::timestamptz)
      AND r.member_id = coalesce($5::uuid, $14::uuid) AND r.api_key_id = coalesce($6::uuid, $14::uuid)
      AND r.feature = coalesce($7::text, '') AND r.kind = 'consume'
    RETURNING 1
  ), rollup_made AS (
    INSERT INTO usage_rollups (workspace_id, mode, bucket_at, wallet_id, member_id, api_key_id, feature, kind,
      amount_micro, count)
    SELECT $1, spent.mode, date_bin('15 minutes', spent.booked_at, 'epoch'::timestamptz), $2,
      coalesce($5::uuid, $14::uuid), coalesce($6::uuid, $14::uuid), coalesce($7::text, ''), 'consume', -$4::bigint, 1
    FROM spent WHERE NOT EXISTS (SELECT 1 FROM rollup_raised)
  )${isKeyed ? KEYED : ''}
  SELECT seq, settled_micro, held_micro, booked_at FROM spent`;

const PLAIN = statement(false);
const WITH_KEY = statement(true);

interface SpentRow {
  seq: bigint;
  settled_micro: bigint;
  held_micro: bigint;
  booked_at: Date;
}

/** Null: not plain, nothing was done. Errors: whatever PostgreSQL says; a known key is a unique violation. */
export async function fastConsume(pool: Pool, spend: FastSpend): Promise<ConsumeResult | null> {
  await failpoint('fast:before');
  const { idempotency } = spend;
  const id = newId();
  const values = [
    spend.workspaceId,
    spend.walletId,
    id,
    spend.amountMicro.toString(),
    spend.memberId,
    spend.apiKeyId,
    spend.feature,
    spend.contextId,
    spend.contextDescription,
    spend.actor.kind,
    spend.actor.id,
    spend.reason,
    spend.metadata === null ? null : JSON.stringify(spend.metadata),
    orNil(null),
    spend.now && toTimestamp(spend.now.getTime()),
    ...(idempotency ? [idempotency.credentialId, idempotency.key, idempotency.requestHash] : []),
  ];
  const { rows } = await pool.query<SpentRow>({
    name: planName(idempotency ? 'consume-keyed' : 'consume'),
    text: idempotency ? WITH_KEY : PLAIN,
    values,
  });
  await failpoint('fast:after');
  const [row] = rows;
  return row ? toResult(spend, id, row) : null;
}

function toResult(spend: FastSpend, id: string, row: SpentRow): ConsumeResult {
  const at = new Date(toMs(row.booked_at));
  return {
    transaction: {
      id,
      walletId: spend.walletId,
      seq: row.seq,
      kind: 'consume',
      amountMicro: -spend.amountMicro,
      balanceBeforeMicro: row.settled_micro + spend.amountMicro,
      balanceAfterMicro: row.settled_micro,
      memberId: spend.memberId,
      apiKeyId: spend.apiKeyId,
      feature: spend.feature,
      contextId: spend.contextId,
      contextDescription: spend.contextDescription,
      holdId: null,
      grantId: null,
      relatedId: null,
      actor: { kind: spend.actor.kind, id: spend.actor.id },
      reason: spend.reason,
      metadata: spend.metadata,
      bookedAt: at,
      occurredAt: at,
    },
    settledMicro: row.settled_micro,
    heldMicro: row.held_micro,
    availableMicro: row.settled_micro - row.held_micro,
    debtMicro: 0n,
  };
}
