'use server';

import { verifyNow } from '@/lib/admin/verify';
import type { FormState } from '@/lib/form-state';
import { runConsole } from '../_lib/action';

export async function verifyAction(_before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole('/admin/system', form, async ({ actor, trace }) => {
    await verifyNow(actor, trace);
    return undefined;
  });
}
