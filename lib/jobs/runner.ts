import { log } from '../log';

export interface Job {
  name: string;
  everyMs: number;
  /** First run this long after the start; default: at once. */
  delayMs?: number;
  run(): Promise<unknown>;
}

export interface RunningJob {
  /** Runs now, or once more when a run is under way. */
  wake(): void;
  /** No further run; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/**
 * Runs a job again and again, never twice at once in this process. What it throws is logged and the clock goes on.
 * Timers do not keep the process alive.
 */
export function runEvery({ name, everyMs, delayMs = 0, run }: Job): RunningJob {
  let isStopped = false;
  let isAgain = false;
  let underWay: Promise<void> | null = null;
  let timer: NodeJS.Timeout;

  const schedule = (ms: number) => {
    clearTimeout(timer);
    if (isStopped) return;
    timer = setTimeout(start, ms);
    timer.unref();
  };
  const once = async () => {
    try {
      await run();
    } catch (error) {
      log.error({ job: name, err: error }, 'a job failed');
    }
  };
  const start = () => {
    if (isStopped) return;
    if (underWay) {
      isAgain = true;
      return;
    }
    isAgain = false;
    underWay = once().finally(() => {
      underWay = null;
      schedule(isAgain ? 0 : everyMs);
    });
  };

  schedule(delayMs);
  return {
    wake: start,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
