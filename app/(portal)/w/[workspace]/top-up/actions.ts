'use server';

import { redirect } from 'next/navigation';
import type { Actor } from '@/lib/auth/actor';
import { getActor } from '@/lib/auth/get-actor';
import { minorUnitDigits, startPurchase } from '@/lib/billing';
import { findCreditPrice } from '@/lib/billing/packs';
import type { PurchaseItem } from '@/lib/billing/types';
import { isAppError } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { parseAmount } from '@/lib/portal/parse-amount';
import { loadWorkspace } from '@/lib/portal/workspace';

/** What went wrong, and where; the form keeps what was typed. */
export interface TopUpResult {
  message: string;
  field: 'amount' | null;
  choice: string;
  amount: string;
}

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** Begins the purchase and leads to Stripe's page. Prices come from the database; the form only names a choice. */
export async function startTopUp(slug: string, _before: TopUpResult | null, form: FormData): Promise<TopUpResult> {
  const choice = text(form, 'choice');
  const amount = text(form, 'amount');
  const refuse = (message: string, field: TopUpResult['field'] = null): TopUpResult => ({
    message,
    field,
    choice,
    amount,
  });
  let checkoutUrl: string;
  try {
    const actor = await getActor();
    const workspace = await loadWorkspace(actor, slug);
    const item = await readItem(choice, amount, workspace.currency);
    if (item === null) return refuse('Type an amount of money, such as 25 or 25.50.', 'amount');
    checkoutUrl = await openCheckout(actor, workspace.id, item, text(form, 'purchaseId'));
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'unauthenticated') redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/w/${slug}/top-up`)}`);
    const isAmount = error.fields.some(({ path }) => path[0] === 'amount');
    return refuse(error.detail ?? error.title, isAmount ? 'amount' : null);
  }
  redirect(checkoutUrl);
}

async function readItem(choice: string, amount: string, currency: string): Promise<PurchaseItem | null> {
  if (choice !== 'own') return { packId: choice };
  const price = await findCreditPrice(currency);
  const priceMinor = parseAmount(amount, minorUnitDigits(price?.currency ?? currency));
  return priceMinor === null ? null : { priceMinor, currency };
}

/**
 * The form's id makes sending it twice open one checkout. Who went back from Stripe's page to the same form and chose
 * something else means a new purchase.
 */
async function openCheckout(actor: Actor, workspaceId: string, item: PurchaseItem, formId: string): Promise<string> {
  const purchaseId = isUuid(formId) ? formId : undefined;
  try {
    return (await startPurchase(actor, { workspaceId, item, purchaseId })).checkoutUrl;
  } catch (error) {
    if (!purchaseId || !isAppError(error) || error.code !== 'conflict') throw error;
    return (await startPurchase(actor, { workspaceId, item })).checkoutUrl;
  }
}
