/** 1 credit, in the unit of the database. */
export const MICRO_PER_CREDIT = 1_000_000n;

/** Exact decimal text, shortest form: `0.5`, `12`, `-3.000001`. */
export function formatAmount(micro: bigint): string {
  const sign = micro < 0n ? '-' : '';
  const absolute = micro < 0n ? -micro : micro;
  const whole = absolute / MICRO_PER_CREDIT;
  const fraction = absolute % MICRO_PER_CREDIT;
  if (fraction === 0n) return `${sign}${whole}`;
  return `${sign}${whole}.${fraction.toString().padStart(6, '0').replace(/0+$/, '')}`;
}
