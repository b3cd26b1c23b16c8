/** Void and refund of grants, and the freeze while a dispute runs: what takes credits back other than by spending. */
import { AppError } from '../../errors';
import type { Job, PlanView } from '../engine/job';
import { min } from '../plan/amounts';
import type { Books } from '../plan/books';
import { freeOf } from '../plan/burn-order';
import { checkNamed, checkPositive, checkReason } from '../plan/checks';
import { settleDebt, settleEnded } from '../plan/events';
import type { GrantState, Leg, WalletState } from '../plan/state';
import { toFigures, toGrantView, toTransactionView } from '../plan/views';
import type {
  FreezeGrantInput,
  FreezeGrantResult,
  Mode,
  RefundGrantInput,
  RefundGrantResult,
  RepayDebtInput,
  RepayDebtResult,
  Scope,
  TransactionView,
  UnfreezeGrantInput,
  VoidGrantInput,
  VoidGrantResult,
} from '../types';
import { scopeOf } from './consume';

export function namedGrant(
  { books }: PlanView,
  grantId: string,
  mode: Mode,
): { grant: GrantState; wallet: WalletState } {
  const grant = books.grants.get(grantId);
  const wallet = grant && books.wallets.get(grant.walletId);
  if (!grant || wallet?.mode !== mode) throw new AppError('not_found', { detail: `There is no grant ${grantId}.` });
  return { grant, wallet };
}

export function grantJobOf<T>(input: Scope & { grantId: string }, plan: Job<T>['plan']): Job<T> {
  return {
    ...scopeOf(input),
    owners: [],
    memberIds: [],
    needs: { grantIds: [input.grantId] },
    touches: () => [],
    plan,
  };
}

/** Takes what is free of a grant out of the balance; null when nothing is. */
function takeFree(
  books: Books,
  wallet: WalletState,
  grant: GrantState,
  row: Pick<Parameters<Books['post']>[1], 'kind' | 'actor' | 'reason' | 'relatedId'>,
): TransactionView | null {
  const free = freeOf(grant);
  if (free === 0n) return null;
  const draft = books.post(wallet, {
    ...row,
    amount: -free,
    legs: [{ grantId: grant.id, amount: -free }],
    occurredAt: books.nowIn(wallet),
    grantId: grant.id,
  });
  return toTransactionView(draft);
}

/**
 * Voids what a grant has left. What is held stays until its hold ends. A second void gives the same answer.
 * Errors: not_found; grant_ended when it has expired; validation_failed without a reason.
 */
export function voidGrantJob(input: VoidGrantInput): Job<VoidGrantResult> {
  checkReason(input.reason);
  return {
    ...grantJobOf<VoidGrantResult>(input, (view) => {
      const { books } = view;
      const { grant, wallet } = namedGrant(view, input.grantId, input.mode);
      if (grant.endReason === 'voided') {
        const earlier = books.voidRows.get(grant.id) ?? null;
        return { grant: toGrantView(grant, wallet), transaction: earlier, ...toFigures(wallet) };
      }
      refuseEnded(books, wallet, grant);
      const at = books.nowIn(wallet);
      // Ended first, so that the figures that follow are of a grant nobody can spend from.
      const hasStarted = grant.isStarted;
      books.endGrant(grant, 'voided', at);
      const transaction = hasStarted
        ? takeFree(books, wallet, grant, { kind: 'void', actor: input.actor, reason: input.reason })
        : null;
      if (transaction) books.noteVoid(grant.id, transaction);
      return { grant: toGrantView(grant, wallet), transaction, ...toFigures(wallet) };
    }),
    needs: { grantIds: [input.grantId], voidedGrantIds: [input.grantId] },
  };
}

/** Errors: grant_ended, for a grant that was voided or whose end has passed. */
export function refuseEnded(books: Books, wallet: WalletState, grant: GrantState): void {
  const isPast = grant.expiresAt <= books.nowIn(wallet);
  if (grant.endedAt === null && !isPast) return;
  const endedAt = new Date(grant.endedAt ?? grant.expiresAt);
  throw new AppError('grant_ended', {
    detail: `The grant ${grant.endReason === 'voided' ? 'was voided' : 'expired'} at ${endedAt.toISOString()}.`,
    facts: { grantId: grant.id, reason: grant.endReason ?? 'expired', endedAt },
  });
}

