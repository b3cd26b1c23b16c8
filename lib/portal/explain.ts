import type { Actor } from '../auth/actor';
import { authorize, missing } from '../auth/policy';
import { formats } from '../i18n/formats';
import { translator } from '../i18n/translator';
import { isUuid } from '../ids';
import { getLedger } from '../ledger';
import type { ExplainedAllocation, Explanation, TransactionView } from '../ledger/types';
import { readWhy, type Why } from './explain-why';
import { sourceLabel } from './labels';
import { reasonText } from './refusals';
import { type TransactionRow, toTransactionRows } from './transaction-rows';
import type { PortalWorkspace } from './workspace';

export interface AllocationRow {
  key: string;
  /** Which credits: 'Top-up, 3 Nov 2026', or 'Debt'. */
  from: string;
  note: string | null;
  expires: string | null;
  amount: string;
  /** Why these credits before the next ones. */
  reason: string | null;
}

export interface ExplainScreen {
  row: TransactionRow;
  why: Why | null;
  balanceBefore: string;
  booked: string;
  occurred: string;
  isBackdated: boolean;
  actor: string;
  contextId: string | null;
  reason: string | null;
  metadata: string | null;
  allocations: AllocationRow[];
  orderText: string;
  holdText: string | null;
  /** Other rows of the same story. */
  related: TransactionRow[];
}

/** How a transaction came about: which credits paid for it, and what belongs to it. Errors: not_found. */
export async function readExplanation(
  actor: Actor,
  workspace: PortalWorkspace,
  transactionId: string,
): Promise<ExplainScreen> {
  authorize(actor, 'transactions:view', { workspaceId: workspace.id });
  if (!isUuid(transactionId)) throw missing('transaction');
  const found = await getLedger().explain({ workspaceId: workspace.id, transactionId });
  const { transaction } = found;
  const others = [found.related, ...found.reversals, ...found.holdTransactions].filter(
    (other): other is TransactionView => other !== null && other.id !== transaction.id,
  );
  const [row, ...related] = await toTransactionRows(workspace, [transaction, ...uniqueById(others)]);
  if (!row) throw missing('transaction');
  const t = translator(workspace.locale, 'transactions');
  const f = formats(workspace.locale);
  return {
    row,
    why: await readWhy(actor, workspace, found),
    related,
    balanceBefore: f.credits(transaction.balanceBeforeMicro),
    booked: f.instant(transaction.bookedAt, workspace.timeZone),
    occurred: f.instant(transaction.occurredAt, workspace.timeZone),
    isBackdated: Math.abs(transaction.bookedAt.getTime() - transaction.occurredAt.getTime()) >= 1000,
    actor:
      row.key && transaction.actor.kind === 'api_key'
        ? t('explain.keyNamed', { name: row.key })
        : t(`explain.actors.${transaction.actor.kind}`),
    contextId: transaction.contextId,
    reason: transaction.reason && reasonText(transaction.reason, workspace.locale),
    metadata: transaction.metadata && JSON.stringify(transaction.metadata, null, 2),
    allocations: found.allocations.map((allocation, index) => toAllocationRow(allocation, index, workspace)),
    orderText: t(`explain.orders.${found.orderBy}`),
    holdText: found.hold && describeHold(found.hold, workspace),
  };
}

const uniqueById = (rows: TransactionView[]): TransactionView[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

function toAllocationRow(
  { grant, amountMicro, before }: ExplainedAllocation,
  index: number,
  { locale, timeZone }: PortalWorkspace,
): AllocationRow {
  const t = translator(locale, 'transactions');
  const f = formats(locale);
  const amount = f.signedCredits(amountMicro);
  if (!grant) {
    return { key: String(index), from: t('explain.debt'), note: null, expires: null, amount, reason: null };
  }
  return {
    key: String(index),
    from: t('explain.sourceOf', {
      source: sourceLabel(locale, grant.source),
      date: f.date(grant.effectiveAt, timeZone),
    }),
    note: grant.description,
    expires: grant.expiresAt && f.date(grant.expiresAt, timeZone),
    amount,
    reason: before && t(`explain.before.${before}`),
  };
}

function describeHold(hold: NonNullable<Explanation['hold']>, { locale }: PortalWorkspace): string {
  const f = formats(locale);
  return translator(locale, 'transactions')(`explain.holds.${hold.status}`, {
    size: f.credits(hold.amountMicro),
    captured: f.credits(hold.capturedMicro),
  });
}
