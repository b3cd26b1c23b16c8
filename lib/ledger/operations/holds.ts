import { AppError } from '../../errors';
import { newId } from '../../ids';
import type { Job, PlanView } from '../engine/job';
import { min, toCreditText } from '../plan/amounts';
import type { Books } from '../plan/books';
import { type BudgetTouch, checkBudgets, countInBudgets } from '../plan/budgets';
import {
  apiKeyOf,
  checkInstant,
  checkInteger,
  checkNamed,
  checkPositive,
  checkUsage,
  isAcceptedTime,
  occurredAt,
} from '../plan/checks';
import { giveBackHeld } from '../plan/events';
import { availableIn, planSpend } from '../plan/spend';
import type { HoldState, Leg, WalletState } from '../plan/state';
import { toFigures, toHoldView, toTransactionView } from '../plan/views';
import type {
  CaptureInput,
  CaptureResult,
  ExtendHoldInput,
  HoldInput,
  HoldResult,
  Mode,
  ReleaseInput,
  Scope,
} from '../types';
import { memberOf, payFrom, scopeOf, spendOwners } from './consume';

const DEFAULT_TTL_SECONDS = 900;
const MAX_TTL_SECONDS = 604_800;

// ------------------------------------------------------------------------------------------------ place

/**
 * Sets credits aside for work under way: available falls, settled stays.
 * Errors: insufficient_credits, budget_exceeded, not_found, validation_failed.
 */
export function placeHoldJob(input: HoldInput): Job<HoldResult> {
  const ttlSeconds = input.ttlSeconds ?? DEFAULT_TTL_SECONDS;
  checkPositive(input.amountMicro);
  checkUsage(input);
  checkNamed(input.memberId, 'member');
  checkInteger(ttlSeconds, 'ttlSeconds', 1, MAX_TTL_SECONDS);
  return {
    ...scopeOf(input),
    owners: spendOwners(input),
    memberIds: input.memberId ? [input.memberId] : [],
    needs: {},
    touches: (view) => spendOwners(input).map(({ owner }) => touchOf(input, view.books.nowIn(view.walletOf(owner)))),
    plan: (view) => payFrom(view, input, (wallet) => place(view, wallet, input, ttlSeconds)),
  };
}

const touchOf = (input: HoldInput, at: number): BudgetTouch => ({
  memberId: memberOf(input),
  apiKeyId: apiKeyOf(input.actor),
  at,
});

function place({ books }: PlanView, wallet: WalletState, input: HoldInput, ttlSeconds: number): HoldResult {
  const placedAt = books.nowIn(wallet);
  const legs = planSpend(wallet, { amount: input.amountMicro, feature: input.feature ?? null });
  const touch = touchOf(input, placedAt);
  checkBudgets(books, touch, input.amountMicro, availableIn(wallet));
  for (const leg of legs) books.addHeld(wallet, leg.grantId, leg.amount);
  const hold: HoldState = {
    id: newId(),
    walletId: wallet.id,
    isNew: true,
    amount: input.amountMicro,
    captured: 0n,
    status: 'open',
    memberId: touch.memberId,
    apiKeyId: touch.apiKeyId,
    feature: input.feature ?? null,
    contextId: input.contextId ?? null,
    contextDescription: input.contextDescription ?? null,
    metadata: input.metadata ?? null,
    actorKind: input.actor.kind,
    actorId: input.actor.id,
    placedAt,
    expiresAt: placedAt + ttlSeconds * 1000,
    endedAt: null,
    legs,
  };
  books.addHold(hold);
  books.expectEvent(wallet, hold.expiresAt);
  countInBudgets(books, touch, { held: input.amountMicro });
  return { hold: toHoldView(hold, wallet), ...toFigures(wallet) };
}

// ------------------------------------------------------------------------------------------------ end

/** The hold, still open. Errors: not_found; hold_ended, saying how. */
function openHold(books: Books, holdId: string, mode: Mode): { hold: HoldState; wallet: WalletState } {
  const hold = books.holds.get(holdId);
  const wallet = hold && books.wallet(hold.walletId);
  if (!hold || wallet?.mode !== mode) throw new AppError('not_found', { detail: `There is no hold ${holdId}.` });
  if (hold.status === 'open') return { hold, wallet };
  const endedAt = hold.endedAt === null ? null : new Date(hold.endedAt);
  throw new AppError('hold_ended', {
    detail: `The hold was ${hold.status} at ${endedAt?.toISOString()}. Place a new one.`,
    facts: { holdId, status: hold.status, endedAt, amountMicro: hold.amount, capturedMicro: hold.captured },
  });
}

const ownTouch = (hold: HoldState): BudgetTouch => ({
  memberId: hold.memberId,
  apiKeyId: hold.apiKeyId,
  at: hold.placedAt,
});

function holdJob<T>(
  input: Scope & { holdId: string },
  touches: (hold: HoldState, view: PlanView) => BudgetTouch[],
  plan: Job<T>['plan'],
): Job<T> {
  return {
    ...scopeOf(input),
    owners: [],
    memberIds: [],
    needs: { holdIds: [input.holdId] },
    touches: (view) => {
      const hold = view.books.holds.get(input.holdId);
      return hold ? touches(hold, view) : [];
    },
    plan,
  };
}

