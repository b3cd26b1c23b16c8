import { assert } from '../../assert';
import { AppError } from '../../errors';
import type { Job, PlanView } from '../engine/job';
import { toCreditText } from '../plan/amounts';
import { freeOf } from '../plan/burn-order';
import { checkInstant, checkPositive, checkText } from '../plan/checks';
import type { GrantState, WalletState } from '../plan/state';
import { toFigures, toGrantView, toTransactionView } from '../plan/views';
import type { ChangeExpiryInput, ChangeExpiryResult } from '../types';
import { grantJobOf, namedGrant, refuseEnded } from './end-grant';
import { makeGrant } from './grant';

/**
 * Moves the end of a grant, or of a part of it: the part becomes a grant of its own with the same cost. Booked as a row
 * of amount zero about the grant, so that its history says who and why.
 * Errors: not_found; grant_ended; conflict (more than is free of it); validation_failed.
 */
export function changeExpiryJob(input: ChangeExpiryInput): Job<ChangeExpiryResult> {
  checkInstant(input.expiresAt, 'expiresAt');
  if (input.amountMicro !== undefined) checkPositive(input.amountMicro);
  checkText(input.reason, 'reason');
  return grantJobOf(input, (view) => {
    const { grant, wallet } = namedGrant(view, input.grantId, input.mode);
    refuseEnded(view.books, wallet, grant);
    const expiresAt = input.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
    if (expiresAt <= Math.max(view.books.nowIn(wallet), grant.effectiveAt)) {
      throw new AppError('validation_failed', {
        detail: 'expiresAt must be later than now and later than the start of the grant.',
        fields: [{ path: ['expiresAt'], message: 'must be later than now and than the start of the grant' }],
      });
    }
    const isWhole = input.amountMicro === undefined || input.amountMicro === grant.remaining;
    return isWhole
      ? changeWhole(view, wallet, grant, expiresAt, input)
      : splitOff(view, wallet, grant, expiresAt, input, input.amountMicro ?? 0n);
  });
}

const toText = (ms: number): string => (Number.isFinite(ms) ? new Date(ms).toISOString() : 'never');

function changeWhole(
  { books }: PlanView,
  wallet: WalletState,
  grant: GrantState,
  expiresAt: number,
  input: ChangeExpiryInput,
): ChangeExpiryResult {
  const draft = books.post(wallet, {
    kind: 'adjust',
    amount: 0n,
    legs: [],
    actor: input.actor,
    occurredAt: books.nowIn(wallet),
    grantId: grant.id,
    reason: input.reason ?? `End moved from ${toText(grant.expiresAt)} to ${toText(expiresAt)}`,
  });
  books.setExpiry(grant, expiresAt);
  return {
    grant: toGrantView(grant, wallet),
    remainder: null,
    transaction: toTransactionView(draft),
    ...toFigures(wallet),
  };
}

function splitOff(
  { books }: PlanView,
  wallet: WalletState,
  grant: GrantState,
  expiresAt: number,
  input: ChangeExpiryInput,
  part: bigint,
): ChangeExpiryResult {
  const { details } = grant;
  assert(details, 'a grant that is named is loaded whole');
  const free = freeOf(grant);
  if (part > free) {
    throw new AppError('conflict', {
      detail: `Only ${toCreditText(free)} credits of this grant are free to move.`,
      facts: { requestedMicro: part, freeMicro: free, heldMicro: grant.held },
    });
  }
  if (!grant.isStarted) books.shrinkScheduled(grant, part);
  const child = makeGrant(books, wallet, {
    ...details,
    amount: part,
    priority: grant.priority,
    unitCost: grant.unitCost,
    features: grant.features,
    effectiveAt: grant.effectiveAt,
    expiresAt,
    parentId: grant.id,
  });
  if (grant.isStarted) books.startGrant(child);
  const draft = books.post(wallet, {
    kind: 'adjust',
    amount: 0n,
    legs: grant.isStarted
      ? [
          { grantId: grant.id, amount: -part },
          { grantId: child.id, amount: part },
        ]
      : [],
    actor: input.actor,
    occurredAt: books.nowIn(wallet),
    grantId: grant.id,
    reason: input.reason ?? `${toCreditText(part)} credits now end at ${toText(expiresAt)}`,
  });
  return {
    grant: toGrantView(child, wallet),
    remainder: toGrantView(grant, wallet),
    transaction: toTransactionView(draft),
    ...toFigures(wallet),
  };
}
