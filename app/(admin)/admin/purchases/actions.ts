'use server';

import { requireReason } from '@/lib/admin/problem';
import { creditReviewed, dismissReviewed, lookAtStripe, refundPurchase, refundReviewed } from '@/lib/billing';
import type { FormState } from '@/lib/form-state';
import { isUuid, newId } from '@/lib/ids';
import { runConsole, text } from '../_lib/action';

interface Target {
  workspaceId: string;
  purchaseId: string;
}

const pathOf = ({ purchaseId }: Target): string => `/admin/purchases/${purchaseId}`;

export async function lookAction(target: Target, _before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(pathOf(target), form, async ({ actor, trace, t }) => {
    const { status, credited } = await lookAtStripe(actor, { ...target, reason: text(form, 'reason') || null }, trace);
    const found = t(`purchaseStatus.${status}`);
    return { message: credited ? t('purchase.lookedCredited') : t('purchase.looked', { status: found }) };
  });
}

/** The amount was chosen and shown before; the form carries it in minor units. */
export async function refundAction(
  target: Target,
  amountMinor: string,
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  return runConsole(pathOf(target), form, async ({ actor, trace }) => {
    const formId = text(form, 'formId');
    await refundPurchase(actor, {
      ...target,
      amountMinor: /^\d{1,18}$/.test(amountMinor) ? BigInt(amountMinor) : 0n,
      reason: requireReason(text(form, 'reason')),
      formId: isUuid(formId) ? formId : newId(),
      requestId: trace.requestId ?? null,
      ip: trace.ip ?? null,
    });
    return { goTo: `${pathOf(target)}?refunded=yes` };
  });
}

export async function creditAction(target: Target, _before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(pathOf(target), form, async ({ actor, trace }) => {
    await creditReviewed(actor, { ...target, reason: requireReason(text(form, 'reason')) }, trace);
    return { goTo: pathOf(target) };
  });
}

export async function dismissAction(target: Target, _before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(pathOf(target), form, async ({ actor, trace }) => {
    await dismissReviewed(actor, { ...target, reason: requireReason(text(form, 'reason')) }, trace);
    return { goTo: pathOf(target) };
  });
}

export async function giveBackAction(target: Target, _before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(pathOf(target), form, async ({ actor, trace }) => {
    await refundReviewed(actor, { ...target, reason: requireReason(text(form, 'reason')) }, trace);
    return { goTo: pathOf(target) };
  });
}
