import type { Explanation, TransactionView } from '../types';
import { burnReason } from './burn-order';
import { statusOf } from './due-events';
import { getHold } from './holds';
import {
  type Db,
  GRANT_JSON,
  type GrantRow,
  nowSql,
  TRANSACTION_COLUMNS,
  type TransactionRow,
  toGrantView,
  toTransactionView,
} from './rows';
import { getTransaction } from './transactions';

interface AllocationRow {
  amount_micro: bigint;
  grant: GrantRow | null;
  at: Date;
}

const ALLOCATIONS = `
WITH c AS MATERIALIZED (SELECT ${nowSql('$4')} AS at)
SELECT a.amount_micro, c.at, CASE WHEN g.id IS NOT NULL THEN ${GRANT_JSON} END AS grant
FROM allocations a CROSS JOIN c
LEFT JOIN grants g ON g.workspace_id = a.workspace_id AND g.id = a.grant_id
LEFT JOIN wallets w ON w.workspace_id = g.workspace_id AND w.id = g.wallet_id
WHERE a.workspace_id = $1 AND a.transaction_id = $2 AND a.booked_at = $3 ORDER BY a.leg`;

const BY_HOLD = `SELECT ${TRANSACTION_COLUMNS} FROM transactions t
WHERE t.workspace_id = $1 AND t.hold_id = $2 ORDER BY t.booked_at, t.seq LIMIT 200`;

const REVERSALS = `SELECT ${TRANSACTION_COLUMNS} FROM transactions t
WHERE t.workspace_id = $1 AND t.related_id = $2 AND t.kind = 'reverse' ORDER BY t.booked_at, t.seq LIMIT 200`;

const BY_ID = `SELECT ${TRANSACTION_COLUMNS} FROM transactions t WHERE t.workspace_id = $1 AND t.id = $2`;

/** Kinds that a reversal can give back. */
const SPENDS: TransactionView['kind'][] = ['consume', 'capture'];

/**
 * How a transaction came about: which grants paid how much and what put each before the next, the hold it belongs to with
 * all its rows, what it reverses or what reverses it, and who did it.
 * Errors: not_found, for another workspace's too.
 */
export async function explain(
  db: Db,
  { workspaceId, transactionId }: { workspaceId: string; transactionId: string },
  now?: Date,
): Promise<Explanation> {
  const transaction = await getTransaction(db, { workspaceId, transactionId });
  const list = async (name: string, text: string, id: string): Promise<TransactionView[]> => {
    const { rows } = await db.query<TransactionRow>({ name, text, values: [workspaceId, id] });
    return rows.map(toTransactionView);
  };
  const { rows } = await db.query<AllocationRow>({
    name: 'ledger-allocations',
    text: ALLOCATIONS,
    values: [workspaceId, transactionId, transaction.bookedAt, now ?? null],
  });
  const { holdId, relatedId } = transaction;
  const hold = holdId ? await getHold(db, { workspaceId, holdId }, now) : null;
  const holdTransactions = holdId ? await list('ledger-hold-transactions', BY_HOLD, holdId) : [];
  const [related = null] = relatedId ? await list('ledger-transaction', BY_ID, relatedId) : [];
  const isSpend = SPENDS.includes(transaction.kind);
  const reversals = isSpend ? await list('ledger-reversals', REVERSALS, transactionId) : [];
  const orderBy = orderOf(transaction);
  return {
    transaction,
    allocations: explainAllocations(rows, orderBy),
    orderBy,
    hold,
    holdTransactions,
    related,
    reversals,
    reversibleMicro: isSpend
      ? reversals.reduce((left, { amountMicro }) => left - amountMicro, -transaction.amountMicro)
      : 0n,
  };
}

function orderOf({ kind }: TransactionView): Explanation['orderBy'] {
  if (kind === 'capture') return 'hold';
  return kind === 'reverse' ? 'reversed_transaction' : 'burn_order';
}

function explainAllocations(rows: AllocationRow[], orderBy: Explanation['orderBy']): Explanation['allocations'] {
  return rows.map(({ amount_micro, grant, at }, i) => {
    const next = rows[i + 1]?.grant;
    return {
      grant: grant && toGrantView(grant, statusOf(grant, at.getTime())),
      amountMicro: amount_micro,
      before: grant && next && orderBy !== 'reversed_transaction' ? burnReason(grant, next) : null,
    };
  });
}
