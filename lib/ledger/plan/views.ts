/** From planned values to what callers are answered. */

import { assert } from '../../assert';
import { NIL_UUID } from '../../ids';
import type {
  Figures,
  GrantStatus,
  GrantView,
  HoldView,
  TransactionView,
  WalletOwner,
  WalletOwnerKind,
  WalletView,
} from '../types';
import type { GrantState, HoldState, TransactionDraft, WalletState } from './state';

const toDate = (ms: number): Date => new Date(ms);
const toDateOrNull = (ms: number | null): Date | null => (ms === null || !Number.isFinite(ms) ? null : new Date(ms));

export function toOwner(kind: WalletOwnerKind, ownerId: string): WalletOwner {
  if (kind === 'workspace') return { kind };
  return kind === 'member' ? { kind, memberId: ownerId } : { kind, teamId: ownerId };
}

/** The id that names an owner within a workspace. */
export function ownerIdOf(owner: WalletOwner, workspaceId: string): string {
  if (owner.kind === 'workspace') return workspaceId;
  return owner.kind === 'member' ? owner.memberId : owner.teamId;
}

export const toFigures = (wallet: WalletState): Figures => ({
  settledMicro: wallet.settled,
  heldMicro: wallet.held,
  availableMicro: wallet.settled - wallet.held,
  debtMicro: wallet.debt,
});

export const toWalletView = (wallet: WalletState, workspaceId: string): WalletView => ({
  id: wallet.id,
  workspaceId,
  mode: wallet.mode,
  owner: toOwner(wallet.ownerKind, wallet.ownerId),
  overdraftPolicy: wallet.policy,
  overdraftMicro: wallet.overdraft,
  createdAt: toDate(wallet.createdAt),
});

export const toTransactionView = (draft: TransactionDraft): TransactionView => ({
  id: draft.id,
  walletId: draft.walletId,
  seq: draft.seq,
  kind: draft.kind,
  amountMicro: draft.amount,
  balanceBeforeMicro: draft.before,
  balanceAfterMicro: draft.after,
  memberId: draft.memberId,
  apiKeyId: draft.apiKeyId,
  feature: draft.feature,
  contextId: draft.contextId,
  contextDescription: draft.contextDescription,
  holdId: draft.holdId,
  grantId: draft.grantId,
  relatedId: draft.relatedId,
  actor: { kind: draft.actorKind, id: draft.actorId },
  reason: draft.reason,
  metadata: draft.metadata,
  bookedAt: toDate(draft.bookedAt),
  occurredAt: toDate(draft.occurredAt),
});

function statusOf(grant: GrantState): GrantStatus {
  if (grant.endReason) return grant.endReason;
  if (!grant.isStarted) return 'scheduled';
  return grant.remaining === 0n ? 'consumed' : 'active';
}

export function toGrantView(grant: GrantState, wallet: WalletState): GrantView {
  const { details } = grant;
  assert(details, 'a grant that is answered was loaded whole');
  return {
    id: grant.id,
    walletId: grant.walletId,
    owner: toOwner(wallet.ownerKind, wallet.ownerId),
    source: details.source,
    status: statusOf(grant),
    amountMicro: details.amount,
    remainingMicro: grant.remaining,
    heldMicro: grant.held,
    priority: grant.priority,
    unitCostNano: grant.unitCost,
    currency: details.currency,
    features: [...grant.features],
    effectiveAt: toDate(grant.effectiveAt),
    expiresAt: toDateOrNull(grant.expiresAt),
    endedAt: toDateOrNull(grant.endedAt),
    purchaseId: details.purchaseId,
    parentId: details.parentId,
    externalRef: details.externalRef,
    description: details.description,
    reason: details.reason,
    metadata: details.metadata,
    createdAt: toDate(grant.createdAt),
  };
}

export const toHoldView = (hold: HoldState, wallet: WalletState): HoldView => ({
  id: hold.id,
  walletId: hold.walletId,
  owner: toOwner(wallet.ownerKind, wallet.ownerId),
  status: hold.status,
  amountMicro: hold.amount,
  capturedMicro: hold.captured,
  memberId: hold.memberId,
  apiKeyId: hold.apiKeyId,
  feature: hold.feature,
  contextId: hold.contextId,
  contextDescription: hold.contextDescription,
  metadata: hold.metadata,
  placedAt: toDate(hold.placedAt),
  expiresAt: toDate(hold.expiresAt),
  endedAt: toDateOrNull(hold.endedAt),
});

/** Key columns of a rollup cannot be null. */
export const orNil = (id: string | null): string => id ?? NIL_UUID;
