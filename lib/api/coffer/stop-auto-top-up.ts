import { readAutoTopUp, settleStop, stopAutoTopUpIn } from '../../billing';
import { getPool } from '../../db/pool';
import { once } from '../once';
import { writeOperation } from '../operation';
import { toWireAutoTopUp } from './auto-top-up-wire';
import { readCustomer } from './customer-row';

/**
 * POST /v1/auto-top-ups/stop: nothing is bought automatically from now on; again it changes nothing. Switching on is
 * for a signed-in person alone.
 */
export const stopAutoTopUp = writeOperation({
  summary: 'Stop the automatic top-up',
  policy: 'auto_top_up:stop',
  run: async (_input, ctx) => {
    const { workspaceId } = ctx.scope;
    const { timeZone } = await readCustomer(getPool(), workspaceId);
    const { replayed } = await once(ctx, async (client) => ({
      wasStopped: await stopAutoTopUpIn(client, ctx.actor, workspaceId, { requestId: ctx.call.requestId }),
    }));
    await settleStop(workspaceId);
    return { result: await readAutoTopUp(ctx.actor, { workspaceId, timeZone, now: new Date() }), replayed };
  },
  output: (found) => ({ data: toWireAutoTopUp(found) }),
});
