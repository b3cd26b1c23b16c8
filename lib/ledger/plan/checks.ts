/** What is refused before the books are asked: 422, never stored for replay. */
import { AppError } from '../../errors';
import { isUuid } from '../../ids';
import type { Idempotency, LedgerActor, Metadata, UsageContext } from '../types';
import { INT8_MAX, INT8_MIN } from './amounts';
import type { Books } from './books';

const AHEAD_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
const MAX_TEXT = 2_000;
const MAX_METADATA = 16_384;
const FIRST_INSTANT = Date.UTC(1970, 0, 1);
const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

function refuse(field: string, message: string): AppError {
  return new AppError('validation_failed', {
    detail: `${field} ${message}.`,
    fields: [{ path: [field], message }],
  });
}

export function checkPositive(amountMicro: bigint, field = 'amountMicro'): void {
  if (amountMicro <= 0n) throw refuse(field, 'must be more than zero');
  if (amountMicro > INT8_MAX) throw refuse(field, 'is more than the books can hold');
}

export function checkNotNegative(amountMicro: bigint, field: string): void {
  if (amountMicro < 0n) throw refuse(field, 'must not be negative');
  if (amountMicro > INT8_MAX) throw refuse(field, 'is more than the books can hold');
}

export function checkSigned(amountMicro: bigint): void {
  if (amountMicro === 0n) throw refuse('amountMicro', 'must not be zero');
  if (amountMicro > INT8_MAX || amountMicro <= INT8_MIN) {
    throw refuse('amountMicro', 'is more than the books can hold');
  }
}

export function checkInteger(value: number, field: string, from: number, to: number): void {
  if (!Number.isInteger(value) || value < from || value > to) {
    throw refuse(field, `must be a whole number from ${from} to ${to}`);
  }
}

/** Text that PostgreSQL can keep; its length in characters. */
export function checkText(value: string | null | undefined, field: string): void {
  if (value === null || value === undefined) return;
  if (value.includes('\u0000')) throw refuse(field, 'must not contain the character NUL');
  if (value.length > MAX_TEXT) throw refuse(field, `must have at most ${MAX_TEXT} characters`);
}

export function checkReason(reason: string): void {
  if (reason.trim() === '') throw refuse('reason', 'must say why');
  checkText(reason, 'reason');
}

/** JSON that PostgreSQL can keep: no NUL, no half of a surrogate pair (JSON.stringify writes both as escapes). */
export function checkMetadata(metadata: Metadata | null | undefined): void {
  if (metadata === null || metadata === undefined) return;
  const text = JSON.stringify(metadata);
  if (text.length > MAX_METADATA) throw refuse('metadata', `must have at most ${MAX_METADATA} characters as JSON`);
  if (/(^|[^\\])(\\\\)*\\u(0000|d[89a-f])/.test(text)) {
    throw refuse('metadata', 'must not contain the character NUL or half of a surrogate pair');
  }
}

export function checkInstant(at: Date | null | undefined, field: string): void {
  if (at === null || at === undefined) return;
  const ms = at.getTime();
  if (!(ms >= FIRST_INSTANT && ms <= LAST_INSTANT)) throw refuse(field, 'must be a time between 1970 and 9999');
}

export function checkUsage(usage: UsageContext): void {
  checkText(usage.feature, 'feature');
  checkText(usage.contextId, 'contextId');
  checkText(usage.contextDescription, 'contextDescription');
  checkMetadata(usage.metadata);
}

export function checkIdempotency(idempotency: Idempotency | undefined): void {
  if (idempotency && !VISIBLE_ASCII.test(idempotency.key)) {
    throw refuse('Idempotency-Key', 'must be 1 to 255 visible ASCII characters');
  }
}

/** Ids that cannot be of anything of ours. */
export function checkNamed(id: string | null | undefined, what: string): void {
  if (id !== null && id !== undefined && !isUuid(id)) {
    throw new AppError('not_found', { detail: `There is no ${what} ${id}.` });
  }
}

/** What the workspace accepts as the time of a use, both ends included. */
const acceptedSpan = (books: Books): { earliest: number; latest: number } => ({
  earliest: books.now - books.backdateHours * HOUR_MS,
  latest: books.now + AHEAD_MS,
});

/** Whether a time of use is accepted at all; no counter is made for one that is not. */
export function isAcceptedTime(books: Books, at: number): boolean {
  const { earliest, latest } = acceptedSpan(books);
  return at >= earliest && at <= latest;
}

/**
 * When a use happened: `at`, or now. Errors: occurred_at_out_of_range when it lies more than 5 minutes ahead or further
 * back than the workspace accepts.
 */
export function occurredAt(books: Books, bookedAt: number, at: Date | null | undefined): number {
  if (!at) return bookedAt;
  if (isAcceptedTime(books, at.getTime())) return at.getTime();
  const { earliest, latest } = acceptedSpan(books);
  throw new AppError('occurred_at_out_of_range', {
    detail:
      `Usage is accepted from ${books.backdateHours} hours back (${new Date(earliest).toISOString()}) ` +
      'to 5 minutes ahead.',
    facts: { occurredAt: at, earliestAt: new Date(earliest), latestAt: new Date(latest) },
  });
}

/** The key whose budget and chart a use counts for. */
export const apiKeyOf = (actor: LedgerActor): string | null =>
  actor.apiKeyId ?? (actor.kind === 'api_key' ? actor.id : null);
