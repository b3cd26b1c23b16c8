import { getPool } from '../../db/pool';
import { TRANSACTION_COLUMNS, type TransactionRow, toTransactionView } from '../../ledger/read/rows';
import type { Mode, TransactionView } from '../../ledger/types';

interface HistoryQuery {
  workspaceId: string;
  mode: Mode;
  memberId: string;
  limit: number;
  offset: number;
}

interface HistoryPage {
  rows: TransactionView[];
  /** Rows in all. */
  total: bigint;
}

/**
 * One page of a member's wallet by offset, newest first. The total is the wallet's version, because its chain has no
 * gaps; a member without a wallet has an empty page.
 */
export async function readHistory({ workspaceId, mode, memberId, limit, offset }: HistoryQuery): Promise<HistoryPage> {
  const wallets = await getPool().query<{ id: string; version: bigint }>({
    name: 'openmonetize-wallet',
    text: `SELECT id, version FROM wallets
      WHERE workspace_id = $1 AND mode = $2::mode AND owner_kind = 'member' AND owner_id = $3`,
    values: [workspaceId, mode, memberId],
  });
  const [wallet] = wallets.rows;
  if (!wallet) return { rows: [], total: 0n };
  const { id, version } = wallet;
  if (version <= BigInt(offset)) return { rows: [], total: version };
  // The page begins at the total that is told with it, whatever is booked meanwhile.
  const { rows } = await getPool().query<TransactionRow>({
    name: 'openmonetize-history',
    text: `SELECT ${TRANSACTION_COLUMNS} FROM transactions t
      WHERE t.workspace_id = $1 AND t.wallet_id = $2 AND t.seq <= $3
      ORDER BY t.booked_at DESC, t.seq DESC OFFSET $4 LIMIT $5`,
    values: [workspaceId, id, version, offset, limit],
  });
  return { rows: rows.map(toTransactionView), total: version };
}
