/**
 * The set-based writes, one part per table and kind of change. A part is left out when it has no rows. Parts never join
 * each other: everything was decided under lock, so each is index look-ups or plain inserts, whatever number of rows the
 * database guesses for an array.
 */
import { isOpen } from '../plan/burn-order';
import type { CounterState, GrantState, HoldState, TransactionDraft, WalletState } from '../plan/state';
import { orNil } from '../plan/views';
import { jsonArray, plainArray, textArray, timeArray } from './sql';

export interface Part {
  /** Two letters, for the names of the part and of the statement. */
  letters: string;
  /** `$1` is the workspace; `p(i)` is the i-th of the part's own parameters. */
  sql: (p: (index: number) => string) => string;
  values: string[];
}

export interface StoredOutcome {
  credentialId: string;
  key: string;
  requestHash: Buffer;
  status: number;
  reply: string;
}

/** Columns as one unnest() per type. */
const rows = (p: (index: number) => string, columns: [string, string][]): string =>
  `unnest(${columns.map(([, type], index) => `${p(index)}::${type}[]`).join(', ')})
   AS x (${columns.map(([name]) => name).join(', ')})`;

export function newWallets(wallets: WalletState[]): Part {
  const sorted = [...wallets].sort((a, b) => (a.ownerId < b.ownerId ? -1 : 1));
  return {
    letters: 'wn',
    sql: (
      p,
    ) => `INSERT INTO wallets (workspace_id, id, mode, owner_kind, owner_id, settled_micro, held_micro, debt_micro,
        version, overdraft_policy, overdraft_micro, is_guarded, next_event_at, last_booked_at, created_at)
      SELECT $1::uuid, x.* FROM ${rows(p, [
        ['id', 'uuid'],
        ['mode', 'mode'],
        ['owner_kind', 'wallet_owner_kind'],
        ['owner_id', 'uuid'],
        ...WALLET_FIGURES,
        ['created_at', 'timestamptz'],
      ])}`,
    values: [
      plainArray(sorted.map(({ id }) => id)),
      plainArray(sorted.map(({ mode }) => mode)),
      plainArray(sorted.map(({ ownerKind }) => ownerKind)),
      plainArray(sorted.map(({ ownerId }) => ownerId)),
      ...walletFigures(sorted),
      timeArray(sorted.map(({ createdAt }) => createdAt)),
    ],
  };
}

const WALLET_FIGURES: [string, string][] = [
  ['settled', 'bigint'],
  ['held', 'bigint'],
  ['debt', 'bigint'],
  ['version', 'bigint'],
  ['policy', 'overdraft_policy'],
  ['overdraft', 'bigint'],
  ['is_guarded', 'boolean'],
  ['next_event_at', 'timestamptz'],
  ['last_booked_at', 'timestamptz'],
];

const walletFigures = (wallets: WalletState[]): string[] => [
  plainArray(wallets.map(({ settled }) => settled)),
  plainArray(wallets.map(({ held }) => held)),
  plainArray(wallets.map(({ debt }) => debt)),
  plainArray(wallets.map(({ version }) => version)),
  plainArray(wallets.map(({ policy }) => policy)),
  plainArray(wallets.map(({ overdraft }) => overdraft)),
  plainArray(wallets.map(({ isGuarded }) => isGuarded)),
  timeArray(wallets.map(({ nextEventAt }) => nextEventAt)),
  timeArray(wallets.map(({ lastBookedAt }) => lastBookedAt)),
];

export const changedWallets = (wallets: WalletState[]): Part => ({
  letters: 'wc',
  sql: (p) => `UPDATE wallets SET settled_micro = x.settled, held_micro = x.held, debt_micro = x.debt,
      version = x.version, overdraft_policy = x.policy, overdraft_micro = x.overdraft, is_guarded = x.is_guarded,
      next_event_at = x.next_event_at, last_booked_at = x.last_booked_at
    FROM ${rows(p, [['id', 'uuid'], ...WALLET_FIGURES])}
    WHERE wallets.workspace_id = $1 AND wallets.id = x.id`,
  values: [plainArray(wallets.map(({ id }) => id)), ...walletFigures(wallets)],
});

