'use server';

import { redirect } from 'next/navigation';
import type { Actor } from '@/lib/auth/actor';
import { getActor } from '@/lib/auth/get-actor';
import { isAppError } from '@/lib/errors';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';
import { type LookStep, lookUpPayment } from '@/lib/portal/look-up-payment';
import { mailReceiptAgain } from '@/lib/portal/mail-receipt-again';
import { loadWorkspace, type PortalWorkspace } from '@/lib/portal/workspace';

/** What was done and found, step by step. */
async function run(
  slug: string,
  purchaseId: string,
  work: (actor: Actor, workspace: PortalWorkspace) => Promise<LookStep[]>,
): Promise<LookStep[]> {
  const locale = await readLocale();
  try {
    const actor = await getActor();
    return await work(actor, await loadWorkspace(actor, slug, locale));
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'unauthenticated') {
      redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/w/${slug}/receipts/${purchaseId}`)}`);
    }
    return [{ text: translator(locale, 'receipts')('where.wrong'), tone: 'wrong' }];
  }
}

export async function lookUp(slug: string, purchaseId: string): Promise<LookStep[]> {
  return run(slug, purchaseId, (actor, workspace) => lookUpPayment(actor, workspace, purchaseId));
}

export async function mailAgain(slug: string, purchaseId: string): Promise<LookStep[]> {
  return run(slug, purchaseId, async (actor, workspace) => {
    const t = translator(workspace.locale, 'receipts');
    const mailed = await mailReceiptAgain(actor, workspace, purchaseId);
    if ('to' in mailed) return [{ text: t('detail.mailed', mailed), tone: 'done' }];
    const text = t(mailed.refused === 'too_soon' ? 'detail.mailTooSoon' : 'detail.mailNobody');
    return [{ text, tone: 'open' }];
  });
}
