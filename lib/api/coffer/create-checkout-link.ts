import { z } from 'zod';
import { getPurchase, type PurchaseItem, startPurchase } from '../../billing';
import { getPool } from '../../db/pool';
import { AppError } from '../../errors';
import { newId } from '../../ids';
import { audit, once } from '../once';
import { type ApiContext, writeOperation } from '../operation';
import { customerRef, optional } from '../schema';
import { readCustomer } from './customer-row';
import { currency, minorUnits } from './fields';
import { toWirePurchase } from './purchase-wire';

const LinkBody = z.strictObject({
  customerId: optional(customerRef),
  packId: optional(z.string().max(64).meta({ description: 'The pack to sell; else priceMinor.' })),
  priceMinor: optional(minorUnits('An amount of their own, in minor units of the currency, within the limits.')),
  currency: optional(currency.meta({ description: "Default the customer's for an own amount, and a pack's first." })),
});

const badField = (name: string, message: string, detail: string) =>
  new AppError('validation_failed', { detail, fields: [{ path: [name], message }] });

async function readItem(
  { packId, priceMinor, currency }: z.output<typeof LinkBody>,
  { scope }: ApiContext,
): Promise<PurchaseItem> {
  if ((packId === undefined) === (priceMinor === undefined)) {
    throw badField('packId', 'or priceMinor, and not both', 'Say what to sell: either a packId or a priceMinor.');
  }
  if (packId !== undefined) {
    return { packId, ...(currency && { currency }) };
  }
  const code = currency ?? (await readCustomer(getPool(), scope.workspaceId)).currency;
  return { priceMinor: priceMinor as bigint, currency: code };
}

/**
 * POST /v1/checkout-links: begins a purchase and answers Stripe's page for it. No money moves until a person pays there.
 * A repetition under the same Idempotency-Key opens the same page, with the purchase as it is by then.
 * Errors: validation_failed, forbidden (a test key), conflict (closed), rate_limited, unavailable (no payments set up),
 * payment_provider_failed.
 */
export const createCheckoutLink = writeOperation({
  summary: 'Create a checkout link',
  policy: 'purchases:create_link',
  body: LinkBody,
  run: async ({ body }, ctx) => {
    const { workspaceId, mode } = ctx.scope;
    if (mode !== 'live') {
      throw new AppError('forbidden', { detail: 'A purchase takes real money, so a key for test books begins none.' });
    }
    const item = await readItem(body, ctx);
    // Kept before Stripe is asked: after a lost answer the same purchase is taken up, never a second one begun.
    const { result, replayed } = await once(ctx, async (client) => {
      const purchaseId = newId();
      const after = 'packId' in item ? item : { ...item, priceMinor: item.priceMinor.toString() };
      await audit(client, ctx, { action: 'purchase.create_link', targetKind: 'purchase', targetId: purchaseId, after });
      return { purchaseId };
    });
    const { purchaseId, checkoutUrl } = await startPurchase(ctx.actor, { workspaceId, item, ...result });
    return { result: { ...(await getPurchase(workspaceId, purchaseId)), checkoutUrl }, replayed };
  },
  output: (purchase) => ({ data: toWirePurchase(purchase) }),
});