/** Keeps a hold for longer, never for less. Errors: not_found, hold_ended, validation_failed beyond 7 days. */
export function extendHoldJob(input: ExtendHoldInput): Job<HoldResult> {
  checkInteger(input.ttlSeconds, 'ttlSeconds', 1, MAX_TTL_SECONDS);
  return holdJob(
    input,
    () => [],
    ({ books }) => {
      const { hold, wallet } = openHold(books, input.holdId, input.mode);
      const expiresAt = Math.max(hold.expiresAt, books.nowIn(wallet) + input.ttlSeconds * 1000);
      const latest = hold.placedAt + MAX_TTL_SECONDS * 1000;
      if (expiresAt > latest) {
        throw new AppError('validation_failed', {
          detail: `A hold lasts 7 days at most, this one until ${new Date(latest).toISOString()}.`,
          fields: [{ path: ['ttlSeconds'], message: 'would keep the hold for more than 7 days' }],
        });
      }
      books.extendHold(hold, expiresAt);
      return { hold: toHoldView(hold, wallet), ...toFigures(wallet) };
    },
  );
}

/** Gives back all that is held. Errors: not_found, hold_ended. */
export function releaseHoldJob(input: ReleaseInput): Job<HoldResult> {
  return holdJob(
    input,
    (hold) => [ownTouch(hold)],
    ({ books }) => {
      const { hold, wallet } = openHold(books, input.holdId, input.mode);
      const at = books.nowIn(wallet);
      books.endHold(hold, 'released', at);
      giveBackHeld(books, wallet, hold, hold.amount, 0n, at);
      return { hold: toHoldView(hold, wallet), ...toFigures(wallet) };
    },
  );
}

/**
 * Spends what a hold set aside, from just those grants, even where they have ended since; the rest goes back. With
 * `excess: 'consume'` what goes beyond is spent under the ordinary limits, together with the capture or not at all.
 * Errors: not_found, hold_ended, conflict (more than is held), those of a spend for the excess.
 */
export function captureHoldJob(input: CaptureInput): Job<CaptureResult> {
  if (input.amountMicro !== undefined) checkPositive(input.amountMicro);
  checkInstant(input.occurredAt, 'occurredAt');
  return {
    ...holdJob(
      input,
      (hold, { books }) => {
        const at = input.occurredAt?.getTime() ?? books.nowIn(books.wallet(hold.walletId));
        return isAcceptedTime(books, at) || !input.occurredAt
          ? [ownTouch(hold), { ...ownTouch(hold), at }]
          : [ownTouch(hold)];
      },
      ({ books }) => capture(books, input),
    ),
  };
}

function capture(books: Books, input: CaptureInput): CaptureResult {
  const { hold, wallet } = openHold(books, input.holdId, input.mode);
  const asked = input.amountMicro ?? hold.amount;
  const captured = min(asked, hold.amount);
  const excess = asked - captured;
  if (excess > 0n && input.excess !== 'consume') {
    throw new AppError('conflict', {
      detail:
        `The hold keeps ${toCreditText(hold.amount)} credits, ${toCreditText(asked)} were asked for. ` +
        'Capture less, or pass excess "consume" to spend the rest from the wallet.',
      facts: { holdId: hold.id, heldMicro: hold.amount, requestedMicro: asked },
    });
  }
  const at = books.nowIn(wallet);
  const happenedAt = occurredAt(books, at, input.occurredAt);
  const use = {
    actor: input.actor,
    occurredAt: happenedAt,
    memberId: hold.memberId,
    apiKeyId: hold.apiKeyId,
    feature: hold.feature,
    contextId: hold.contextId,
    contextDescription: hold.contextDescription,
    holdId: hold.id,
    metadata: hold.metadata,
  };
  const legs = firstOf(hold.legs, captured);
  for (const leg of legs) books.addHeld(wallet, leg.grantId, -leg.amount);
  const draft = books.post(wallet, { ...use, kind: 'capture', amount: -captured, legs: legs.map(negate) });
  books.endHold(hold, 'captured', at, captured);
  giveBackHeld(books, wallet, hold, hold.amount - captured, captured, at);
  const touch = { ...ownTouch(hold), at: happenedAt };
  countInBudgets(books, touch, { used: captured });
  let excessDraft = null;
  if (excess > 0n) {
    const excessLegs = planSpend(wallet, { amount: excess, feature: hold.feature });
    checkBudgets(books, touch, excess, availableIn(wallet));
    excessDraft = books.post(wallet, { ...use, kind: 'consume', amount: -excess, legs: excessLegs.map(negate) });
    countInBudgets(books, touch, { used: excess });
  }
  return {
    hold: toHoldView(hold, wallet),
    transaction: toTransactionView(draft),
    excessTransaction: excessDraft && toTransactionView(excessDraft),
    ...toFigures(wallet),
  };
}

export const negate = (leg: Leg): Leg => ({ grantId: leg.grantId, amount: -leg.amount });

/** The first `amount` of the legs, in their order. */
function firstOf(legs: readonly Leg[], amount: bigint): Leg[] {
  const first: Leg[] = [];
  let left = amount;
  for (const leg of legs) {
    const taken = min(left, leg.amount);
    if (taken > 0n) first.push({ grantId: leg.grantId, amount: taken });
    left -= taken;
  }
  return first;
}
