import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { isAppError } from '../errors';
import { getLedger } from '../ledger';
import type { Page, PageRequest, TransactionFilter, TransactionView } from '../ledger/types';
import { PORTAL_MODE } from './mode';
import { type TransactionRow, toTransactionRows } from './transaction-rows';
import { localRange, type TransactionsParams } from './transactions-params';
import type { PortalWorkspace } from './workspace';

const PAGE_SIZE = 50;

export interface TransactionsPage {
  rows: TransactionRow[];
  /** Cursors of the neighbouring pages; null at the ends. */
  older: string | null;
  newer: string | null;
}

/** One page of the history over all wallets of the workspace, newest first. A cursor that no longer fits starts over. */
export async function readTransactions(
  actor: Actor,
  workspace: PortalWorkspace,
  params: TransactionsParams,
): Promise<TransactionsPage> {
  authorize(actor, 'transactions:view', { workspaceId: workspace.id });
  const filter: TransactionFilter = {
    workspaceId: workspace.id,
    mode: PORTAL_MODE,
    kinds: params.kind ? [params.kind] : undefined,
    memberId: params.memberId,
    apiKeyId: params.apiKeyId,
    feature: params.feature,
    text: params.text,
    ...localRange(params, workspace.timeZone),
  };
  const page = await listFromCursor(filter, { limit: PAGE_SIZE, cursor: params.cursor });
  return {
    rows: await toTransactionRows(workspace, page.items),
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
