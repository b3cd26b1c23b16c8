import { z } from 'zod';
import { isAppError } from '../../errors';
import type { BatchOutcome } from '../../ledger/types';
import { type ApiContext, writeOperation } from '../operation';
import { toWireFacts } from '../problem';
import { optional, writeBody } from '../schema';
import { consumeFields, toConsumeItem, toWireConsumed } from './consume';

const ITEMS_MAX = 1_000;

const BatchBody = writeBody({
  items: z.array(z.strictObject(consumeFields)).min(1).max(ITEMS_MAX),
  atomic: optional(z.boolean().meta({ description: 'All or nothing (the default), or each item for itself.' })),
});

type Item = z.output<typeof BatchBody>['items'][number];

/** One item for the ledger; a name that nobody knows is blamed on its place in the list. */
async function toItem(item: Item, index: number, ctx: ApiContext) {
  try {
    return await toConsumeItem(item, ctx);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'not_found') throw error;
    error.fields.push({ path: ['items', index], message: error.detail ?? error.title });
    throw error;
  }
}

const toWireOutcome = (outcome: BatchOutcome) =>
  outcome.ok
    ? { status: 'done', ...toWireConsumed(outcome.result) }
    : {
        status: 'refused',
        error: {
          code: outcome.refusal.code,
          status: outcome.refusal.status,
          title: outcome.refusal.title,
          detail: outcome.refusal.detail,
          ...toWireFacts(outcome.refusal.facts),
        },
      };

/**
 * POST /v1/credits/consume/batch: up to 1000 spends in order. Atomic: all or none, and the reply to a refusal is that of
 * the item that failed. Otherwise 200 with an outcome for each item. Names are looked up first: an unknown one refuses
 * the whole request. Errors: as for one spend.
 */
export const consumeBatch = writeOperation({
  summary: 'Spend credits, many at once',
  policy: 'credits:spend',
  body: BatchBody,
  run: async ({ body }, ctx) => {
    const items = await Promise.all(body.items.map((item, index) => toItem(item, index, ctx)));
    return ctx.ledger.consumeBatch({ ...ctx.write(body.dryRun), items, atomic: body.atomic ?? true });
  },
  output: ({ outcomes, doneCount, refusedCount }) => ({
    data: outcomes.map(toWireOutcome),
    summary: { done: doneCount, refused: refusedCount },
  }),
});
