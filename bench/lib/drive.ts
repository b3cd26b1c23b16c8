import { percentile } from './stats';

export interface Driven {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  errors: number;
}

/**
 * Keeps `concurrency` calls of `work` under way for `seconds` after a warm-up, and measures each.
 * Throws the first error when more than 20 calls failed: a benchmark of failures measures nothing.
 */
export async function drive(
  work: () => Promise<unknown>,
  { concurrency, seconds, warmUpSeconds = 0.7 }: { concurrency: number; seconds: number; warmUpSeconds?: number },
): Promise<Driven> {
  let latenciesMs: number[] = [];
  let errors = 0;
  let firstError: unknown;
  let stopped = false;
  const worker = async () => {
    while (!stopped) {
      const start = performance.now();
      try {
        await work();
      } catch (error) {
        firstError ??= error;
        errors += 1;
        if (errors > 20) stopped = true;
      }
      latenciesMs.push(performance.now() - start);
    }
  };
  const workers = Array.from({ length: concurrency }, worker);
  await new Promise((resolve) => setTimeout(resolve, warmUpSeconds * 1000));
  latenciesMs = [];
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const measured = latenciesMs;
  const elapsed = (performance.now() - start) / 1000;
  latenciesMs = [];
  stopped = true;
  await Promise.all(workers);
  if (errors > 20) throw firstError;
  return {
    perSecond: measured.length / elapsed,
    p50Ms: percentile(measured, 0.5),
    p99Ms: percentile(measured, 0.99),
    errors,
  };
}
