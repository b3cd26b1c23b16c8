'use server';

import { redirect } from 'next/navigation';
import type { Actor } from '@/lib/auth/actor';
import { getActor } from '@/lib/auth/get-actor';
import { minorUnitDigits, payWithCard, startPurchase } from '@/lib/billing';
import type { PurchaseItem } from '@/lib/billing/types';
import { type AppError, isAppError } from '@/lib/errors';
import { formats } from '@/lib/i18n/formats';
import type { AnyLocale } from '@/lib/i18n/locales';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';
import { isUuid } from '@/lib/ids';
import { parseAmount } from '@/lib/portal/parse-amount';
import { decimalSign } from '@/lib/portal/top-up';
import { loadWorkspace } from '@/lib/portal/workspace';

/** What went wrong, and where; the form keeps what was typed. */
export interface TopUpResult {
  message: string;
  field: 'amount' | null;
  choice: string;
  amount: string;
  pay: string;
}

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** Begins the purchase and leads to Stripe's page, or charges a saved card. The form only names a choice. */
export async function startTopUp(slug: string, _before: TopUpResult | null, form: FormData): Promise<TopUpResult> {
  const [choice, amount, pay] = [text(form, 'choice'), text(form, 'amount'), text(form, 'pay')];
  const refuse = (message: string, field: TopUpResult['field'] = null): TopUpResult => ({
    ...{ message, field, choice, amount, pay },
  });
  const locale = await readLocale();
  let target: string;
  try {
    const actor = await getActor();
    const workspace = await loadWorkspace(actor, slug, locale);
    const item = readItem(locale, { choice, amount, currency: text(form, 'currency').toLowerCase() });
    if (item === null) {
      const example = `25${decimalSign(locale)}50`;
      return refuse(translator(locale, 'top-up')('form.notAmount', { example }), 'amount');
    }
    const order = { workspaceId: workspace.id, item, formId: text(form, 'purchaseId') };
    target = await begin(actor, order, pay.startsWith('pm_') ? pay : null);
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'unauthenticated') redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/w/${slug}/top-up`)}`);
    const isAmount = error.fields.some(({ path }) => path[0] === 'amount');
    return refuse(explain(locale, error), isAmount ? 'amount' : null);
  }
  redirect(target);
}

function readItem(
  locale: AnyLocale,
  { choice, amount, currency }: { choice: string; amount: string; currency: string },
): PurchaseItem | null {
  if (!/^[a-z]{3}$/.test(currency)) return { packId: choice };
  if (choice !== 'own') return { packId: choice, currency };
  const priceMinor = parseAmount(amount, minorUnitDigits(currency), decimalSign(locale));
  return priceMinor === null ? null : { priceMinor, currency };
}

/**
 * The form's id makes sending it twice open one checkout. Who went back from Stripe's page to the same form and chose
 * something else means a new purchase.
 */
async function begin(
  actor: Actor,
  { formId, ...order }: { workspaceId: string; item: PurchaseItem; formId: string },
  cardId: string | null,
): Promise<string> {
  const start = async (purchaseId?: string) => {
    const started = cardId
      ? await payWithCard(actor, { ...order, purchaseId, cardId })
      : await startPurchase(actor, { ...order, purchaseId });
    return started.checkoutUrl;
  };
  const purchaseId = isUuid(formId) ? formId : undefined;
  try {
    return await start(purchaseId);
  } catch (error) {
    if (!purchaseId || !isAppError(error) || error.code !== 'conflict') throw error;
    return start();
  }
}

/** A refusal in the reader's language. */
function explain(locale: AnyLocale, error: AppError): string {
  const t = translator(locale, 'top-up');
  const { facts } = error;
  if (facts.problem === 'cardGone') return t('problems.cardGone');
  if (error.code === 'validation_failed' && typeof facts.minMinor === 'string' && typeof facts.currency === 'string') {
    const { money } = formats(locale);
    const isSmall = error.fields.some(({ message }) => message.includes('minimum'));
    return isSmall
      ? t('form.tooSmall', { min: money(BigInt(facts.minMinor), facts.currency) })
      : t('form.tooLarge', { max: money(BigInt(String(facts.maxMinor)), facts.currency) });
  }
  if (error.code === 'validation_failed' && typeof facts.stepMinor === 'string' && typeof facts.currency === 'string') {
    return t('form.tooFine', { step: formats(locale).money(BigInt(facts.stepMinor), facts.currency) });
  }
  switch (error.code) {
    case 'rate_limited':
      return t('problems.tooMany');
    case 'conflict':
      return t('problems.closed');
    case 'forbidden':
    case 'not_found':
      return t('problems.forbidden');
    case 'validation_failed':
      return t('problems.notForSale');
    default:
      return t('problems.stripe');
  }
}
