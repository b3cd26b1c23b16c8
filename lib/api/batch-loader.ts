/**
 * Looks things up for many callers at once: what is asked while a query is under way goes together into the next one.
 * No timer, so nobody waits for others to come. Answers are kept for `maxAgeMs` only, because the rows may change.
 */
export interface BatchLoader<K, V> {
  load(key: K): Promise<V | undefined>;
  /** Forgets everything, after a change made in this process. */
  clear(): void;
}

interface Options<K, V> {
  idOf(key: K): string;
  /** Answers by idOf(key); what is missing is missing. */
  fetch(keys: K[]): Promise<Map<string, V>>;
  maxAgeMs: number;
  maxEntries: number;
  maxBatch: number;
}

interface Waiting<K, V> {
  key: K;
  promise: Promise<V | undefined>;
  resolve(value: V | undefined): void;
  reject(error: unknown): void;
}

export function createBatchLoader<K, V>(options: Options<K, V>): BatchLoader<K, V> {
  const known = new Map<string, { value: V; readAtMs: number }>();
  let queue = new Map<string, Waiting<K, V>>();
  let isRunning = false;

  function remember(id: string, value: V, readAtMs: number): void {
    known.delete(id);
    known.set(id, { value, readAtMs });
    const oldest = known.keys().next();
    if (known.size > options.maxEntries && !oldest.done) known.delete(oldest.value);
  }

  async function drain(): Promise<void> {
    isRunning = true;
    while (queue.size > 0) {
      const batch = [...queue].slice(0, options.maxBatch);
      queue = new Map([...queue].slice(options.maxBatch));
      const readAtMs = performance.now();
      try {
        const found = await options.fetch(batch.map(([, { key }]) => key));
        for (const [id, waiting] of batch) {
          const value = found.get(id);
          if (value !== undefined) remember(id, value, readAtMs);
          waiting.resolve(value);
        }
      } catch (error) {
        for (const [, waiting] of batch) waiting.reject(error);
      }
    }
    isRunning = false;
  }

  return {
    load(key) {
      const id = options.idOf(key);
      const hit = known.get(id);
      if (hit && performance.now() - hit.readAtMs < options.maxAgeMs) return Promise.resolve(hit.value);
      const queued = queue.get(id);
      if (queued) return queued.promise;
      const waiting = { key } as Waiting<K, V>;
      waiting.promise = new Promise((resolve, reject) => Object.assign(waiting, { resolve, reject }));
      queue.set(id, waiting);
      if (!isRunning) void drain();
      return waiting.promise;
    },
    clear: () => known.clear(),
  };
}
