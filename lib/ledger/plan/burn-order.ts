import type { BurnPlace, GrantState } from './state';

const by = <T extends number | bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The order in which grants burn, with no ties left: priority, earliest end (none last), lowest unit cost, earliest
 * start, oldest, id. The index grants_burn_order and the loader's ORDER BY say the same in SQL.
 */
export function compareBurnOrder(a: BurnPlace, b: BurnPlace): number {
  return (
    by(a.priority, b.priority) ||
    by(a.expiresAt, b.expiresAt) ||
    by(a.unitCost, b.unitCost) ||
    by(a.effectiveAt, b.effectiveAt) ||
    by(a.createdAt, b.createdAt) ||
    by(a.id, b.id)
  );
}

/** A grant without features is good for all; one with features only for a spend that names one of them. */
export const isEligible = (grant: GrantState, feature: string | null): boolean =>
  grant.features.length === 0 || (feature !== null && grant.features.includes(feature));

export const freeOf = (grant: GrantState): bigint => grant.remaining - grant.held;

export const isOpen = (grant: GrantState): boolean =>
  grant.isStarted && grant.endedAt === null && grant.remaining > grant.held;
