import { wireOperation } from '../wires/wire-operation';
import { creditNumber } from '../wires/write-json';
import { kable } from './dialect';
import { customerOf } from './names';

/** GET /api/v1/customers/{customerId}/credits/balance: what is left over all grants, in all wallets of the customer. */
export const getCreditBalance = wireOperation({
  dialect: kable,
  summary: 'Credits a customer can still use',
  policy: 'credits:read',
  run: async (wire) => {
    const { ctx } = await customerOf(wire);
    const { workspaceId, mode } = ctx.scope;
    const { availableMicro } = await ctx.ledger.workspaceFigures({ workspaceId, mode });
    return { body: { available: creditNumber(availableMicro) } };
  },
});
