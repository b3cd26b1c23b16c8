import type { TransactionDraft } from '../plan/state';
import { orNil } from '../plan/views';
import { type Part, rows } from './part';
import { jsonArray, plainArray, textArray, timeArray } from './sql';

export const newTransactions = (drafts: TransactionDraft[]): Part => ({
  letters: 'tn',
  sql: (p) => `INSERT INTO transactions (workspace_id, id, wallet_id, mode, seq, kind, amount_micro,
      balance_before_micro, balance_after_micro, member_id, api_key_id, feature, context_id, context_description,
      hold_id, grant_id, related_id, actor_kind, actor_id, reason, metadata, booked_at, occurred_at)
    SELECT $1::uuid, x.id, x.wallet_id, x.mode, x.seq, x.kind, x.amount, x.before, x.before + x.amount, x.member_id,
      x.api_key_id, x.feature, x.context_id, x.context_description, x.hold_id, x.grant_id, x.related_id, x.actor_kind,
      x.actor_id, x.reason, x.metadata::jsonb, x.booked_at, x.occurred_at
    FROM ${rows(p, [
      ['id', 'uuid'],
      ['wallet_id', 'uuid'],
      ['mode', 'mode'],
      ['seq', 'bigint'],
      ['kind', 'transaction_kind'],
      ['amount', 'bigint'],
      ['before', 'bigint'],
      ['member_id', 'uuid'],
      ['api_key_id', 'uuid'],
      ['feature', 'text'],
      ['context_id', 'text'],
      ['context_description', 'text'],
      ['hold_id', 'uuid'],
      ['grant_id', 'uuid'],
      ['related_id', 'uuid'],
      ['actor_kind', 'actor_kind'],
      ['actor_id', 'uuid'],
      ['reason', 'text'],
      ['metadata', 'text'],
      ['booked_at', 'timestamptz'],
      ['occurred_at', 'timestamptz'],
    ])}`,
  values: [
    plainArray(drafts.map(({ id }) => id)),
    plainArray(drafts.map(({ walletId }) => walletId)),
    plainArray(drafts.map(({ mode }) => mode)),
    plainArray(drafts.map(({ seq }) => seq)),
    plainArray(drafts.map(({ kind }) => kind)),
    plainArray(drafts.map(({ amount }) => amount)),
    plainArray(drafts.map(({ before }) => before)),
    plainArray(drafts.map(({ memberId }) => memberId)),
    plainArray(drafts.map(({ apiKeyId }) => apiKeyId)),
    textArray(drafts.map(({ feature }) => feature)),
    textArray(drafts.map(({ contextId }) => contextId)),
    textArray(drafts.map(({ contextDescription }) => contextDescription)),
    plainArray(drafts.map(({ holdId }) => holdId)),
    plainArray(drafts.map(({ grantId }) => grantId)),
    plainArray(drafts.map(({ relatedId }) => relatedId)),
    plainArray(drafts.map(({ actorKind }) => actorKind)),
    plainArray(drafts.map(({ actorId }) => actorId)),
    textArray(drafts.map(({ reason }) => reason)),
    jsonArray(drafts.map(({ metadata }) => metadata)),
    timeArray(drafts.map(({ bookedAt }) => bookedAt)),
    timeArray(drafts.map(({ occurredAt }) => occurredAt)),
  ],
});

export function newAllocations(drafts: TransactionDraft[]): Part {
  const legs = drafts.flatMap((draft) => draft.legs.map((leg, index) => ({ draft, leg, index })));
  return {
    letters: 'an',
    sql: (p) => `INSERT INTO allocations (workspace_id, transaction_id, leg, grant_id, amount_micro, booked_at)
      SELECT $1::uuid, x.* FROM ${rows(p, [
        ['transaction_id', 'uuid'],
        ['leg', 'smallint'],
        ['grant_id', 'uuid'],
        ['amount', 'bigint'],
        ['booked_at', 'timestamptz'],
      ])}`,
    values: [
      plainArray(legs.map(({ draft }) => draft.id)),
      plainArray(legs.map(({ index }) => index)),
      plainArray(legs.map(({ leg }) => leg.grantId)),
      plainArray(legs.map(({ leg }) => leg.amount)),
      timeArray(legs.map(({ draft }) => draft.bookedAt)),
    ],
  };
}

const BUCKET_MS = 15 * 60_000;

interface RollupDelta {
  draft: TransactionDraft;
  bucketAt: number;
  amount: bigint;
  count: number;
}

/** The rollup rows that these transactions add to. */
function toRollups(drafts: TransactionDraft[]): RollupDelta[] {
  const deltas = new Map<string, RollupDelta>();
  for (const draft of drafts) {
    const bucketAt = Math.floor(draft.occurredAt / BUCKET_MS) * BUCKET_MS;
    const key = `${bucketAt}${draft.walletId}${draft.memberId}${draft.apiKeyId}${draft.kind} ${draft.feature ?? ''}`;
    const delta = deltas.get(key);
    if (delta) {
      delta.amount += draft.amount;
      delta.count++;
    } else deltas.set(key, { draft, bucketAt, amount: draft.amount, count: 1 });
  }
  return [...deltas.values()];
}

/**
 * Adds to a rollup row, or makes it. Not ON CONFLICT, which costs twice as much: the key holds the wallet's id, so under
 * the wallet's lock nobody else makes the row. NOT IN over the ordinals is hashed.
 */
export function rollups(drafts: TransactionDraft[]): Part {
  const deltas = toRollups(drafts);
  const columns: [string, string][] = [
    ['ordinal', 'int'],
    ['mode', 'mode'],
    ['bucket_at', 'timestamptz'],
    ['wallet_id', 'uuid'],
    ['member_id', 'uuid'],
    ['api_key_id', 'uuid'],
    ['feature', 'text'],
    ['kind', 'transaction_kind'],
    ['amount', 'bigint'],
    ['count', 'bigint'],
  ];
  return {
    letters: 'ru',
    sql: (p) => `UPDATE usage_rollups r SET amount_micro = r.amount_micro + x.amount, count = r.count + x.count
      FROM ${rows(p, columns)}
      WHERE r.workspace_id = $1 AND r.mode = x.mode AND r.bucket_at = x.bucket_at AND r.wallet_id = x.wallet_id
        AND r.member_id = x.member_id AND r.api_key_id = x.api_key_id AND r.feature = x.feature AND r.kind = x.kind
      RETURNING x.ordinal
    ), rollups_made AS (
      INSERT INTO usage_rollups (workspace_id, mode, bucket_at, wallet_id, member_id, api_key_id, feature, kind,
        amount_micro, count)
      SELECT $1::uuid, x.mode, x.bucket_at, x.wallet_id, x.member_id, x.api_key_id, x.feature, x.kind, x.amount, x.count
      FROM ${rows(p, columns)}
      WHERE x.ordinal NOT IN (SELECT ordinal FROM part_ru)`,
    values: [
      plainArray(deltas.map((_, index) => index)),
      plainArray(deltas.map(({ draft }) => draft.mode)),
      timeArray(deltas.map(({ bucketAt }) => bucketAt)),
      plainArray(deltas.map(({ draft }) => draft.walletId)),
      plainArray(deltas.map(({ draft }) => orNil(draft.memberId))),
      plainArray(deltas.map(({ draft }) => orNil(draft.apiKeyId))),
      textArray(deltas.map(({ draft }) => draft.feature ?? '')),
      plainArray(deltas.map(({ draft }) => draft.kind)),
      plainArray(deltas.map(({ amount }) => amount)),
      plainArray(deltas.map(({ count }) => count)),
    ],
  };
}
