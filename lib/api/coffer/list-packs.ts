import { listOffers } from '../../billing';
import { getPool } from '../../db/pool';
import { formatUnitCost } from '../amount';
import { operation } from '../operation';
import { readCustomer } from './customer-row';
import { toWirePack } from './purchase-wire';

/**
 * GET /v1/packs: what the customer can buy, in the operator's order, on one page; `ownAmount` is null where only packs
 * are sold, `isOpen` false while nothing can be paid.
 */
export const listPacks = operation({
  summary: 'List packs',
  policy: 'offers:view',
  run: async (_input, { scope }) => listOffers(await readCustomer(getPool(), scope.workspaceId)),
  output: ({ packs, ownAmount, isOpen }) => ({
    data: packs.map(toWirePack),
    page: { next: null, previous: null },
    ownAmount: ownAmount && {
      currency: ownAmount.currency,
      unitCost: formatUnitCost(ownAmount.unitCostNano),
      minMinor: ownAmount.minMinor.toString(),
      maxMinor: ownAmount.maxMinor.toString(),
      validDays: ownAmount.validDays,
    },
    isOpen,
  }),
});