/** What a spend changes of a grant. */
export const spentGrants = (grants: GrantState[]): Part => ({
  letters: 'gs',
  sql: (p) => `UPDATE grants SET remaining_micro = x.remaining, held_micro = x.held, is_open = x.is_open
    FROM ${rows(p, [
      ['id', 'uuid'],
      ['remaining', 'bigint'],
      ['held', 'bigint'],
      ['is_open', 'boolean'],
    ])}
    WHERE grants.workspace_id = $1 AND grants.id = x.id`,
  values: [
    plainArray(grants.map(({ id }) => id)),
    plainArray(grants.map(({ remaining }) => remaining)),
    plainArray(grants.map(({ held }) => held)),
    plainArray(grants.map(isOpen)),
  ],
});

/** Grants that began, ended, were split or got another end. */
export const changedGrants = (grants: GrantState[]): Part => ({
  letters: 'gc',
  sql: (p) => `UPDATE grants SET remaining_micro = x.remaining, held_micro = x.held, is_open = x.is_open,
      amount_micro = coalesce(x.amount, grants.amount_micro), is_started = x.is_started, expires_at = x.expires_at,
      ended_at = x.ended_at, end_reason = x.end_reason
    FROM ${rows(p, [
      ['id', 'uuid'],
      ['remaining', 'bigint'],
      ['held', 'bigint'],
      ['is_open', 'boolean'],
      ['amount', 'bigint'],
      ['is_started', 'boolean'],
      ['expires_at', 'timestamptz'],
      ['ended_at', 'timestamptz'],
      ['end_reason', 'text'],
    ])}
    WHERE grants.workspace_id = $1 AND grants.id = x.id`,
  values: [
    plainArray(grants.map(({ id }) => id)),
    plainArray(grants.map(({ remaining }) => remaining)),
    plainArray(grants.map(({ held }) => held)),
    plainArray(grants.map(isOpen)),
    plainArray(grants.map(({ details }) => details?.amount ?? null)),
    plainArray(grants.map(({ isStarted }) => isStarted)),
    timeArray(grants.map(({ expiresAt }) => expiresAt)),
    timeArray(grants.map(({ endedAt }) => endedAt)),
    plainArray(grants.map(({ endReason }) => endReason)),
  ],
});

