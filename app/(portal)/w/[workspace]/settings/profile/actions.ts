'use server';

import { setLanguage } from '@/app/_lib/language';
import type { FormState } from '@/lib/form-state';
import { isLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { changeName, endOtherSessions, endSession } from '@/lib/portal/profile';
import { runAction, text } from '../../_lib/action';

export async function saveProfile(slug: string, _before: FormState | null, form: FormData): Promise<FormState> {
  return runAction(slug, form, async ({ actor, workspace, ip }) => {
    await changeName(actor, { name: text(form, 'name'), locale: workspace.locale, ip });
    await setLanguage(form);
    const locale = text(form, 'locale');
    return { message: translator(isLocale(locale) ? locale : workspace.locale, 'forms')('saved') };
  });
}

export async function signOutOthers(slug: string, _before: FormState | null, form: FormData): Promise<FormState> {
  return runAction(slug, form, async ({ actor, workspace, ip }) => {
    const count = await endOtherSessions(actor, ip);
    return { message: translator(workspace.locale, 'settings')('profile.ended', { count }) };
  });
}

export async function signOutOne(slug: string, _before: FormState | null, form: FormData): Promise<FormState> {
  return runAction(slug, form, async ({ actor, workspace, ip }) => {
    await endSession(actor, text(form, 'session'), ip);
    return { message: translator(workspace.locale, 'settings')('profile.ended', { count: 1 }) };
  });
}
