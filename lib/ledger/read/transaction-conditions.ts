import { isUuid } from '@/lib/ids';
import type { TransactionFilter } from '../types';
import { Conditions } from './conditions';
import { ownerId } from './rows';

/** Where to look, in the terms of an index: one wallet's chain, a member's or a hold's rows, or the workspace's feed. */
export function placeConditions(filter: TransactionFilter): Conditions {
  const { workspaceId, mode, walletId, owner } = filter;
  const where = new Conditions();
  where.add('t.workspace_id = ?', workspaceId).add('t.mode = ?::mode', mode);
  where
    .addId('t.wallet_id = ?', walletId)
    .addId('t.member_id = ?', filter.memberId)
    .addId('t.hold_id = ?', filter.holdId);
  if (owner && !isUuid(ownerId(owner, workspaceId))) where.add('false');
  else if (owner) {
    where.add(
      `t.wallet_id = (SELECT w.id FROM wallets w WHERE w.workspace_id = ? AND w.mode = ?::mode
        AND w.owner_kind = ?::wallet_owner_kind AND w.owner_id = ?)`,
      workspaceId,
      mode,
      owner.kind,
      ownerId(owner, workspaceId),
    );
  }
  return where;
}

/** What a row must be. `grantId` finds rows that took from that grant or gave to it, not only those about it. */
export function addRowConditions(where: Conditions, filter: TransactionFilter): void {
  where
    .addIf('t.kind = ANY(?::transaction_kind[])', filter.kinds)
    .addId('t.api_key_id = ?', filter.apiKeyId)
    .addIf('t.feature = ?', filter.feature)
    .addIf('t.context_id = ?', filter.contextId)
    .addIf('t.occurred_at >= ?', filter.from)
    .addIf('t.occurred_at < ?', filter.to)
    .addIf('t.amount_micro >= ?', filter.minAmountMicro)
    .addIf('t.amount_micro <= ?', filter.maxAmountMicro);
  if (filter.grantId !== undefined && !isUuid(filter.grantId)) where.add('false');
  else if (filter.grantId !== undefined) {
    where.add(
      `EXISTS (SELECT 1 FROM allocations a WHERE a.workspace_id = t.workspace_id AND a.transaction_id = t.id
        AND a.booked_at = t.booked_at AND a.grant_id = ?)`,
      filter.grantId,
    );
  }
  // A text column never has the character NUL, and no parameter may.
  if (filter.text?.includes('\u0000')) where.add('false');
  else if (filter.text) {
    const pattern = where.param(`%${filter.text.replaceAll(/[\\%_]/g, '\\$&')}%`);
    where.add(
      `(t.context_id ILIKE ${pattern} OR t.context_description ILIKE ${pattern} OR t.reason ILIKE ${pattern}
        OR t.feature ILIKE ${pattern})`,
    );
  }
}

/**
 * Filters whose rows may be far apart, for which no index leads to the next one: the scan is then cut into slices.
 * Member, hold and grant have an index of their own; times lead to the months.
 */
export const isSparse = (filter: TransactionFilter): boolean =>
  [
    filter.kinds,
    filter.apiKeyId,
    filter.feature,
    filter.contextId,
    filter.text,
    filter.minAmountMicro,
    filter.maxAmountMicro,
  ].some((value) => value !== undefined);
