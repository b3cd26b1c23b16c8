/** Runs worlds from seeds, some at a time, and shrinks the first that fails to the fewest operations that still fail. */
import type { Pool } from '@/lib/db/pool';
import { Random } from './random';
import { FIRST_MONTH, LAST_MONTH, World } from './world';

export interface ModelRun {
  seed: number;
  /** Operations in all. */
  operations: number;
  operationsPerWorld?: number;
  /** Worlds that live at once. */
  worlds?: number;
  /** Told after each world, with the operations done so far. */
  onProgress?: (done: number) => void;
}

export class ModelFailure extends Error {
  override name = 'ModelFailure';
}

const genesOf = (seed: number, count: number): number[] => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.next());
};

interface Failure {
  error: Error;
  log: string[];
  /** How many operations were done when it failed. */
  done: number;
}

async function live(pool: Pool, seed: number, genes: number[]): Promise<Failure | null> {
  const world = await World.create(pool, seed);
  let done = 0;
  try {
    for (const gene of genes) {
      done++;
      await world.live(gene);
    }
    return null;
  } catch (error) {
    return { error: error as Error, log: world.log, done };
  }
}

/** Leaves out ever smaller parts as long as it still fails. */
async function shrink(
  pool: Pool,
  seed: number,
  genes: number[],
  failure: Failure,
): Promise<{ genes: number[]; failure: Failure }> {
  let best = { genes: genes.slice(0, failure.done), failure };
  let tries = 150;
  for (let size = Math.ceil(best.genes.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.genes.length && tries > 0; tries--) {
      const fewer = [...best.genes.slice(0, at), ...best.genes.slice(at + size)];
      const again = fewer.length > 0 ? await live(pool, seed, fewer) : null;
      if (again) best = { genes: fewer.slice(0, again.done), failure: again };
      else at += size;
    }
  }
  return best;
}

/** Errors: ModelFailure with the seed, the shrunk operations and where service and model parted. */
export async function runModel(
  pool: Pool,
  { seed, operations, operationsPerWorld = 40, worlds = 8, onProgress }: ModelRun,
): Promise<void> {
  await pool.query('SELECT ensure_ledger_months($1, $2)', [FIRST_MONTH, LAST_MONTH]);
  const count = Math.ceil(operations / operationsPerWorld);
  let next = 0;
  let done = 0;
  let failed: { seed: number; genes: number[]; failure: Failure } | null = null;
  const work = async () => {
    while (next < count && failed === null) {
      const worldSeed = (seed + next++) >>> 0;
      const genes = genesOf(worldSeed, operationsPerWorld);
      const failure = await live(pool, worldSeed, genes);
      if (failure) failed ??= { seed: worldSeed, genes, failure };
      done += operationsPerWorld;
      onProgress?.(done);
    }
  };
  await Promise.all(Array.from({ length: worlds }, work));
  if (failed === null) return;
  const found = failed as { seed: number; genes: number[]; failure: Failure };
  const least = await shrink(pool, found.seed, found.genes, found.failure);
  throw new ModelFailure(
    `The service and the reference ledger part. Run again with seed ${found.seed} and ${operationsPerWorld} operations.\n` +
      `${least.failure.log.join('\n')}\n${least.failure.error.stack}`,
  );
}

export interface ParallelRun {
  seed: number;
  histories: number;
  /** Worlds that live at once. */
  worlds?: number;
}

const HISTORIES_PER_WORLD = 10;

/** Credits on overdraft come back as grants that no reply names: histories at once do without. */
const WITHOUT_DEBT = new Set(['setOverdraft', 'refundGrant', 'setBudget', 'removeBudget']);

/**
 * Runs small histories of operations that happen at once, each of which some order must explain.
 * Errors: ModelFailure with the seed and the history.
 */
export async function runParallel(pool: Pool, { seed, histories, worlds = 4 }: ParallelRun): Promise<void> {
  await pool.query('SELECT ensure_ledger_months($1, $2)', [FIRST_MONTH, LAST_MONTH]);
  let next = 0;
  const work = async () => {
    while (next * HISTORIES_PER_WORLD < histories) {
      const worldSeed = (seed + next++) >>> 0;
      const random = new Random(worldSeed);
      const world = await World.create(pool, worldSeed, WITHOUT_DEBT);
      try {
        for (let i = 0; i < 6; i++) await world.live(random.next());
        for (let i = 0; i < HISTORIES_PER_WORLD; i++) await world.liveTogether(random, 8 + random.below(5));
      } catch (error) {
        throw new ModelFailure(
          `A history of seed ${worldSeed}:\n${world.log.slice(-14).join('\n')}\n${(error as Error).stack}`,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: worlds }, work));
}
