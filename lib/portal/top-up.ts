import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { getPurchase, listOffers, minorUnitDigits, resumeReturn } from '../billing';
import type { CreditPrice, PackOffer, PurchaseView } from '../billing/types';
import { isAppError } from '../errors';
import { newId } from '../ids';
import { getLedger } from '../ledger';
import { creditParts, formatCredits, formatMoney, minorToDecimal } from './format';
import { PORTAL_MODE } from './mode';
import type { PortalWorkspace } from './workspace';

/** One radio of the form. */
export interface PackChoice {
  id: string;
  name: string;
  credits: string;
  /** null: none. */
  bonus: string | null;
  /** Bonus included. */
  totalCredits: string;
  price: string;
  validity: string;
  isFeatured: boolean;
}

/** What the form needs to compute an amount of one's own; figures as text, because islands take plain props. */
export interface OwnAmountChoice {
  currency: string;
  digits: number;
  minMinor: string;
  maxMinor: string;
  unitCostNano: string;
  min: string;
  max: string;
  /** '100 credits for $1.00' */
  rate: string;
  validity: string;
}

export interface TopUpScreen {
  isOpen: boolean;
  /** Made with the form, so that sending it twice opens one checkout. */
  purchaseId: string;
  packs: PackChoice[];
  ownAmount: OwnAmountChoice | null;
  /** Pack id, 'own', or null when nothing is for sale. */
  initialChoice: string | null;
  initialAmount: string;
  wasCanceled: boolean;
  balance: string;
}

const MICRO = 1_000_000n;
const NANO = 1_000_000_000n;

function validityText(days: number | null): string {
  return days === null ? 'Never expires' : `Valid for ${days} ${days === 1 ? 'day' : 'days'}`;
}

function toPackChoice(pack: PackOffer): PackChoice {
  const bonusTerm =
    pack.bonusMicro > 0n && pack.bonusValidDays !== pack.validDays
      ? `, bonus ${validityText(pack.bonusValidDays).toLowerCase()}`
      : '';
  return {
    id: pack.id,
    name: pack.name,
    credits: formatCredits(pack.creditMicro),
    bonus: pack.bonusMicro > 0n ? formatCredits(pack.bonusMicro) : null,
    totalCredits: formatCredits(pack.creditMicro + pack.bonusMicro),
    price: formatMoney(pack.priceMinor, pack.currency),
    validity: validityText(pack.validDays) + bonusTerm,
    isFeatured: pack.isFeatured,
  };
}

function toOwnAmount(price: CreditPrice): OwnAmountChoice {
  const oneUnitMinor = 10n ** BigInt(minorUnitDigits(price.currency));
  const perUnitMicro = (oneUnitMinor * NANO * MICRO) / price.unitCostNano;
  return {
    currency: price.currency,
    digits: minorUnitDigits(price.currency),
    minMinor: price.minMinor.toString(),
    maxMinor: price.maxMinor.toString(),
    unitCostNano: price.unitCostNano.toString(),
    min: formatMoney(price.minMinor, price.currency),
    max: formatMoney(price.maxMinor, price.currency),
    rate: `${formatCredits(perUnitMicro)} credits for ${formatMoney(oneUnitMinor, price.currency)}`,
    validity: validityText(price.validDays),
  };
}

/** What can be bought, and what was chosen before if the reader comes back from an abandoned checkout. */
export async function readTopUp(
  actor: Actor,
  workspace: PortalWorkspace,
  { canceledId }: { canceledId?: string } = {},
): Promise<TopUpScreen> {
  authorize(actor, 'purchases:create', { workspaceId: workspace.id });
  const [offers, balance, canceled] = await Promise.all([
    listOffers(workspace),
    getLedger().balance({ workspaceId: workspace.id, mode: PORTAL_MODE, owner: { kind: 'workspace' } }),
    canceledId ? findPurchase(workspace.id, canceledId) : null,
  ]);
  const packs = offers.packs.map(toPackChoice);
  const before = canceled && (canceled.packId ?? (offers.ownAmount ? 'own' : null));
  const known = before && (before === 'own' || packs.some(({ id }) => id === before)) ? before : null;
  const marked = packs.find(({ isFeatured }) => isFeatured) ?? packs[0];
  return {
    isOpen: offers.isOpen,
    purchaseId: newId(),
    packs,
    ownAmount: offers.ownAmount && toOwnAmount(offers.ownAmount),
    initialChoice: known ?? marked?.id ?? (offers.ownAmount ? 'own' : null),
    initialAmount: known === 'own' && canceled ? minorToDecimal(canceled.priceMinor, canceled.currency) : '',
    wasCanceled: canceled !== null && canceled.status !== 'paid',
    balance: formatCredits(balance.availableMicro),
  };
}

async function findPurchase(workspaceId: string, purchaseId: string): Promise<PurchaseView | null> {
  try {
    return await getPurchase(workspaceId, purchaseId);
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return null;
    throw error;
  }
}

/** Where a purchase stands, in the words of the return page. */
export type ReturnState = 'adding' | 'arriving' | 'done' | 'failed' | 'canceled' | 'expired' | 'review';

export interface ReturnScreen {
  purchaseId: string;
  state: ReturnState;
  /** Waiting longer may change the state. */
  isOpen: boolean;
  credits: string;
  bonus: string | null;
  totalCredits: string;
  price: string;
  balance: { whole: string; fraction: string };
  receiptUrl: string | null;
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
  return {
    purchaseId: purchase.id,
    state: RETURN_STATES[purchase.status],
    isOpen: !isFinal,
    credits: formatCredits(purchase.creditMicro),
    bonus: purchase.bonusMicro > 0n ? formatCredits(purchase.bonusMicro) : null,
    totalCredits: formatCredits(purchase.creditMicro + purchase.bonusMicro),
    price: formatMoney(purchase.totalMinor, purchase.currency),
    balance: creditParts(availableMicro),
    receiptUrl: purchase.receiptUrl,
    checkoutUrl: purchase.checkoutUrl,
  };
}
