import { AppError } from '../../errors';
import { newId } from '../../ids';
import type { Job, PlanView } from '../engine/job';
import type { Books } from '../plan/books';
import {
  checkInstant,
  checkInteger,
  checkMetadata,
  checkNamed,
  checkNotNegative,
  checkPositive,
  checkText,
} from '../plan/checks';
import { beginGrant } from '../plan/events';
import type { GrantState, WalletState } from '../plan/state';
import { toFigures, toGrantView, toTransactionView } from '../plan/views';
import type { GrantInput, GrantResult, GrantSource, Metadata } from '../types';
import { scopeOf } from './consume';

const DEFAULT_PRIORITY = 100;
const INT4_MAX = 2_147_483_647;
const MAX_FEATURES = 100;

export interface NewGrant {
  amount: bigint;
  source: GrantSource;
  priority?: number;
  effectiveAt: number;
  expiresAt: number;
  unitCost?: bigint;
  currency?: string | null;
  features?: readonly string[];
  purchaseId?: string | null;
  parentId?: string | null;
  externalRef?: string | null;
  description?: string | null;
  reason?: string | null;
  metadata?: Metadata | null;
}

/** A grant that is not started yet: booking its row starts it. */
export function makeGrant(books: Books, wallet: WalletState, grant: NewGrant): GrantState {
  const state: GrantState = {
    id: newId(),
    walletId: wallet.id,
    isNew: true,
    remaining: grant.amount,
    held: 0n,
    priority: grant.priority ?? DEFAULT_PRIORITY,
    unitCost: grant.unitCost ?? 0n,
    features: grant.features ?? [],
    effectiveAt: grant.effectiveAt,
    expiresAt: grant.expiresAt,
    createdAt: books.nowIn(wallet),
    isStarted: false,
    endedAt: null,
    endReason: null,
    isListed: false,
    termsChanged: false,
    details: {
      source: grant.source,
      amount: grant.amount,
      currency: grant.currency ?? null,
      purchaseId: grant.purchaseId ?? null,
      parentId: grant.parentId ?? null,
      externalRef: grant.externalRef ?? null,
      description: grant.description ?? null,
      reason: grant.reason ?? null,
      metadata: grant.metadata ?? null,
    },
  };
  books.addGrant(wallet, state);
  return state;
}

export function checkGrant(input: GrantInput): void {
  checkPositive(input.amountMicro);
  checkNotNegative(input.unitCostNano ?? 0n, 'unitCostNano');
  checkInteger(input.priority ?? DEFAULT_PRIORITY, 'priority', -INT4_MAX, INT4_MAX);
  checkInstant(input.effectiveAt, 'effectiveAt');
  checkInstant(input.expiresAt, 'expiresAt');
  checkNamed(input.purchaseId, 'purchase');
  checkMetadata(input.metadata);
  for (const field of ['currency', 'externalRef', 'description', 'reason'] as const) checkText(input[field], field);
  const features = input.features ?? [];
  if (features.length > MAX_FEATURES || features.some((feature) => feature === '')) {
    throw new AppError('validation_failed', { detail: `features: at most ${MAX_FEATURES}, none of them empty.` });
  }
  for (const feature of features) checkText(feature, 'features');
}

export function planGrant(view: PlanView, input: GrantInput): GrantResult {
  const { books } = view;
  const wallet = view.walletOf(input.owner);
  const now = books.nowIn(wallet);
  const effectiveAt = input.effectiveAt?.getTime() ?? now;
  const expiresAt = input.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  if (expiresAt <= Math.max(effectiveAt, now)) {
    throw new AppError('validation_failed', {
      detail: 'expiresAt must be later than now and later than effectiveAt.',
      fields: [{ path: ['expiresAt'], message: 'must be later than now and later than effectiveAt' }],
    });
  }
  const grant = makeGrant(books, wallet, {
    amount: input.amountMicro,
    source: input.source,
    priority: input.priority,
    effectiveAt,
    expiresAt,
    unitCost: input.unitCostNano,
    currency: input.currency,
    features: [...new Set(input.features ?? [])],
    purchaseId: input.purchaseId,
    externalRef: input.externalRef,
    description: input.description,
    reason: input.reason,
    metadata: input.metadata,
  });
  const draft = effectiveAt <= now ? beginGrant(books, wallet, grant, { actor: input.actor, occurredAt: now }) : null;
  return {
    grant: toGrantView(grant, wallet),
    walletId: wallet.id,
    transaction: draft && toTransactionView(draft),
    ...toFigures(wallet),
  };
}

/**
 * Grants credits; the wallet is made when the owner has none yet.
 * Errors: not_found, validation_failed; conflict when the purchase was credited already.
 */
export function grantJob(input: GrantInput): Job<GrantResult> {
  checkGrant(input);
  const { alongside, ...rest } = input;
  return {
    ...scopeOf(rest),
    alongside,
    owners: [{ owner: input.owner, burnMicro: 0n, mayCreate: true }],
    memberIds: [],
    needs: {},
    touches: () => [],
    plan: (view) => planGrant(view, input),
  };
}

/** Several grants of one workspace and mode, all or none. */
export function grantManyJob(inputs: readonly GrantInput[]): Job<GrantResult[]> {
  const [first] = inputs;
  if (!first) throw new AppError('validation_failed', { detail: 'At least one grant is needed.' });
  for (const input of inputs) {
    checkGrant(input);
    if (input.workspaceId !== first.workspaceId || input.mode !== first.mode) {
      throw new AppError('validation_failed', { detail: 'Grants made together must be of one workspace and mode.' });
    }
  }
  const { alongside, ...rest } = first;
  return {
    ...scopeOf(rest),
    alongside:
      alongside &&
      (async (client, results) => {
        for (const result of results) await alongside(client, result);
      }),
    owners: inputs.map(({ owner }) => ({ owner, burnMicro: 0n, mayCreate: true })),
    memberIds: [],
    needs: {},
    touches: () => [],
    plan: (view) => inputs.map((input) => planGrant(view, input)),
  };
}
