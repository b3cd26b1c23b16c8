import type { Actor } from '../auth/actor';
import { can } from '../auth/policy';
import { type CreditsBack, listCreditsBack, listPurchasesInTrouble, type PurchaseInTrouble } from '../billing';
import { getPool } from '../db/pool';
import { formats } from '../i18n/formats';
import { translator } from '../i18n/translator';
import { PORTAL_MODE } from './mode';
import type { PortalWorkspace } from './workspace';

/** A link to the purchase that something is about; only for those who may see purchases. */
export interface PurchaseLink {
  href: string;
  label: string;
}

/** One sentence about money that goes back, and where more is said. */
export interface MoneyBackLine {
  key: string;
  text: string;
  purchase: PurchaseLink | null;
}

export interface DebtNotice {
  title: string;
  causes: MoneyBackLine[];
  /** What the debt does, and what ends it. */
  stops: string;
}

const sum = (rows: CreditsBack[], of: (row: CreditsBack) => bigint): bigint =>
  rows.reduce((total, row) => total + of(row), 0n);

/** Figures for plurals, which only tell none from some. */
export const some = (micro: bigint): number => (micro > 0n ? 2 : 0);

/** The address and name of a purchase, for a reader who may open it; else null. */
export function purchaseLink(
  actor: Actor,
  workspace: PortalWorkspace,
  { purchaseId, at, totalMinor, currency }: PurchaseInTrouble,
  label: (values: { date: string; total: string }) => string,
): PurchaseLink | null {
  if (!can(actor, 'purchases:view', { workspaceId: workspace.id })) return null;
  const { date, money } = formats(workspace.locale);
  return {
    href: `/w/${workspace.slug}/receipts/${purchaseId}`,
    label: label({ date: date(at, workspace.timeZone), total: money(totalMinor, currency) }),
  };
}

/** The open disputes of a flagged workspace, one line per purchase. */
export async function readFlags(actor: Actor, workspace: PortalWorkspace): Promise<MoneyBackLine[]> {
  if (workspace.status !== 'flagged') return [];
  const purchases = await listPurchasesInTrouble(workspace.id, { onlyFrozen: true });
  const rows = await listCreditsBack(
    workspace.id,
    purchases.map(({ purchaseId }) => purchaseId),
  );
  const t = translator(workspace.locale, 'shell');
  const { credits } = formats(workspace.locale);
  return purchases.map((purchase) => {
    const frozen = rows.filter((row) => row.purchaseId === purchase.purchaseId && row.kind === 'frozen');
    const micro = sum(
      frozen.filter(({ isReleased }) => !isReleased),
      ({ amountMicro }) => amountMicro,
    );
    return {
      key: purchase.purchaseId,
      text: t('flagged.text', { count: some(micro), credits: credits(micro) }),
      purchase: purchaseLink(actor, workspace, purchase, (values) => t('flagged.purchase', values)),
    };
  });
}

/** Whether the workspace's own wallet may be spent from while it owes. */
async function hasOverdraft(workspaceId: string): Promise<boolean> {
  const { rowCount } = await getPool().query(
    `SELECT 1 FROM wallets
     WHERE workspace_id = $1 AND mode = $2 AND owner_kind = 'workspace' AND overdraft_policy <> 'none'`,
    [workspaceId, PORTAL_MODE],
  );
  return rowCount === 1;
}

/**
 * Why the workspace's wallet is in debt, newest cause first, as far back as explains what is owed now; null: it is not.
 * What no refund and no dispute explains was spent within an overdraft.
 */
export async function readDebt(
  actor: Actor,
  workspace: PortalWorkspace,
  debtMicro: bigint,
): Promise<DebtNotice | null> {
  if (debtMicro <= 0n) return null;
  const t = translator(workspace.locale, 'overview');
  const { credits, date } = formats(workspace.locale);
  const purchases = new Map(
    (await listPurchasesInTrouble(workspace.id)).map((purchase) => [purchase.purchaseId, purchase]),
  );
  const rows = await listCreditsBack(workspace.id, [...purchases.keys()]);
  const causes: MoneyBackLine[] = [];
  let unexplained = debtMicro;
  for (const row of rows) {
    const purchase = purchases.get(row.purchaseId);
    if (row.owedMicro <= 0n || unexplained <= 0n || !purchase) continue;
    unexplained -= row.owedMicro;
    const figures = { date: date(purchase.at, workspace.timeZone), owed: credits(row.owedMicro) };
    causes.push({
      key: `${row.purchaseId} ${causes.length}`,
      text: t(row.disputeId ? 'debt.dispute' : 'debt.refund', figures),
      purchase: purchaseLink(actor, workspace, purchase, (values) => t('debt.receipt', values)),
    });
  }
  if (unexplained > 0n) {
    causes.push({ key: 'overdraft', text: t('debt.overdraft', { owed: credits(unexplained) }), purchase: null });
  }
  return {
    title: t('debt.title', { debt: credits(debtMicro) }),
    causes,
    stops: (await hasOverdraft(workspace.id)) ? t('debt.goesOn') : t('debt.stops', { debt: credits(debtMicro) }),
  };
}