export const newGrants = (grants: GrantState[]): Part => ({
  letters: 'gn',
  sql: (p) => `INSERT INTO grants (workspace_id, id, wallet_id, source, amount_micro, remaining_micro, held_micro,
      priority, unit_cost_nano, currency, features, effective_at, expires_at, is_started, is_open, ended_at, end_reason,
      purchase_id, parent_id, external_ref, description, reason, metadata, created_at)
    SELECT $1::uuid, x.id, x.wallet_id, x.source, x.amount, x.remaining, x.held, x.priority, x.unit_cost, x.currency,
      x.features::text[], x.effective_at, x.expires_at, x.is_started, x.is_open, x.ended_at, x.end_reason,
      x.purchase_id, x.parent_id, x.external_ref, x.description, x.reason, x.metadata::jsonb, x.created_at
    FROM ${rows(p, [
      ['id', 'uuid'],
      ['wallet_id', 'uuid'],
      ['source', 'grant_source'],
      ['amount', 'bigint'],
      ['remaining', 'bigint'],
      ['held', 'bigint'],
      ['priority', 'int'],
      ['unit_cost', 'bigint'],
      ['currency', 'text'],
      ['features', 'text'],
      ['effective_at', 'timestamptz'],
      ['expires_at', 'timestamptz'],
      ['is_started', 'boolean'],
      ['is_open', 'boolean'],
      ['ended_at', 'timestamptz'],
      ['end_reason', 'text'],
      ['purchase_id', 'uuid'],
      ['parent_id', 'uuid'],
      ['external_ref', 'text'],
      ['description', 'text'],
      ['reason', 'text'],
      ['metadata', 'text'],
      ['created_at', 'timestamptz'],
    ])}`,
  values: [
    plainArray(grants.map(({ id }) => id)),
    plainArray(grants.map(({ walletId }) => walletId)),
    plainArray(grants.map(({ details }) => details?.source ?? null)),
    plainArray(grants.map(({ details }) => details?.amount ?? null)),
    plainArray(grants.map(({ remaining }) => remaining)),
    plainArray(grants.map(({ held }) => held)),
    plainArray(grants.map(({ priority }) => priority)),
    plainArray(grants.map(({ unitCost }) => unitCost)),
    textArray(grants.map(({ details }) => details?.currency ?? null)),
    textArray(grants.map(({ features }) => textArray(features))),
    timeArray(grants.map(({ effectiveAt }) => effectiveAt)),
    timeArray(grants.map(({ expiresAt }) => expiresAt)),
    plainArray(grants.map(({ isStarted }) => isStarted)),
    plainArray(grants.map(isOpen)),
    timeArray(grants.map(({ endedAt }) => endedAt)),
    plainArray(grants.map(({ endReason }) => endReason)),
    plainArray(grants.map(({ details }) => details?.purchaseId ?? null)),
    plainArray(grants.map(({ details }) => details?.parentId ?? null)),
    textArray(grants.map(({ details }) => details?.externalRef ?? null)),
    textArray(grants.map(({ details }) => details?.description ?? null)),
    textArray(grants.map(({ details }) => details?.reason ?? null)),
    jsonArray(grants.map(({ details }) => details?.metadata ?? null)),
    timeArray(grants.map(({ createdAt }) => createdAt)),
  ],
});

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

export const newHolds = (holds: HoldState[]): Part => ({
  letters: 'hn',
  sql: (p) => `INSERT INTO holds (workspace_id, id, wallet_id, amount_micro, captured_micro, status, member_id,
      api_key_id, feature, context_id, context_description, metadata, actor_kind, actor_id, placed_at, expires_at, ended_at)
    SELECT $1::uuid, x.id, x.wallet_id, x.amount, x.captured, x.status, x.member_id, x.api_key_id, x.feature, x.context_id,
      x.context_description, x.metadata::jsonb, x.actor_kind, x.actor_id, x.placed_at, x.expires_at, x.ended_at
    FROM ${rows(p, [
      ['id', 'uuid'],
      ['wallet_id', 'uuid'],
      ['amount', 'bigint'],
      ['captured', 'bigint'],
      ['status', 'hold_status'],
      ['member_id', 'uuid'],
      ['api_key_id', 'uuid'],
      ['feature', 'text'],
      ['context_id', 'text'],
      ['context_description', 'text'],
      ['metadata', 'text'],
      ['actor_kind', 'actor_kind'],
      ['actor_id', 'uuid'],
      ['placed_at', 'timestamptz'],
      ['expires_at', 'timestamptz'],
      ['ended_at', 'timestamptz'],
    ])}`,
  values: [
    plainArray(holds.map(({ id }) => id)),
    plainArray(holds.map(({ walletId }) => walletId)),
    plainArray(holds.map(({ amount }) => amount)),
    plainArray(holds.map(({ captured }) => captured)),
    plainArray(holds.map(({ status }) => status)),
    plainArray(holds.map(({ memberId }) => memberId)),
    plainArray(holds.map(({ apiKeyId }) => apiKeyId)),
    textArray(holds.map(({ feature }) => feature)),
    textArray(holds.map(({ contextId }) => contextId)),
    textArray(holds.map(({ contextDescription }) => contextDescription)),
    jsonArray(holds.map(({ metadata }) => metadata)),
    plainArray(holds.map(({ actorKind }) => actorKind)),
    plainArray(holds.map(({ actorId }) => actorId)),
    timeArray(holds.map(({ placedAt }) => placedAt)),
    timeArray(holds.map(({ expiresAt }) => expiresAt)),
    timeArray(holds.map(({ endedAt }) => endedAt)),
  ],
});

