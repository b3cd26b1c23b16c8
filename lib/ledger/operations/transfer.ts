import { assert } from '../../assert';
import { AppError } from '../../errors';
import { newId } from '../../ids';
import { ownerKey } from '../engine/directory';
import type { Job, PlanView } from '../engine/job';
import { checkPositive, checkText } from '../plan/checks';
import { settleDebt } from '../plan/events';
import { planSpend } from '../plan/spend';
import { toFigures, toGrantView, toTransactionView } from '../plan/views';
import type { TransferInput, TransferResult } from '../types';
import { scopeOf } from './consume';
import { makeGrant } from './grant';
import { negate } from './holds';

/**
 * Moves credits between two wallets of a workspace. They keep their end, cost, currency, priority and scope; what they
 * become in the other wallet starts when it arrives.
 * Errors: insufficient_credits, not_found, validation_failed.
 */
export function transferJob(input: TransferInput): Job<TransferResult> {
  checkPositive(input.amountMicro);
  checkText(input.reason, 'reason');
  if (ownerKey('', input.mode, input.from) === ownerKey('', input.mode, input.to)) {
    throw new AppError('validation_failed', { detail: 'A transfer needs two different wallets.' });
  }
  return {
    ...scopeOf(input),
    owners: [
      { owner: input.from, burnMicro: input.amountMicro, mayCreate: false },
      { owner: input.to, burnMicro: 0n, mayCreate: true },
    ],
    memberIds: [],
    needs: { wholeGrants: true },
    touches: () => [],
    plan: (view) => transfer(view, input),
  };
}

function transfer(view: PlanView, input: TransferInput): TransferResult {
  const { books } = view;
  const from = view.walletOf(input.from);
  const to = view.walletOf(input.to);
  const legs = planSpend(from, { amount: input.amountMicro, feature: null, isPlain: true });
  const arrivesAt = books.nowIn(to);
  const arrived = legs.map((leg) => {
    assert(leg.grantId, 'a transfer never makes debt');
    const given = books.grant(leg.grantId);
    assert(given.details, 'grants that are copied are loaded whole');
    const grant = makeGrant(books, to, {
      ...given.details,
      source: 'transfer',
      amount: leg.amount,
      priority: given.priority,
      unitCost: given.unitCost,
      features: given.features,
      effectiveAt: Math.min(arrivesAt, given.expiresAt - 1),
      expiresAt: given.expiresAt,
      parentId: given.id,
    });
    books.startGrant(grant);
    return grant;
  });
  const ids = { out: newId(), in: newId() };
  const common = { actor: input.actor, reason: input.reason };
  const out = books.post(from, {
    ...common,
    id: ids.out,
    kind: 'transfer_out',
    amount: -input.amountMicro,
    legs: legs.map(negate),
    occurredAt: books.nowIn(from),
    relatedId: ids.in,
  });
  const incoming = books.post(to, {
    ...common,
    id: ids.in,
    kind: 'transfer_in',
    amount: input.amountMicro,
    legs: arrived.map((grant, index) => ({ grantId: grant.id, amount: legs[index]?.amount ?? 0n })),
    occurredAt: arrivesAt,
    relatedId: ids.out,
  });
  for (const grant of arrived) settleDebt(books, to, grant, arrivesAt);
  return {
    out: toTransactionView(out),
    in: toTransactionView(incoming),
    from: toFigures(from),
    to: toFigures(to),
    grants: arrived.map((grant) => toGrantView(grant, to)),
  };
}
