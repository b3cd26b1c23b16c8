/**
 * Who waits for what. A lane has one database transaction in flight; what arrives meanwhile waits, and everything
 * waiting for the same workspace goes together in the next. There is no timer: an idle lane starts at once.
 */
import { AppError } from '../../errors';
import type { Mode } from '../types';
import type { Job } from './job';
import type { Outcome } from './plan-batch';

const LARGEST_BATCH = 200;
const LONGEST_QUEUE = 2_000;

export interface Waiting {
  job: Job<unknown>;
  /** The single statement for this job, tried when it is alone; null: did not apply. */
  alone: (() => Promise<Outcome | null>) | null;
  settle: (outcome: Outcome) => void;
}

export type RunBatch = (workspaceId: string, mode: Mode, jobs: Job<unknown>[]) => Promise<Outcome[]>;

class Lane {
  private queue: Waiting[] = [];
  private isBusy = false;

  constructor(private readonly runBatch: RunBatch) {}

  push(waiting: Waiting): void {
    if (this.queue.length >= LONGEST_QUEUE) {
      const error = new AppError('overloaded', {
        detail: 'Too many requests wait for this wallet. Try again in a second.',
        retryAfterSeconds: 1,
      });
      waiting.settle({ ok: false, error });
      return;
    }
    this.queue.push(waiting);
    if (this.isBusy) return;
    this.isBusy = true;
    // After the present task: what arrives in the same turn goes together.
    queueMicrotask(() => void this.drain());
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.takeBatch();
      const outcomes = await this.run(batch);
      batch.forEach((waiting, index) => {
        waiting.settle(outcomes[index] ?? { ok: false, error: new Error('a job got no outcome') });
      });
    }
    this.isBusy = false;
  }

  /** The oldest, and what waits for the same workspace and mode, in order of arrival. */
  private takeBatch(): Waiting[] {
    const first = this.queue[0]?.job;
    const batch: Waiting[] = [];
    const rest: Waiting[] = [];
    for (const waiting of this.queue) {
      const isOfBatch =
        batch.length < LARGEST_BATCH &&
        waiting.job.workspaceId === first?.workspaceId &&
        waiting.job.mode === first.mode;
      (isOfBatch ? batch : rest).push(waiting);
    }
    this.queue = rest;
    return batch;
  }

  private async run(batch: Waiting[]): Promise<Outcome[]> {
    const [first] = batch;
    if (!first) return [];
    try {
      const alone = batch.length === 1 && first.alone ? await first.alone() : null;
      if (alone) return [alone];
      return await this.runBatch(
        first.job.workspaceId,
        first.job.mode,
        batch.map(({ job }) => job),
      );
    } catch (error) {
      return batch.map(() => ({ ok: false, error }));
    }
  }
}

export class Lanes {
  private readonly lanes: Lane[];

  constructor(runBatch: RunBatch, count: number) {
    this.lanes = Array.from({ length: count }, () => new Lane(runBatch));
  }

  /** Queues by key (workspace and wallet). Never rejects. */
  submit(key: string, job: Job<unknown>, alone: Waiting['alone']): Promise<Outcome> {
    const lane = this.lanes[hash(key) % this.lanes.length];
    return new Promise((settle) => lane?.push({ job, alone, settle }));
  }
}

/** FNV-1a: even, and cheap for short text. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
}
