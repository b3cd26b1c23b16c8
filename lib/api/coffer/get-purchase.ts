import { missing } from '../../auth/policy';
import { getPurchase as findPurchase, listRefunds } from '../../billing';
import { operation } from '../operation';
import { toWirePurchase, toWireRefund } from './purchase-wire';

/** GET /v1/purchases/{purchaseId}: with its refunds, as last heard from Stripe. Errors: not_found. */
export const getPurchase = operation({
  summary: 'Get a purchase',
  policy: 'purchases:view',
  run: async ({ params: { purchaseId = '' } }, { scope: { workspaceId, mode } }) => {
    const purchase = await findPurchase(workspaceId, purchaseId);
    if (purchase.mode !== mode) throw missing('purchase');
    return { purchase, refunds: await listRefunds(workspaceId, purchaseId) };
  },
  output: ({ purchase, refunds }) => ({
    data: { ...toWirePurchase(purchase), refunds: refunds.map(toWireRefund) },
  }),
});
