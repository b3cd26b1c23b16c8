import { AppError, isAppError } from '../../errors';
import { toRefusal } from '../engine/idempotency';
import type { Job } from '../engine/job';
import { NeedMoreGrants } from '../plan/need-more';
import type { BatchOutcome, ConsumeBatchInput, ConsumeBatchResult } from '../types';
import { checkSpend, planConsume, scopeOf, spendOwners, spendTouches } from './consume';

const MAX_ITEMS = 1_000;

/**
 * Many spends in one call, in order; each sees what those before it took. Atomic: the first refusal undoes all and is
 * the answer, with the item's index. Otherwise each item has its own outcome.
 */
export function consumeBatchJob(input: ConsumeBatchInput): Job<ConsumeBatchResult> {
  if (input.items.length === 0 || input.items.length > MAX_ITEMS) {
    throw new AppError('validation_failed', { detail: `A batch has 1 to ${MAX_ITEMS} items.` });
  }
  for (const item of input.items) checkSpend(item);
  return {
    ...scopeOf(input),
    owners: input.items.flatMap(spendOwners),
    memberIds: input.items.flatMap(({ memberId }) => (memberId ? [memberId] : [])),
    needs: {},
    touches: (view) => input.items.flatMap((item) => spendTouches(view, item, input.actor)),
    plan(view) {
      const outcomes: BatchOutcome[] = input.items.map((item, index) => {
        const mark = view.books.mark();
        try {
          return { ok: true, result: planConsume(view, input.actor, item) };
        } catch (error) {
          if (error instanceof NeedMoreGrants || !isAppError(error)) throw error;
          if (input.atomic) throw withIndex(error, index);
          view.books.undoTo(mark);
          return { ok: false, refusal: toRefusal(error) };
        }
      });
      const doneCount = outcomes.filter(({ ok }) => ok).length;
      return { outcomes, doneCount, refusedCount: outcomes.length - doneCount };
    },
  };
}

function withIndex(error: AppError, index: number): AppError {
  return new AppError(error.code, {
    detail: `Item ${index}: ${error.detail ?? error.title} Nothing of the batch was done.`,
    facts: { ...error.facts, index },
    fields: error.fields,
  });
}
