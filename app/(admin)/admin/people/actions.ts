'use server';

import { addOperator, suspendPerson, unsuspendPerson, withdrawOperator } from '@/lib/admin/people';
import type { FormState } from '@/lib/form-state';
import { runConsole, text } from '../_lib/action';

const PATH = '/admin/people';

export async function addOperatorAction(_before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(PATH, form, async ({ actor, trace, t }) => {
    const email = text(form, 'email');
    await addOperator(actor, { email, reason: text(form, 'reason') }, trace);
    return { message: t('people.added', { email }) };
  });
}

export async function withdrawAction(userId: string, _before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(PATH, form, async ({ actor, trace }) => {
    await withdrawOperator(actor, { userId, reason: text(form, 'reason') }, trace);
    return undefined;
  });
}

export async function suspendAction(userId: string, _before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(PATH, form, async ({ actor, trace }) => {
    await suspendPerson(actor, { userId, reason: text(form, 'reason') }, trace);
    return undefined;
  });
}

export async function unsuspendAction(userId: string, _before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(PATH, form, async ({ actor, trace }) => {
    await unsuspendPerson(actor, { userId, reason: text(form, 'reason') }, trace);
    return undefined;
  });
}
