import type { BurnReason } from '../types';

/** The fields the burn order compares; instants in milliseconds, null: never. */
export interface BurnFields {
  id: string;
  priority: number;
  unitCost: string;
  effectiveAt: number;
  expiresAt: number | null;
  createdAt: number;
}

const compareBigInt = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
const NEVER = Number.POSITIVE_INFINITY;

const RULES: [BurnReason, (a: BurnFields, b: BurnFields) => number][] = [
  ['priority', (a, b) => a.priority - b.priority],
  ['expires_at', (a, b) => (a.expiresAt === b.expiresAt ? 0 : (a.expiresAt ?? NEVER) - (b.expiresAt ?? NEVER))],
  ['unit_cost', (a, b) => compareBigInt(BigInt(a.unitCost), BigInt(b.unitCost))],
  ['effective_at', (a, b) => a.effectiveAt - b.effectiveAt],
  ['created_at', (a, b) => a.createdAt - b.createdAt],
  ['id', (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)],
];

/** Total order over grants: lower priority number, earlier end, cheaper, earlier start, older, smaller id. */
export function byBurnOrder(a: BurnFields, b: BurnFields): number {
  for (const [, compare] of RULES) {
    const order = compare(a, b);
    if (order !== 0) return order;
  }
  return 0;
}

/** The first field that puts `a` before `b`; null when it does not stand before it. */
export function burnReason(a: BurnFields, b: BurnFields): BurnReason | null {
  for (const [reason, compare] of RULES) {
    const order = compare(a, b);
    if (order !== 0) return order < 0 ? reason : null;
  }
  return null;
}
