'use server';

import { removePriceForm, savePackForm, setPriceForm, type TypedPrice } from '@/lib/admin/packs';
import { movePack } from '@/lib/billing/edit-packs';
import type { FormState } from '@/lib/form-state';
import { fieldsOf, isTicked, runConsole, text } from '../_lib/action';

const PATH = '/admin/packs';

const PACK_FIELDS = ['name', 'credits', 'bonus', 'validDays', 'bonusValidDays', 'reason'] as const;
const PRICE_FIELDS = ['currency', 'unitCost', 'min', 'max', 'validDays', 'reason'] as const;

/** The rows as they stand in the form: both fields of each are always there. */
function pricesOf(form: FormData): TypedPrice[] {
  const amounts = form.getAll('priceAmount');
  return form.getAll('priceCurrency').map((currency, row) => ({
    currency: String(currency),
    amount: String(amounts[row] ?? ''),
  }));
}

export async function savePackAction(id: string, _before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(`${PATH}/${id}`, form, async ({ actor, trace }) => {
    await savePackForm(
      actor,
      {
        id,
        ...fieldsOf(form, PACK_FIELDS),
        prices: pricesOf(form),
        isActive: isTicked(form, 'isActive'),
        isFeatured: isTicked(form, 'isFeatured'),
      },
      trace,
    );
    return { goTo: `${PATH}?saved=yes` };
  });
}

export async function movePackAction(
  packId: string,
  direction: 'up' | 'down',
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  return runConsole(PATH, form, async ({ actor, trace }) => {
    await movePack(actor, { packId, direction: direction === 'up' ? 'up' : 'down' }, trace);
    return undefined;
  });
}

export async function setPriceAction(_before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(PATH, form, async ({ actor, trace, t }) => {
    await setPriceForm(actor, fieldsOf(form, PRICE_FIELDS), trace);
    return { message: t('packs.saved') };
  });
}

export async function removePriceAction(
  currency: string,
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  return runConsole(PATH, form, async ({ actor, trace }) => {
    await removePriceForm(actor, { currency, reason: text(form, 'reason') }, trace);
    return undefined;
  });
}
