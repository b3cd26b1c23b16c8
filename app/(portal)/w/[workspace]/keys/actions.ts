'use server';

import type { FormState } from '@/lib/form-state';
import { translator } from '@/lib/i18n/translator';
import { endKey, makeKey, replaceKey } from '@/lib/portal/change-keys';
import { runAction, text, texts } from '../_lib/action';

export async function create(slug: string, _before: FormState | null, form: FormData): Promise<FormState> {
  return runAction(slug, form, async (change) => {
    const secret = await makeKey(change, {
      name: text(form, 'name'),
      scopes: texts(form, 'scopes'),
      mode: text(form, 'mode'),
      expires: text(form, 'expires'),
      memberId: text(form, 'memberId'),
      ips: text(form, 'ips'),
      budget: { day: text(form, 'day'), month: text(form, 'month'), lifetime: text(form, 'lifetime') },
    });
    return { message: translator(change.workspace.locale, 'keys')('form.made'), secret };
  });
}

export async function rotate(slug: string, keyId: string, _before: FormState | null, form: FormData) {
  return runAction(slug, form, async (change) => {
    const secret = await replaceKey(change, keyId, text(form, 'overlap'));
    return { message: translator(change.workspace.locale, 'keys')('rotate.made'), secret };
  });
}

export async function revoke(slug: string, keyId: string, _before: FormState | null, form: FormData) {
  return runAction(slug, form, async (change) => {
    await endKey(change, keyId, text(form, 'confirm'));
    return { goTo: `/w/${slug}/keys` };
  });
}
