import { readAutoTopUp } from '../../billing';
import { getPool } from '../../db/pool';
import { operation } from '../operation';
import { readQuery } from '../schema';
import { toWireAutoTopUp } from './auto-top-up-wire';
import { readCustomer } from './customer-row';

/** GET /v1/auto-top-ups: the rule a person agreed to, how it stands, and its last ten tries. */
export const getAutoTopUp = operation({
  summary: 'Read the automatic top-up',
  policy: 'auto_top_up:view',
  query: readQuery({}),
  run: async (_input, { actor, scope: { workspaceId } }) => {
    const { timeZone } = await readCustomer(getPool(), workspaceId);
    return readAutoTopUp(actor, { workspaceId, timeZone, now: new Date() });
  },
  output: (found) => ({ data: toWireAutoTopUp(found) }),
});
