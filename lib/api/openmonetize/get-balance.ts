import { AppError } from '../../errors';
import type { BalanceView } from '../../ledger/types';
import { formatAmount, wholeCredits } from '../amount';
import { operation } from '../operation';
import { readQuery } from '../schema';
import { openMonetizeError } from './errors';

/** The figures in whole credits as text, rounded down, and beside them the exact ones under names of our own. */
function toWireBalance({ settledMicro, heldMicro, availableMicro }: BalanceView) {
  const balance = wholeCredits(settledMicro);
  const available = wholeCredits(availableMicro);
  return {
    balance: balance.toString(),
    reservedBalance: (balance - available).toString(), // so that the three still add up after rounding
    availableBalance: available.toString(),
    currency: 'credits',
    balanceExact: formatAmount(settledMicro),
    reservedBalanceExact: formatAmount(heldMicro),
    availableBalanceExact: formatAmount(availableMicro),
  };
}

/** GET /v1/credits/balance: the customer's own wallet. Errors: not_found while nothing was ever granted to it. */
export const getBalance = operation({
  summary: "Balance of the customer's own wallet",
  policy: 'credits:read',
  query: readQuery({}),
  run: async (_input, { ledger, scope: { workspaceId, mode } }) => {
    const view = await ledger.balance({ workspaceId, mode, owner: { kind: 'workspace' }, withGrants: false });
    if (view.walletId === null) {
      throw new AppError('not_found', {
        detail: 'This customer has no credit wallet yet: nothing was ever granted to it.',
      });
    }
    return view;
  },
  output: (view) => ({ data: toWireBalance(view) }),
  renderError: openMonetizeError,
});
