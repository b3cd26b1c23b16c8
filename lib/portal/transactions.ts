import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { isAppError } from '../errors';
import { getLedger } from '../ledger';
import type { Page, PageRequest, TransactionFilter, TransactionView } from '../ledger/types';
import { orTooBig } from './too-big';
import { type TransactionRow, toTransactionRows } from './transaction-rows';
import { type TransactionsParams, toTransactionFilter } from './transactions-params';
import type { PortalWorkspace } from './workspace';
import { inZone } from './zones';

const PAGE_SIZE = 50;

export interface TransactionsPage {
  rows: TransactionRow[];
  /** Cursors of the neighbouring pages; null at the ends. A page without rows may still have an older one. */
  older: string | null;
  newer: string | null;
}

/**
 * One page of the history over all wallets of the workspace, newest first, in times of the asked zone. A cursor that no
 * longer fits starts over. null: too much to look through in the time a screen has.
 */
export async function readTransactions(
  actor: Actor,
  workspace: PortalWorkspace,
  params: TransactionsParams,
): Promise<TransactionsPage | null> {
  authorize(actor, 'transactions:view', { workspaceId: workspace.id });
  const filter = toTransactionFilter(workspace, params);
  const page = await orTooBig(() => listFromCursor(filter, { limit: PAGE_SIZE, cursor: params.cursor }));
  if (!page) return null;
  return {
    rows: await toTransactionRows(inZone(workspace, params.timeZone), page.items),
    older: page.next,
    newer: page.previous,
  };
}

async function listFromCursor(filter: TransactionFilter, request: PageRequest): Promise<Page<TransactionView>> {
  try {
    return await getLedger().listTransactions(filter, request);
  } catch (error) {
    // People bookmark addresses and edit them: a cursor that cannot be read means the first page.
    if (request.cursor && isAppError(error) && error.status < 500) {
      return getLedger().listTransactions(filter, { ...request, cursor: null });
    }
    throw error;
  }
}
