'use server';

import type { FormState } from '@/lib/form-state';
import { translator } from '@/lib/i18n/translator';
import { saveSettings } from '@/lib/portal/settings';
import { runAction, text } from '../_lib/action';

export async function saveSettingsForm(slug: string, _before: FormState | null, form: FormData): Promise<FormState> {
  return runAction(slug, form, async (change) => {
    const isChanged = await saveSettings(change, {
      name: text(form, 'name'),
      timeZone: text(form, 'timeZone'),
      currency: text(form, 'currency'),
      billingEmail: text(form, 'billingEmail'),
      locale: text(form, 'locale'),
      taxId: text(form, 'taxId'),
    });
    const t = translator(change.workspace.locale, 'forms');
    return { message: t(isChanged ? 'saved' : 'unchanged') };
  });
}
