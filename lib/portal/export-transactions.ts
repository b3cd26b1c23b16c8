import { TZDate } from '@date-fns/tz';
import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { type CsvCell, csvStream } from '../export/csv';
import type { ExportFormat } from '../export/download';
import { jsonStream } from '../export/json';
import { formats } from '../i18n/formats';
import { translator } from '../i18n/translator';
import { getLedger } from '../ledger';
import type { TransactionFilter, TransactionView } from '../ledger/types';
import { kindLabel } from './labels';
import { RowNames } from './row-names';
import { wordsFor } from './transaction-rows';
import { type TransactionsParams, toTransactionFilter } from './transactions-params';
import type { PortalWorkspace } from './workspace';
import { inZone } from './zones';

/** Rows of one file at most; the screen says so, and a file that was cut says so in its last line. */
export const EXPORT_ROW_LIMIT = 1_000_000;
const BATCH_ROWS = 200;

export interface ExportOptions {
  format: ExportFormat;
  /** Only with CSV. */
  bom?: boolean;
  rowLimit?: number;
}

/** Columns of the CSV, and names in the JSON: for machines, the same in every language. */
const COLUMNS = [
  'id',
  'occurred_at',
  'booked_at',
  'time_zone',
  'kind',
  'kind_label',
  'description',
  'amount_micro_credits',
  'amount',
  'balance_after_micro_credits',
  'balance_after',
  'member',
  'member_id',
  'api_key',
  'api_key_id',
  'feature',
  'context_id',
  'reason',
  'wallet',
  'wallet_id',
] as const;

/**
 * The history as a file: every row that the screen lists with these filters, in its order, however many there are. It is
 * read by keyset while it is sent, so that memory stays small; what is booked meanwhile is newer than its beginning and
 * not in it. Amounts are there twice: raw micro-credits, and as the screen writes them.
 * Errors: forbidden, not_found. An error on the way breaks the file off.
 */
export function exportTransactions(
  actor: Actor,
  workspace: PortalWorkspace,
  params: TransactionsParams,
  { format, bom = false, rowLimit = EXPORT_ROW_LIMIT }: ExportOptions,
): ReadableStream<Uint8Array> {
  authorize(actor, 'transactions:export', { workspaceId: workspace.id });
  const shown = inZone(workspace, params.timeZone);
  const rows = cellsOf(shown, toTransactionFilter(workspace, params), rowLimit);
  if (format === 'csv') return csvStream(withStop(rows, shown, rowLimit), { header: COLUMNS, bom });
  const about = { workspace: workspace.slug, time_zone: shown.timeZone, row_limit: rowLimit };
  return jsonStream(toObjects(rows), { about, name: 'transactions' });
}

/** One row more than allowed is read, to tell a file that was cut from one that just fits. */
async function* cellsOf(
  workspace: PortalWorkspace,
  filter: TransactionFilter,
  rowLimit: number,
): AsyncGenerator<CsvCell[] | 'stopped'> {
  const names = new RowNames(workspace.id, workspace.locale);
  const ledger = getLedger();
  let cursor: string | null = null;
  let count = 0;
  do {
    const page = await ledger.listTransactions(filter, { limit: BATCH_ROWS, cursor });
    await names.learn(page.items);
    for (const row of page.items) {
      if (count++ === rowLimit) {
        yield 'stopped';
        return;
      }
      yield toCells(row, workspace, names);
    }
    cursor = page.next;
  } while (cursor);
}

function toCells(row: TransactionView, { locale, timeZone }: PortalWorkspace, names: RowNames): CsvCell[] {
  const f = formats(locale);
  // ISO 8601 with the offset that the zone had at that instant.
  const local = (at: Date) => new TZDate(at, timeZone).toISOString();
  return [
    row.id,
    local(row.occurredAt),
    local(row.bookedAt),
    timeZone,
    row.kind,
    kindLabel(locale, row.kind),
    wordsFor(row, locale),
    row.amountMicro,
    f.credits(row.amountMicro),
    row.balanceAfterMicro,
    f.credits(row.balanceAfterMicro),
    names.member(row.memberId),
    row.memberId,
    names.key(row.apiKeyId),
    row.apiKeyId,
    row.feature,
    row.contextId,
    row.reason,
    names.wallet(row.walletId),
    row.walletId,
  ];
}

async function* withStop(
  rows: AsyncGenerator<CsvCell[] | 'stopped'>,
  { locale }: PortalWorkspace,
  rowLimit: number,
): AsyncGenerator<CsvCell[]> {
  for await (const row of rows) {
    if (row !== 'stopped') yield row;
    else {
      const text = translator(locale, 'transactions')('export.stopped', { limit: formats(locale).count(rowLimit) });
      yield [text, ...COLUMNS.slice(1).map(() => null)];
    }
  }
}

async function* toObjects(rows: AsyncGenerator<CsvCell[] | 'stopped'>) {
  for await (const row of rows) {
    if (row === 'stopped') yield { stopped: true };
    else yield Object.fromEntries(COLUMNS.map((name, index) => [name, row[index] ?? null]));
  }
}