/** A dispute was opened: takes what the grant has free out of the balance. Errors: not_found. */
export function freezeGrantJob(input: FreezeGrantInput): Job<FreezeGrantResult> {
  checkReason(input.reason);
  checkNamed(input.relatedId, 'dispute');
  return grantJobOf(input, (view) => {
    const { grant, wallet } = namedGrant(view, input.grantId, input.mode);
    const transaction = grant.isStarted
      ? takeFree(view.books, wallet, grant, {
          kind: 'dispute_hold',
          actor: input.actor,
          reason: input.reason,
          relatedId: input.relatedId,
        })
      : null;
    return { grant: toGrantView(grant, wallet), transaction, ...toFigures(wallet) };
  });
}

/**
 * A dispute was won: brings back exactly what that row froze; where the grant has ended since, it leaves at once.
 * Errors: not_found; already_reversed when it was brought back before; conflict when the row froze nothing.
 */
export function unfreezeGrantJob(input: UnfreezeGrantInput): Job<FreezeGrantResult> {
  checkReason(input.reason);
  return {
    ...scopeOf(input),
    owners: [],
    memberIds: [],
    needs: { transactionIds: [input.transactionId] },
    touches: () => [],
    plan({ books }) {
      const frozen = books.past.get(input.transactionId);
      if (frozen?.mode !== input.mode) {
        throw new AppError('not_found', { detail: `There is no transaction ${input.transactionId}.` });
      }
      if (frozen.kind !== 'dispute_hold' || frozen.grantId === null) {
        throw new AppError('conflict', { detail: `A row of kind ${frozen.kind} froze nothing.` });
      }
      if (frozen.givenBack > 0n) throw new AppError('already_reversed', { detail: 'It was brought back already.' });
      const wallet = books.wallet(frozen.walletId);
      const grant = books.grant(frozen.grantId);
      const at = books.nowIn(wallet);
      const amount = -frozen.amount;
      const draft = books.post(wallet, {
        kind: 'dispute_release',
        amount,
        legs: [{ grantId: grant.id, amount }],
        actor: input.actor,
        occurredAt: at,
        grantId: grant.id,
        relatedId: frozen.id,
        reason: input.reason,
      });
      books.addGivenBack(frozen, amount);
      settleEnded(books, wallet, grant, at);
      return { grant: toGrantView(grant, wallet), transaction: toTransactionView(draft), ...toFigures(wallet) };
    },
  };
}

/**
 * Credits that came back other than by a new grant repay what their wallet owes, as new ones would. For the end of a
 * dispute: in between, what is given back for a moment must not be used up. Errors: not_found.
 */
export function repayDebtJob(input: RepayDebtInput): Job<RepayDebtResult> {
  return grantJobOf(input, (view) => {
    const { books } = view;
    const { grant, wallet } = namedGrant(view, input.grantId, input.mode);
    const before = wallet.debt;
    if (grant.isStarted && grant.endedAt === null) settleDebt(books, wallet, grant, books.nowIn(wallet));
    return { grant: toGrantView(grant, wallet), repaidMicro: before - wallet.debt, ...toFigures(wallet) };
  });
}

/**
 * The money of these credits went back: takes what the grant has free of them; what it has not is debt, or written off.
 * Errors: not_found, validation_failed.
 */
export function refundGrantJob(input: RefundGrantInput): Job<RefundGrantResult> {
  checkPositive(input.amountMicro);
  checkReason(input.reason);
  checkNamed(input.relatedId, 'refund');
  return grantJobOf(input, (view) => {
    const { books } = view;
    const { grant, wallet } = namedGrant(view, input.grantId, input.mode);
    const taken = grant.isStarted ? min(input.amountMicro, freeOf(grant)) : 0n;
    const shortfall = input.amountMicro - taken;
    const owed = input.shortfall === 'debt' ? shortfall : 0n;
    const legs: Leg[] = [];
    if (taken > 0n) legs.push({ grantId: grant.id, amount: -taken });
    if (owed > 0n) legs.push({ grantId: null, amount: -owed });
    const draft =
      legs.length === 0
        ? null
        : books.post(wallet, {
            kind: 'refund',
            amount: -taken - owed,
            legs,
            actor: input.actor,
            occurredAt: books.nowIn(wallet),
            grantId: grant.id,
            relatedId: input.relatedId,
            reason: input.reason,
          });
    return {
      grant: toGrantView(grant, wallet),
      transaction: draft && toTransactionView(draft),
      shortfallMicro: shortfall,
      ...toFigures(wallet),
    };
  });
}
