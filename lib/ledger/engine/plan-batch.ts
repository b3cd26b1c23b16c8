import type { PoolClient } from '../../db/pool';
import { AppError, isAppError } from '../../errors';
import type { Books } from '../plan/books';
import { NeedMoreGrants } from '../plan/need-more';
import { ownerIdOf } from '../plan/views';
import type { Idempotency } from '../types';
import { isStoredRefusal, replay, storeRefusal, storeResult } from './idempotency';
import type { Job, PlanView } from './job';
import { type Facts, replyKey, type StoredReply } from './load-facts';
import { loadMore } from './load-grants';
import type { StoredOutcome } from './part';

/** What a caller will be told, once it is committed. */
export type Outcome = { ok: true; result: unknown; replayed: boolean } | { ok: false; error: unknown };

export interface Batch {
  client: PoolClient;
  workspaceId: string;
  books: Books;
  view: PlanView;
  facts: Facts;
  /** Named members and teams that the workspace does not have. */
  strangers: ReadonlySet<string>;
}

/**
 * Plans the jobs one after another on the same books, in order of arrival: each sees what those before it did, so
 * refusals are exact. A refused or rehearsed job leaves no trace.
 */
export async function planBatch(
  batch: Batch,
  jobs: readonly Job<unknown>[],
): Promise<{ outcomes: Outcome[]; stored: StoredOutcome[] }> {
  const outcomes: Outcome[] = [];
  const stored: StoredOutcome[] = [];
  for (const job of jobs) {
    const key = job.isDryRun ? undefined : job.idempotency;
    const known = key && batch.facts.replies.get(replyKey(key));
    if (key && known) {
      outcomes.push(await replayOutcome(batch, key, known));
      continue;
    }
    const outcome = await planOne(batch, job);
    outcomes.push(outcome);
    if (!key) continue;
    if (outcome.ok) stored.push(job.store ? job.store(key, outcome.result) : storeResult(key, outcome.result));
    else if (isAppError(outcome.error) && isStoredRefusal(outcome.error)) stored.push(storeRefusal(key, outcome.error));
  }
  return { outcomes, stored };
}

async function replayOutcome({ client, workspaceId }: Batch, key: Idempotency, known: StoredReply): Promise<Outcome> {
  try {
    return { ok: true, result: await replay(client, workspaceId, key, known), replayed: true };
  } catch (error) {
    return { ok: false, error };
  }
}

async function planOne(batch: Batch, job: Job<unknown>): Promise<Outcome> {
  const { books, client, workspaceId } = batch;
  for (;;) {
    const mark = books.mark();
    try {
      checkPeople(batch, job);
      const result = job.plan(batch.view);
      if (job.isDryRun) books.undoTo(mark);
      return { ok: true, result, replayed: false };
    } catch (error) {
      books.undoTo(mark);
      if (error instanceof NeedMoreGrants) {
        await loadMore(client, workspaceId, books, books.wallet(error.walletId), job.needs.wholeGrants ?? false);
        continue;
      }
      if (isAppError(error)) return { ok: false, error };
      throw error;
    }
  }
}

/** Whoever is named must be of the workspace; a stranger is answered like nobody at all. */
function checkPeople(batch: Batch, job: Job<unknown>): void {
  const named = job.owners.map(({ owner }) => ownerIdOf(owner, batch.workspaceId));
  for (const id of [...job.memberIds, ...named]) {
    if (batch.strangers.has(id)) {
      throw new AppError('not_found', { detail: `This workspace has no member or team ${id}.` });
    }
  }
}
