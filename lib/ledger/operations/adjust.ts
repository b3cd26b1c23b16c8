import { assert } from '../../assert';
import type { Job, PlanView } from '../engine/job';
import { checkMetadata, checkReason, checkSigned } from '../plan/checks';
import { beginGrant } from '../plan/events';
import { planSpend } from '../plan/spend';
import { toFigures, toGrantView, toTransactionView } from '../plan/views';
import type { AdjustInput, AdjustResult } from '../types';
import { scopeOf } from './consume';
import { makeGrant } from './grant';
import { negate } from './holds';

/**
 * Corrects a balance by hand: up by a grant without an end, down from the grants in burn order, whatever their scope.
 * Errors: insufficient_credits, not_found, validation_failed.
 */
export function adjustJob(input: AdjustInput): Job<AdjustResult> {
  checkSigned(input.amountMicro);
  checkReason(input.reason);
  checkMetadata(input.metadata);
  const isUp = input.amountMicro > 0n;
  return {
    ...scopeOf(input),
    owners: [{ owner: input.owner, burnMicro: isUp ? 0n : -input.amountMicro, mayCreate: isUp }],
    memberIds: [],
    needs: {},
    touches: () => [],
    plan: (view) => (isUp ? adjustUp(view, input) : adjustDown(view, input)),
  };
}

function adjustUp(view: PlanView, input: AdjustInput): AdjustResult {
  const { books } = view;
  const wallet = view.walletOf(input.owner);
  const now = books.nowIn(wallet);
  const grant = makeGrant(books, wallet, {
    amount: input.amountMicro,
    source: 'adjustment',
    effectiveAt: now,
    expiresAt: Number.POSITIVE_INFINITY,
    reason: input.reason,
    metadata: input.metadata,
  });
  const draft = beginGrant(books, wallet, grant, { actor: input.actor, occurredAt: now });
  assert(draft, 'a grant that starts now has its row');
  return { transaction: toTransactionView(draft), grant: toGrantView(grant, wallet), ...toFigures(wallet) };
}

function adjustDown(view: PlanView, input: AdjustInput): AdjustResult {
  const { books } = view;
  const wallet = view.walletOf(input.owner);
  const legs = planSpend(wallet, { amount: -input.amountMicro, feature: null, isPlain: true });
  const draft = books.post(wallet, {
    kind: 'adjust',
    amount: input.amountMicro,
    legs: legs.map(negate),
    actor: input.actor,
    occurredAt: books.nowIn(wallet),
    reason: input.reason,
    metadata: input.metadata,
  });
  return { transaction: toTransactionView(draft), grant: null, ...toFigures(wallet) };
}
