import { describe, expect, it } from 'vitest';
import { createBatchLoader } from './batch-loader';

function createRecorder(maxAgeMs = 1_000) {
  const batches: string[][] = [];
  let release: () => void = () => {};
  let failure: Error | undefined;
  const loader = createBatchLoader<string, string>({
    idOf: (key) => key,
    maxAgeMs,
    maxEntries: 2,
    maxBatch: 3,
    fetch: async (keys) => {
      batches.push(keys);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      if (failure) throw failure;
      return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, key.toUpperCase()]));
    },
  });
  const fail = (error: Error) => {
    failure = error;
  };
  return { loader, batches, release: () => release(), fail };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('createBatchLoader', () => {
  it('asks at once when idle, and together for what came meanwhile', async () => {
    const { loader, batches, release } = createRecorder();
    const answers = ['a', 'b', 'c', 'b', 'd', 'e'].map((key) => loader.load(key));
    expect(batches).toEqual([['a']]);
    for (let i = 0; i < 3; i++) {
      release();
      await settle();
    }
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C', 'B', 'D', 'E']);
    expect(batches).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
  });

  it('remembers what was found, forgets the oldest, and asks again for what was not found', async () => {
    const { loader, batches, release } = createRecorder();
    for (const key of ['a', 'a', 'b', 'c', 'a', 'nobody', 'nobody']) {
      const answer = loader.load(key);
      release();
      await answer;
    }
    expect(batches).toEqual([['a'], ['b'], ['c'], ['a'], ['nobody'], ['nobody']]);
  });

  it('passes a failure on to those who waited for it, and goes on', async () => {
    const { loader, release, fail } = createRecorder(0);
    fail(new Error('away'));
    const [first, second] = [loader.load('a'), loader.load('b')];
    release();
    await expect(first).rejects.toThrow('away');
    release();
    await expect(second).rejects.toThrow('away');
  });
});