export function newHoldLegs(holds: HoldState[]): Part {
  const legs = holds.flatMap((hold) => hold.legs.map((leg, index) => ({ hold, leg, index })));
  return {
    letters: 'hl',
    sql: (p) => `INSERT INTO hold_allocations (workspace_id, hold_id, leg, grant_id, amount_micro)
      SELECT $1::uuid, x.* FROM ${rows(p, [
        ['hold_id', 'uuid'],
        ['leg', 'smallint'],
        ['grant_id', 'uuid'],
        ['amount', 'bigint'],
      ])}`,
    values: [
      plainArray(legs.map(({ hold }) => hold.id)),
      plainArray(legs.map(({ index }) => index)),
      plainArray(legs.map(({ leg }) => leg.grantId)),
      plainArray(legs.map(({ leg }) => leg.amount)),
    ],
  };
}

export const changedHolds = (holds: HoldState[]): Part => ({
  letters: 'hc',
  sql: (p) => `UPDATE holds SET captured_micro = x.captured, status = x.status, expires_at = x.expires_at,
      ended_at = x.ended_at
    FROM ${rows(p, [
      ['id', 'uuid'],
      ['captured', 'bigint'],
      ['status', 'hold_status'],
      ['expires_at', 'timestamptz'],
      ['ended_at', 'timestamptz'],
    ])}
    WHERE holds.workspace_id = $1 AND holds.id = x.id`,
  values: [
    plainArray(holds.map(({ id }) => id)),
    plainArray(holds.map(({ captured }) => captured)),
    plainArray(holds.map(({ status }) => status)),
    timeArray(holds.map(({ expiresAt }) => expiresAt)),
    timeArray(holds.map(({ endedAt }) => endedAt)),
  ],
});

export const changedCounters = (counters: CounterState[]): Part => ({
  letters: 'bc',
  sql: (p) => `UPDATE budget_counters c SET used_micro = x.used, held_micro = x.held
    FROM ${rows(p, [
      ['budget_id', 'uuid'],
      ['period_start', 'timestamptz'],
      ['used', 'bigint'],
      ['held', 'bigint'],
    ])}
    WHERE c.workspace_id = $1 AND c.budget_id = x.budget_id AND c.period_start = x.period_start`,
  values: [
    plainArray(counters.map(({ budget }) => budget.id)),
    timeArray(counters.map(({ periodStart }) => periodStart)),
    plainArray(counters.map(({ used }) => used)),
    plainArray(counters.map(({ held }) => held)),
  ],
});

export const newOutcomes = (outcomes: StoredOutcome[], now: number): Part => ({
  letters: 'ik',
  sql: (
    p,
  ) => `INSERT INTO idempotency_records (workspace_id, credential_id, key, request_hash, status, reply, created_at)
    SELECT $1::uuid, x.* FROM ${rows(p, [
      ['credential_id', 'uuid'],
      ['key', 'text'],
      ['request_hash', 'bytea'],
      ['status', 'smallint'],
      ['reply', 'text'],
      ['created_at', 'timestamptz'],
    ])}`,
  values: [
    plainArray(outcomes.map(({ credentialId }) => credentialId)),
    textArray(outcomes.map(({ key }) => key)),
    textArray(outcomes.map(({ requestHash }) => `\\x${requestHash.toString('hex')}`)),
    plainArray(outcomes.map(({ status }) => status)),
    textArray(outcomes.map(({ reply }) => reply)),
    timeArray(outcomes.map(() => now)),
  ],
});
