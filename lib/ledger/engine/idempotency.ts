import { assert } from '../../assert';
import type { PoolClient } from '../../db/pool';
import { AppError, type ErrorCode, isAppError } from '../../errors';
import { singleton } from '../../singleton';
import { TRANSACTION_COLUMNS, type TransactionRow, toTransactionView } from '../read/rows';
import type { ConsumeResult, Idempotency, RefusalView } from '../types';
import { decodeResult, encodeResult } from './codec';
import type { StoredReply } from './load-facts';
import type { StoredOutcome } from './part';
import { run, toTimestamp } from './sql';

const DONE = 200;

/** Answers of the books about the request: a late copy gets the same one. Everything else may be tried again. */
const STORED: ReadonlySet<ErrorCode> = new Set([
  'insufficient_credits',
  'budget_exceeded',
  'not_found',
  'conflict',
  'hold_ended',
  'grant_ended',
  'already_reversed',
]);

export const isStoredRefusal = (error: AppError): boolean => STORED.has(error.code);

export const toRefusal = (error: AppError): RefusalView => ({
  code: error.code,
  status: error.status,
  title: error.title,
  detail: error.detail ?? null,
  facts: error.facts,
});

export const storeResult = (idempotency: Idempotency, result: unknown): StoredOutcome => ({
  ...idempotency,
  status: DONE,
  reply: encodeResult(result),
});

/** A spend's reply by reference: its row never changes, so only the figures beside it are kept. */
interface StoredSpend {
  spend: [id: string, bookedAt: string];
  settledMicro: bigint;
  heldMicro: bigint;
  debtMicro?: bigint;
}

/** Written out by hand: it is done for every spend. */
export const storeSpend = (idempotency: Idempotency, result: ConsumeResult): StoredOutcome => ({
  credentialId: idempotency.credentialId,
  key: idempotency.key,
  requestHash: idempotency.requestHash,
  status: DONE,
  reply:
    `{"spend":["${result.transaction.id}","${toTimestamp(result.transaction.bookedAt.getTime())}"],` +
    `"settledMicro":"${result.settledMicro}","heldMicro":"${result.heldMicro}","debtMicro":"${result.debtMicro}"}`,
});

const isStoredSpend = (reply: unknown): reply is StoredSpend =>
  typeof reply === 'object' && reply !== null && 'spend' in reply;

const SPEND = `SELECT ${TRANSACTION_COLUMNS} FROM transactions t
  WHERE t.workspace_id = $1 AND t.id = $2 AND t.booked_at = $3`;

async function readSpend(client: PoolClient, workspaceId: string, stored: StoredSpend): Promise<ConsumeResult> {
  const { spend, settledMicro, heldMicro, debtMicro = 0n } = stored;
  const [row] = await run<TransactionRow>(client, 'stored-spend', SPEND, [workspaceId, ...spend]);
  assert(row, 'a stored spend has its row');
  return {
    transaction: toTransactionView(row),
    settledMicro,
    heldMicro,
    availableMicro: settledMicro - heldMicro,
    debtMicro,
  };
}

/** Also notes on the error which request it refused, so that the copies of it say the same. */
export function storeRefusal(idempotency: Idempotency, error: AppError): StoredOutcome {
  if (idempotency.requestId !== undefined) error.facts.requestId = idempotency.requestId;
  return { ...idempotency, status: error.status, reply: encodeResult(toRefusal(error)) };
}

const replayed = singleton('replayed-refusals', () => new WeakSet<Error>());

/** True of a refusal that answers an earlier call with the same key: the `replayed` of an error. */
export const isReplayedRefusal = (error: unknown): boolean => error instanceof Error && replayed.has(error);

export function markReplayed(error: AppError): AppError {
  replayed.add(error);
  return error;
}

export function reusedKey(): AppError {
  return new AppError('idempotency_key_reused', {
    detail: 'This Idempotency-Key was used for a request with another body. Use a new key for a new request.',
  });
}

/** The result of the earlier call with this key. Errors: what it was refused with; idempotency_key_reused. */
export async function replay(
  client: PoolClient,
  workspaceId: string,
  idempotency: Idempotency,
  stored: StoredReply,
): Promise<unknown> {
  if (!stored.requestHash.equals(idempotency.requestHash)) throw reusedKey();
  if (stored.status === null || stored.reply === null) {
    throw new AppError('idempotency_in_progress', {
      detail: 'The first request with this key has not ended yet. Ask again in a moment.',
      retryAfterSeconds: 1,
    });
  }
  const reply = decodeResult(stored.reply);
  if (stored.status === DONE) return isStoredSpend(reply) ? readSpend(client, workspaceId, reply) : reply;
  const refusal = reply as RefusalView & { code: ErrorCode };
  throw markReplayed(new AppError(refusal.code, { detail: refusal.detail ?? undefined, facts: refusal.facts }));
}

/** A copy with an own stack for another waiting caller. */
export function copyRefusal(error: unknown): unknown {
  if (!isAppError(error)) return error;
  return new AppError(error.code, {
    detail: error.detail,
    facts: error.facts,
    fields: error.fields,
    retryAfterSeconds: error.retryAfterSeconds,
    cause: error,
  });
}
