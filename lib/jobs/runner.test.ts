import { describe, expect, it, vi } from 'vitest';
import { runEvery } from './runner';

/** Patient, because timers come late on a busy machine. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 20_000 });

const gate = () => {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
};

describe('a job', () => {
  it('runs again and again, and goes on after a failure', async () => {
    let runs = 0;
    const job = runEvery({
      name: 'flaky',
      everyMs: 1,
      run: async () => {
        runs += 1;
        throw new Error('no luck');
      },
    });
    await soon(() => expect(runs).toBeGreaterThan(2));
    await job.stop();
  });

  it('never runs twice at once; a wake during a run means one more', async () => {
    const first = gate();
    let running = 0;
    let most = 0;
    let runs = 0;
    const job = runEvery({
      name: 'single',
      everyMs: 60_000,
      run: async () => {
        runs += 1;
        running += 1;
        most = Math.max(most, running);
        if (runs === 1) await first.passed;
        running -= 1;
      },
    });
    await soon(() => expect(runs).toBe(1));
    job.wake();
    job.wake();
    expect(runs).toBe(1);
    first.open();
    await soon(() => expect(runs).toBe(2));
    await job.stop();
    expect([runs, most]).toEqual([2, 1]);
  });

  it('is waited for when it is stopped, and does not start again', async () => {
    const work = gate();
    let ended = false;
    let runs = 0;
    const job = runEvery({
      name: 'slow',
      everyMs: 1,
      run: async () => {
        runs += 1;
        await work.passed;
        ended = true;
      },
    });
    await soon(() => expect(runs).toBe(1));
    const stopped = job.stop();
    expect(ended).toBe(false);
    work.open();
    await stopped;
    expect(ended).toBe(true);
    job.wake();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(runs).toBe(1);
  });
});
