import type { Actor } from '../auth/actor';
import { authorize, missing } from '../auth/policy';
import { isUuid } from '../ids';
import { getLedger } from '../ledger';
import type { BurnReason, ExplainedAllocation, Explanation, TransactionView } from '../ledger/types';
import { formatCredits, formatDate, formatInstant, formatSignedCredits } from './format';
import { sourceLabel } from './labels';
import { type TransactionRow, toTransactionRows } from './transaction-rows';
import type { PortalWorkspace } from './workspace';

export interface AllocationRow {
  key: string;
  /** Which credits: 'Top-up of 3 Nov 2026', or 'Debt'. */
  from: string;
  note: string | null;
  expires: string | null;
  amount: string;
  /** Why these credits before the next ones. */
  reason: string | null;
}

export interface ExplainScreen {
  row: TransactionRow;
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

const REASONS: Record<BurnReason, string> = {
  priority: 'has the lower priority number',
  expires_at: 'ends sooner',
  unit_cost: 'cost less',
  effective_at: 'began earlier',
  created_at: 'was granted earlier',
  id: 'was granted first',
};

const ORDERS: Record<Explanation['orderBy'], string> = {
  burn_order: 'Credits are used by priority, then by what ends soonest, then what cost least, then what began first.',
  hold: 'The credits were set aside when the hold was placed, and the capture takes just those.',
  reversed_transaction: 'They go back to where they were taken from.',
};

const ACTORS: Record<TransactionView['actor']['kind'], string> = {
  user: 'A member',
  api_key: 'API',
  operator: 'The operator',
  job: 'Automatic',
};

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
  return {
    row,
    related,
    balanceBefore: formatCredits(transaction.balanceBeforeMicro),
    booked: formatInstant(transaction.bookedAt, workspace.timeZone),
    occurred: formatInstant(transaction.occurredAt, workspace.timeZone),
    isBackdated: Math.abs(transaction.bookedAt.getTime() - transaction.occurredAt.getTime()) >= 1000,
    actor: row.key && transaction.actor.kind === 'api_key' ? `API key “${row.key}”` : ACTORS[transaction.actor.kind],
    contextId: transaction.contextId,
    reason: transaction.reason,
    metadata: transaction.metadata && JSON.stringify(transaction.metadata, null, 2),
    allocations: found.allocations.map((allocation, index) => toAllocationRow(allocation, index, workspace.timeZone)),
    orderText: ORDERS[found.orderBy],
    holdText: found.hold && describeHold(found.hold),
  };
}

const uniqueById = (rows: TransactionView[]): TransactionView[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

function toAllocationRow(
  { grant, amountMicro, before }: ExplainedAllocation,
  index: number,
  timeZone: string,
): AllocationRow {
  const amount = formatSignedCredits(amountMicro);
  if (!grant) return { key: String(index), from: 'Debt', note: null, expires: null, amount, reason: null };
  return {
    key: String(index),
    from: `${sourceLabel('en', grant.source)} of ${formatDate(grant.effectiveAt, timeZone)}`,
    note: grant.description,
    expires: grant.expiresAt && formatDate(grant.expiresAt, timeZone),
    amount,
    reason: before && `Before the next, because it ${REASONS[before]}`,
  };
}

function describeHold(hold: NonNullable<Explanation['hold']>): string {
  const size = formatCredits(hold.amountMicro);
  const captured = formatCredits(hold.capturedMicro);
  switch (hold.status) {
    case 'open':
      return `From a hold of ${size} credits that is still open; ${captured} are captured so far.`;
    case 'captured':
      return `From a hold of ${size} credits, of which ${captured} were captured.`;
    case 'released':
      return `A hold of ${size} credits that was released.`;
    case 'expired':
      return `A hold of ${size} credits that ran out.`;
  }
}
