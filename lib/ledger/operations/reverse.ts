import { AppError } from '../../errors';
import type { Job, PlanView } from '../engine/job';
import { min, toCreditText } from '../plan/amounts';
import type { Books } from '../plan/books';
import { countInBudgets } from '../plan/budgets';
import { checkPositive, checkReason } from '../plan/checks';
import { settleEnded } from '../plan/events';
import type { Leg, PastTransaction, WalletState } from '../plan/state';
import { toFigures, toTransactionView } from '../plan/views';
import type { ReverseInput, ReverseResult } from '../types';
import { scopeOf } from './consume';
import { makeGrant } from './grant';

/**
 * Gives a spend back, whole or in part, to the grants it came from, in the recorded order. What belongs to a grant that
 * has ended leaves again at once.
 * Errors: not_found; already_reversed; conflict (not a spend, or more than is left of it); validation_failed.
 */
export function reverseJob(input: ReverseInput): Job<ReverseResult> {
  if (input.amountMicro !== undefined) checkPositive(input.amountMicro);
  checkReason(input.reason);
  return {
    ...scopeOf(input),
    owners: [],
    memberIds: [],
    needs: { transactionIds: [input.transactionId] },
    touches({ books }) {
      const spend = books.past.get(input.transactionId);
      return spend ? [{ memberId: spend.memberId, apiKeyId: spend.apiKeyId, at: spend.occurredAt }] : [];
    },
    plan: (view) => reverse(view, input),
  };
}

function reverse({ books }: PlanView, input: ReverseInput): ReverseResult {
  const spend = books.past.get(input.transactionId);
  if (spend?.mode !== input.mode) {
    throw new AppError('not_found', { detail: `There is no transaction ${input.transactionId}.` });
  }
  const amount = amountToReverse(spend, input);
  const wallet = books.wallet(spend.walletId);
  const at = books.nowIn(wallet);
  const legs = legsBack(books, wallet, spend, amount);
  const draft = books.post(wallet, {
    kind: 'reverse',
    amount,
    legs,
    actor: input.actor,
    occurredAt: spend.occurredAt,
    memberId: spend.memberId,
    apiKeyId: spend.apiKeyId,
    feature: spend.feature,
    contextId: spend.contextId,
    contextDescription: spend.contextDescription,
    holdId: spend.holdId,
    relatedId: spend.id,
    reason: input.reason,
  });
  books.addGivenBack(spend, amount);
  const ended = legs.flatMap(({ grantId }) =>
    grantId === null ? [] : (settleEnded(books, wallet, books.grant(grantId), at) ?? []),
  );
  countInBudgets(
    books,
    { memberId: spend.memberId, apiKeyId: spend.apiKeyId, at: spend.occurredAt },
    { used: -amount },
  );
  return {
    transaction: toTransactionView(draft),
    reversibleMicro: -spend.amount - spend.givenBack,
    endedTransactions: ended.map(toTransactionView),
    ...toFigures(wallet),
  };
}

function amountToReverse(spend: PastTransaction, input: ReverseInput): bigint {
  if (spend.kind !== 'consume' && spend.kind !== 'capture') {
    throw new AppError('conflict', {
      detail: `Only a spend can be reversed, this row is of kind ${spend.kind}.`,
      facts: { kind: spend.kind },
    });
  }
  const left = -spend.amount - spend.givenBack;
  const facts = { spentMicro: -spend.amount, reversedMicro: spend.givenBack, reversibleMicro: left };
  if (left === 0n) {
    throw new AppError('already_reversed', { detail: 'This spend was given back in full already.', facts });
  }
  const amount = input.amountMicro ?? left;
  if (amount > left) {
    throw new AppError('conflict', {
      detail: `Only ${toCreditText(left)} credits of this spend are left to reverse.`,
      facts: { ...facts, requestedMicro: amount },
    });
  }
  return amount;
}

/**
 * The next `amount` of the spend's legs after what was given back before. Debt that was settled meanwhile cannot shrink
 * again: its part comes back as a grant without an end.
 */
function legsBack(books: Books, wallet: WalletState, spend: PastTransaction, amount: bigint): Leg[] {
  const back: Leg[] = [];
  let toSkip = spend.givenBack;
  let left = amount;
  let debt = wallet.debt;
  for (const leg of spend.legs) {
    const size = -leg.amount;
    const skipped = min(toSkip, size);
    toSkip -= skipped;
    const part = min(left, size - skipped);
    if (part === 0n) continue;
    left -= part;
    if (leg.grantId !== null) {
      back.push({ grantId: leg.grantId, amount: part });
      continue;
    }
    const repaid = min(part, debt);
    debt -= repaid;
    if (repaid > 0n) back.push({ grantId: null, amount: repaid });
    if (part > repaid) back.push({ grantId: returnedGrant(books, wallet, part - repaid), amount: part - repaid });
  }
  return back;
}

function returnedGrant(books: Books, wallet: WalletState, amount: bigint): string {
  const grant = makeGrant(books, wallet, {
    amount,
    source: 'adjustment',
    effectiveAt: books.nowIn(wallet),
    expiresAt: Number.POSITIVE_INFINITY,
    description: 'Came back from a spend on overdraft that had been settled',
  });
  books.startGrant(grant);
  return grant.id;
}
