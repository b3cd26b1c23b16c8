import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize } from '../auth/policy';
import { fulfil, getPurchase } from '../billing';
import { syncAftermath } from '../billing/look';
import { isStripeError, loggable } from '../billing/stripe';
import { getPool } from '../db/pool';
import { isAppError } from '../errors';
import { formats } from '../i18n/formats';
import { translator } from '../i18n/translator';
import { log } from '../log';
import type { PortalWorkspace } from './workspace';

/** One thing that was done or found, in words. */
export interface LookStep {
  text: string;
  tone: 'done' | 'open' | 'wrong';
}

/**
 * "I paid, where is it?": asks Stripe about a purchase, applies what it says by the same `fulfil` as every other road,
 * and tells each step. It is safe to do as often as anybody likes. Errors: forbidden, not_found.
 */
export async function lookUpPayment(actor: Actor, workspace: PortalWorkspace, purchaseId: string): Promise<LookStep[]> {
  authorize(actor, 'purchases:look', { workspaceId: workspace.id });
  const before = await getPurchase(workspace.id, purchaseId);
  const t = translator(workspace.locale, 'receipts');
  const { money, credits, date } = formats(workspace.locale);
  const day = (at: Date) => date(at, workspace.timeZone);
  const order = {
    text: t('where.order', { total: money(before.totalMinor, before.currency), date: day(before.createdAt) }),
    tone: 'done' as const,
  };
  let credited = false;
  try {
    ({ credited } = await fulfil(before.id, 'support'));
    await syncAftermath(before.id);
  } catch (error) {
    if (!isStripeError(error) && !(isAppError(error) && error.code === 'unavailable')) throw error;
    log.warn({ purchaseId, err: loggable(error) }, 'a payment could not be looked up');
    return [order, { text: t('where.noAnswer'), tone: 'wrong' }];
  }
  const after = await getPurchase(workspace.id, before.id);
  await recordAudit(getPool(), {
    workspaceId: workspace.id,
    action: 'purchase.look',
    targetKind: 'purchase',
    targetId: before.id,
    actor: toLedgerActor(actor, workspace.id),
    before: { status: before.status },
    after: { status: after.status, credited },
  });
  const asked: LookStep = { text: t('where.asked'), tone: 'done' };
  const got = credits(after.creditMicro + after.bonusMicro);
  if (credited) return [order, asked, { text: t('where.credited', { credits: got }), tone: 'done' }];
  if (after.status === 'paid') {
    const text = t('where.already', { credits: got, date: day(after.paidAt ?? after.createdAt) });
    return [order, asked, { text, tone: 'done' }];
  }
  return [order, asked, { text: t(`where.${after.status}`), tone: 'open' }];
}
