import { createHash } from 'node:crypto';

/** Random numbers that are the same at every run of the same seed. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole numbers from `from` to `to`, both inclusive. */
  between(from: number, to: number): number;
  /** Bell-shaped around 0 with deviation 1. */
  normal(): number;
  /** How many events happen where `mean` are expected. */
  poisson(mean: number): number;
  pick<T>(items: readonly T[]): T;
  /** By weight. */
  weighted<T extends { weight: number }>(items: readonly T[]): T;
}

/** Mulberry32: 32 bits of state are plenty for a demo. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function createRandom(seed: string): Random {
  const next = mulberry32(createHash('sha256').update(seed).digest().readUInt32LE(0));
  const random: Random = {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    poisson(mean) {
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count++;
      return count;
    },
    pick: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
    weighted(items) {
      let left = next() * items.reduce((sum, { weight }) => sum + weight, 0);
      for (const item of items) {
        left -= item.weight;
        if (left < 0) return item;
      }
      return items.at(-1) as (typeof items)[number];
    },
  };
  return random;
}

/** A UUID that belongs to a name: the demo has the same ids everywhere. Random v4 in form. */
export function idOf(name: string): string {
  const bytes = createHash('sha256').update(`coffer demo ${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
