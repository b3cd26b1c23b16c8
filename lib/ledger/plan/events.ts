/**
 * Books what fell due in a wallet: holds that ran out, grants that ended, grants that began; in order of the instant, at
 * one instant in this order.
 */
import type { LedgerActor } from '../types';
import { min } from './amounts';
import type { Books } from './books';
import { countInBudgets } from './budgets';
import { freeOf } from './burn-order';
import type { GrantState, HoldState, TransactionDraft, WalletState } from './state';

/** Clockwork has no person behind it. */
export const CLOCKWORK: LedgerActor = { kind: 'job', id: null };

/** Why credits leave again that a hold or a reversal brought back to a voided grant. */
export const CAME_BACK = 'Came back to a grant that was voided';

export type DueEvent =
  | { at: number; rank: 0; hold: HoldState }
  | { at: number; rank: 1; grant: GrantState }
  | { at: number; rank: 2; grant: GrantState };

export const compareEvents = (a: DueEvent, b: DueEvent): number =>
  a.at - b.at || a.rank - b.rank || (idOf(a) < idOf(b) ? -1 : 1);

const idOf = (event: DueEvent): string => ('hold' in event ? event.hold.id : event.grant.id);

export function bookEvent(books: Books, wallet: WalletState, event: DueEvent): void {
  if (event.rank === 0) {
    if (event.hold.status !== 'open') return;
    books.endHold(event.hold, 'expired', event.at);
    giveBackHeld(books, wallet, event.hold, event.hold.amount, 0n, event.at);
  } else if (event.rank === 1) expireGrant(books, wallet, event.grant);
  else beginGrant(books, wallet, event.grant, { actor: CLOCKWORK, occurredAt: event.at });
}

/** Only what is unheld leaves at the end; what is held waits for its hold. */
function expireGrant(books: Books, wallet: WalletState, grant: GrantState): void {
  if (grant.endedAt !== null || grant.remaining === 0n) return;
  books.endGrant(grant, 'expired', grant.expiresAt);
  takeEnded(books, wallet, grant, grant.expiresAt);
}

/** Takes what is free of a grant that has ended out of the balance. */
export function takeEnded(
  books: Books,
  wallet: WalletState,
  grant: GrantState,
  occurredAt: number,
): TransactionDraft | null {
  const free = freeOf(grant);
  if (free === 0n) return null;
  return books.post(wallet, {
    kind: grant.endReason === 'voided' ? 'void' : 'expire',
    amount: -free,
    legs: [{ grantId: grant.id, amount: -free }],
    actor: CLOCKWORK,
    occurredAt,
    grantId: grant.id,
    reason: grant.endReason === 'voided' ? CAME_BACK : null,
  });
}

/**
 * Ends a grant whose date has passed at `at`, or that was voided, as far as something is free of it again: what a hold or a
 * reversal brought back leaves in the same database transaction.
 */
export function settleEnded(books: Books, wallet: WalletState, grant: GrantState, at: number): TransactionDraft | null {
  if (grant.endedAt === null) {
    if (grant.expiresAt > at) return null;
    if (grant.remaining === 0n) return null;
    books.endGrant(grant, 'expired', grant.expiresAt);
  }
  return takeEnded(books, wallet, grant, Math.max(at, grant.endedAt ?? at));
}

/**
 * Takes `amount` out of what a hold keeps, after the first `skip` of it, back to available. Parts of grants that ended
 * meanwhile leave at once, at `at`.
 */
export function giveBackHeld(
  books: Books,
  wallet: WalletState,
  hold: HoldState,
  amount: bigint,
  skip: bigint,
  at: number,
): void {
  let toSkip = skip;
  let left = amount;
  for (const leg of hold.legs) {
    const skipped = min(toSkip, leg.amount);
    toSkip -= skipped;
    const back = min(left, leg.amount - skipped);
    if (back === 0n) continue;
    left -= back;
    books.addHeld(wallet, leg.grantId, -back);
    if (leg.grantId !== null) settleEnded(books, wallet, books.grant(leg.grantId), at);
  }
  countInBudgets(
    books,
    { memberId: hold.memberId, apiKeyId: hold.apiKeyId, at: hold.placedAt },
    { held: -hold.amount },
  );
}

const START_KINDS = {
  purchase: 'purchase',
  bonus: 'grant',
  promotion: 'grant',
  admin: 'grant',
  refund: 'grant',
  transfer: 'transfer_in',
  adjustment: 'adjust',
} as const;

/** Books the row of a grant that becomes effective, then lets it repay debt. */
export function beginGrant(
  books: Books,
  wallet: WalletState,
  grant: GrantState,
  { actor, occurredAt }: { actor: LedgerActor; occurredAt: number },
): TransactionDraft | null {
  if (grant.isStarted || grant.endedAt !== null || !grant.details) return null;
  const amount = grant.remaining;
  books.startGrant(grant);
  const draft = books.post(wallet, {
    kind: START_KINDS[grant.details.source],
    amount,
    legs: [{ grantId: grant.id, amount }],
    actor,
    occurredAt,
    grantId: grant.id,
    relatedId: grant.details.purchaseId,
    reason: grant.details.reason,
    metadata: grant.details.metadata,
  });
  settleDebt(books, wallet, grant, occurredAt);
  return draft;
}

/** A grant that starts while there is debt repays it: the balance stays, the debt shrinks by what the grant gives. */
export function settleDebt(books: Books, wallet: WalletState, grant: GrantState, occurredAt: number): void {
  const paid = min(wallet.debt, freeOf(grant));
  if (paid === 0n) return;
  books.post(wallet, {
    kind: 'settle',
    amount: 0n,
    legs: [
      { grantId: grant.id, amount: -paid },
      { grantId: null, amount: paid },
    ],
    actor: CLOCKWORK,
    occurredAt,
    grantId: grant.id,
  });
}
