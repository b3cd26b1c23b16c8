import type { PurchaseStatus } from '@/prisma/generated/enums';
import { getPool } from '../db/pool';
import { Conditions } from '../ledger/read/conditions';
import { readPageRequest, toPage } from '../ledger/read/cursor';
import type { Mode, Page, PageRequest } from '../ledger/types';
import { SELECT_VIEW, toView, type ViewRow } from './purchases';
import type { PurchaseView } from './types';

export interface PurchaseFilter {
  workspaceId: string;
  mode: Mode;
  statuses?: readonly PurchaseStatus[];
}

/**
 * Purchases of one mode by filter, paged as the ledger's lists are. The caller has authorised.
 * Errors: validation_failed for a cursor that is not ours.
 */
export async function searchPurchases(filter: PurchaseFilter, request: PageRequest): Promise<Page<PurchaseView>> {
  const start = readPageRequest(request);
  const { cursor, scan, limit } = start;
  const where = new Conditions()
    .add('purchases.workspace_id = ?', filter.workspaceId)
    .add('purchases.mode = ?::mode', filter.mode)
    .addIf('purchases.status = ANY(?::purchase_status[])', filter.statuses);
  if (cursor) {
    const isInclusive = cursor.direction === 'from' || cursor.direction === 'through';
    const sign = `${scan === 'asc' ? '>' : '<'}${isInclusive ? '=' : ''}`;
    where.add(`(purchases.created_at, purchases.id) ${sign} (?::timestamptz, ?::uuid)`, cursor.at, cursor.id);
  }
  const { rows } = await getPool().query<ViewRow>(
    `${SELECT_VIEW} WHERE ${where} ORDER BY purchases.created_at ${scan}, purchases.id ${scan}
     LIMIT ${where.param(limit + 1)}`,
    where.values,
  );
  const position = (row: ViewRow) => ({ at: row.created_at, seq: 0n, id: row.id });
  return toPage(start, rows.slice(0, limit), { more: rows.length > limit }, position, toView);
}
