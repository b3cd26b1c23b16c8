/** What happens by itself: holds run out, grants end, grants start. */
import type { GrantSource, TransactionKind } from '../types';
import {
  debtOf,
  freeOf,
  isActive,
  least,
  type ModelGrant,
  type ModelHold,
  type ModelTransaction,
  type ModelWallet,
  openHolds,
  post,
} from './state';

export const CLOCK = { actorKind: 'job', actorId: null } as const;

const KIND_OF_START: Record<GrantSource, TransactionKind> = {
  purchase: 'purchase',
  bonus: 'grant',
  promotion: 'grant',
  admin: 'grant',
  refund: 'grant',
  transfer: 'transfer_in',
  adjustment: 'adjust',
};

interface Due {
  at: number;
  rank: number;
  id: string;
  book: () => void;
}

/** What is due by `now` and not booked, first to happen first. */
function listDue(wallet: ModelWallet, now: number): Due[] {
  const due: Due[] = [];
  for (const hold of openHolds(wallet)) {
    if (hold.expiresAt > now) continue;
    const book = () => {
      endHold(hold, 'expired', hold.expiresAt);
      expireReturned(
        hold.legs.map(({ grant }) => grant),
        hold.expiresAt,
        now,
      );
    };
    due.push({ at: hold.expiresAt, rank: 0, id: hold.id, book });
  }
  for (const grant of wallet.grants) {
    const { expiresAt, effectiveAt } = grant;
    if (grant.endedAt !== null) continue;
    if (expiresAt !== null && expiresAt <= now && (!grant.started || grant.remaining > 0n)) {
      due.push({ at: expiresAt, rank: 1, id: grant.id, book: () => endGrant(grant, now) });
    }
    if (!grant.started && effectiveAt <= now) {
      const occurredAt = effectiveAt;
      due.push({
        at: effectiveAt,
        rank: 2,
        id: grant.id,
        book: () => startGrant(grant, { ...CLOCK, occurredAt, bookedAt: now }),
      });
    }
  }
  return due.sort((a, b) => a.at - b.at || a.rank - b.rank || (a.id < b.id ? -1 : 1));
}

export const isDue = (wallet: ModelWallet, now: number): boolean => listDue(wallet, now).length > 0;

/** Books everything that is due in the wallet. */
export function bookDue(wallet: ModelWallet, now: number): void {
  for (const { book } of listDue(wallet, now)) book();
}

export function endHold(hold: ModelHold, status: 'captured' | 'released' | 'expired', at: number): void {
  hold.status = status;
  hold.endedAt = at;
}

function endGrant(grant: ModelGrant, now: number): void {
  if (!isActive(grant) || grant.remaining === 0n || grant.expiresAt === null) return;
  grant.endedAt = grant.expiresAt;
  grant.endReason = 'expired';
  takeFree(grant, grant.expiresAt, now);
}

/** What is free of a grant that has ended leaves the balance. */
export function takeFree(grant: ModelGrant, occurredAt: number, now: number): ModelTransaction | null {
  const free = freeOf(grant);
  if (grant.endedAt === null || free === 0n) return null;
  const voided = grant.endReason === 'voided';
  return post(grant.wallet, {
    ...CLOCK,
    kind: voided ? 'void' : 'expire',
    legs: [{ grant, amount: -free }],
    occurredAt,
    bookedAt: now,
    grant,
    reason: voided ? 'Came back to a grant that was voided' : null,
  });
}

/** Credits came back to these grants at `at`: those that have ended by then lose them again. */
export function expireReturned(grants: (ModelGrant | null)[], at: number, now: number): ModelTransaction[] {
  const rows: ModelTransaction[] = [];
  for (const grant of new Set(grants)) {
    if (!grant) continue;
    if (grant.endedAt === null && grant.expiresAt !== null && grant.expiresAt <= at && grant.remaining > 0n) {
      grant.endedAt = grant.expiresAt;
      grant.endReason = 'expired';
    }
    const row = takeFree(grant, Math.max(at, grant.endedAt ?? at), now);
    if (row) rows.push(row);
  }
  return rows;
}

export function startGrant(
  grant: ModelGrant,
  by: { actorKind: ModelTransaction['actorKind']; actorId: string | null; occurredAt: number; bookedAt: number },
): ModelTransaction {
  const amount = grant.amount;
  grant.started = true;
  grant.remaining = 0n;
  const row = post(grant.wallet, {
    ...by,
    kind: KIND_OF_START[grant.source],
    legs: [{ grant, amount }],
    grant,
    reason: grant.reason,
    metadata: grant.metadata,
  });
  repayDebt(grant, by.occurredAt, by.bookedAt);
  return row;
}

/** New credits repay debt first. */
export function repayDebt(grant: ModelGrant, occurredAt: number, bookedAt: number): void {
  const paid = least(debtOf(grant.wallet), freeOf(grant));
  if (paid <= 0n) return;
  post(grant.wallet, {
    ...CLOCK,
    kind: 'settle',
    legs: [
      { grant, amount: -paid },
      { grant: null, amount: paid },
    ],
    occurredAt,
    bookedAt,
    grant,
  });
}
