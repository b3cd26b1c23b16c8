import { type Caps, type Edges, edgesOf, judgeCaps } from './decide';

/** Used in one quarter of an hour: positive is spent, negative came back. */
export interface UsageStep {
  at: Date;
  usedMicro: bigint;
}

export interface SimulationInput {
  /** What could be spent when the time began. */
  startMicro: bigint;
  /** In order of time. */
  usage: readonly UsageStep[];
  thresholdMicro: bigint;
  /** What one purchase gives and costs. */
  creditMicro: bigint;
  totalMinor: bigint;
  caps: Caps;
  timeZone: string;
}

export interface Simulation {
  purchases: number;
  totalMinor: bigint;
  /** Purchases that the caps would have kept back at least once: the balance stayed at or below the threshold. */
  wasLimited: boolean;
  /** When the balance would have been used up all the same; null: never. */
  ranOutAt: Date | null;
}

/**
 * What the rule would have done with the usage that really was, had there been no other purchases. Pure. Credits bought
 * on the way are taken to last for the whole time.
 */
export function simulate(input: SimulationInput): Simulation {
  const { thresholdMicro, creditMicro, totalMinor, caps, timeZone } = input;
  let balance = input.startMicro;
  let edges: Edges | null = null;
  let dayMinor = 0n;
  let monthMinor = 0n;
  const result: Simulation = { purchases: 0, totalMinor: 0n, wasLimited: false, ranOutAt: null };
  for (const { at, usedMicro } of input.usage) {
    if (!edges || at >= edges.dayEnd) {
      const next = edgesOf(at, timeZone);
      dayMinor = 0n;
      if (!edges || at >= edges.monthEnd) monthMinor = 0n;
      edges = next;
    }
    balance -= usedMicro;
    while (balance <= thresholdMicro && creditMicro > 0n) {
      if (judgeCaps(totalMinor, caps, { dayMinor, monthMinor }, edges).kind !== 'within') {
        result.wasLimited = true;
        break;
      }
      balance += creditMicro;
      result.purchases += 1;
      result.totalMinor += totalMinor;
      dayMinor += totalMinor;
      monthMinor += totalMinor;
    }
    if (balance < 0n) {
      result.ranOutAt ??= at;
      balance = 0n; // what could not be paid for would have been refused
    }
  }
  return result;
}
