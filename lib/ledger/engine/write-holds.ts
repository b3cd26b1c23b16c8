import type { CounterState, HoldState } from '../plan/state';
import { type Part, rows, type StoredOutcome } from './part';
import { jsonArray, plainArray, textArray, timeArray } from './sql';

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
