import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { resumeReturn } from '../billing';
import type { PurchaseView } from '../billing/types';
import { formats } from '../i18n/formats';
import { translator } from '../i18n/translator';
import { getLedger } from '../ledger';
import { PORTAL_MODE } from './mode';
import type { PortalWorkspace } from './workspace';

/** Where a purchase stands, in the words of the return page. */
export type ReturnState = 'adding' | 'arriving' | 'done' | 'failed' | 'canceled' | 'expired' | 'review';

export interface ReturnScreen {
  purchaseId: string;
  state: ReturnState;
  /** Waiting longer may change the state. */
  isOpen: boolean;
  title: string;
  text: string;
  balance: { whole: string; fraction: string };
  /** Where an unpaid one can still be paid. */
  checkoutUrl: string | null;
}

const RETURN_STATES: Record<PurchaseView['status'], ReturnState> = {
  pending: 'adding',
  processing: 'arriving',
  paid: 'done',
  failed: 'failed',
  canceled: 'canceled',
  expired: 'expired',
  review: 'review',
};

/** Only the state, for polling: asks Stripe when it is still open. */
export async function readReturnState(
  actor: Actor,
  workspace: PortalWorkspace,
  purchaseId: string,
): Promise<{ state: ReturnState; isOpen: boolean }> {
  authorize(actor, 'purchases:view', { workspaceId: workspace.id });
  const { purchase, isFinal } = await resumeReturn(workspace.id, purchaseId);
  return { state: RETURN_STATES[purchase.status], isOpen: !isFinal };
}

/** The return page: asks Stripe where the purchase stands; a redirect alone proves nothing. Errors: not_found. */
export async function readReturn(actor: Actor, workspace: PortalWorkspace, purchaseId: string): Promise<ReturnScreen> {
  authorize(actor, 'purchases:view', { workspaceId: workspace.id });
  const { purchase, isFinal } = await resumeReturn(workspace.id, purchaseId);
  const { availableMicro } = await getLedger().balance({
    workspaceId: workspace.id,
    mode: PORTAL_MODE,
    owner: { kind: 'workspace' },
  });
  const { credits, creditParts, money } = formats(workspace.locale);
  const t = translator(workspace.locale, 'top-up');
  const bought = credits(purchase.creditMicro);
  const got =
    purchase.bonusMicro > 0n
      ? t('return.gotBonus', { credits: bought, bonus: credits(purchase.bonusMicro) })
      : t('return.got', { credits: bought });
  const state = RETURN_STATES[purchase.status];
  return {
    purchaseId: purchase.id,
    state,
    isOpen: !isFinal,
    title: t(`return.${state}.title`),
    text: t(`return.${state}.text`, { got, price: money(purchase.totalMinor, purchase.currency) }),
    balance: creditParts(availableMicro),
    checkoutUrl: purchase.checkoutUrl,
  };
}
