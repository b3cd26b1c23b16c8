/** What both kinds of balance say about the grants behind it. */
import type { BalanceView, GrantView } from '../types';
import { byBurnOrder } from './burn-order';

/** Grants shown behind a balance. */
export const GRANTS_SHOWN = 200;

const burnFields = (grant: GrantView) => ({
  id: grant.id,
  priority: grant.priority,
  unitCost: String(grant.unitCostNano),
  effectiveAt: grant.effectiveAt.getTime(),
  expiresAt: grant.expiresAt?.getTime() ?? null,
  createdAt: grant.createdAt.getTime(),
});

export const byGrantViewBurnOrder = (a: GrantView, b: GrantView): number => byBurnOrder(burnFields(a), burnFields(b));

/** One entry per set of features, whatever their order in the grant. */
export function addScoped(sums: Map<string, bigint>, features: string[], amount: bigint): void {
  const key = JSON.stringify([...new Set(features)].sort());
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

export const listScoped = (sums: Map<string, bigint>): BalanceView['scoped'] =>
  [...sums]
    .filter(([, availableMicro]) => availableMicro > 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, availableMicro]) => ({ features: JSON.parse(key) as string[], availableMicro }));

/** The earliest end at which something goes. */
export function firstExpiry(sums: Map<number, bigint>): BalanceView['nextExpiry'] {
  const first = [...sums].filter(([, amount]) => amount > 0n).sort(([a], [b]) => a - b)[0];
  return first ? { at: new Date(first[0]), amountMicro: first[1] } : null;
}
