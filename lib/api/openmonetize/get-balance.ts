import { z } from 'zod';
import { AppError } from '../../errors';
import { operation } from '../operation';
import { customerRef } from '../schema';
import type { ApiReply } from '../types';
import { plainStatus, sentenceOf } from '../wires/failure';
import { toCustomerBalance } from './codec';
import { openMonetizeError } from './errors';

/**
 * The vendor's file declares no 400 for this call, because the original takes nothing to be wrong about: a customer who
 * cannot be made out has no wallet, 404.
 */
const toBalanceError = (error: AppError): ApiReply =>
  openMonetizeError(plainStatus(error) === 400 ? new AppError('not_found', { detail: sentenceOf(error) }) : error);

/** GET /v1/credits/balance: the customer's own wallet. Errors: not_found while nothing was ever granted to it. */
export const getBalance = operation({
  summary: "Balance of the customer's own wallet",
  policy: 'credits:read',
  // Like the vendors' other calls, it passes over words that nobody knows.
  query: z.looseObject({ customerId: customerRef.optional() }),
  run: async (_input, { ledger, scope: { workspaceId, mode } }) => {
    const view = await ledger.balance({ workspaceId, mode, owner: { kind: 'workspace' }, withGrants: false });
    if (view.walletId === null) {
      throw new AppError('not_found', {
        detail: 'This customer has no credit wallet yet: nothing was ever granted to it.',
      });
    }
    return view;
  },
  output: (view) => ({ data: toCustomerBalance(view) }),
  renderError: toBalanceError,
});
