import { TZDate } from '@date-fns/tz';
import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { AppError } from '../errors';
import { type CsvCell, csvStream } from '../export/csv';
import { formats } from '../i18n/formats';
import { translator } from '../i18n/translator';
import { readUsage } from './usage';
import type { UsageParams } from './usage-params';
import type { UsageView } from './usage-view';
import type { PortalWorkspace } from './workspace';

/**
 * The usage table as CSV: the same rows and columns and their totals, each amount raw and as the screen writes it.
 * Errors: forbidden, not_found; unavailable when it is too much to add up.
 */
export async function exportUsage(
  actor: Actor,
  workspace: PortalWorkspace,
  params: UsageParams,
  { now, bom = false }: { now: Date; bom?: boolean },
): Promise<ReadableStream<Uint8Array>> {
  authorize(actor, 'usage:export', { workspaceId: workspace.id });
  const view = await readUsage(actor, workspace, params, now);
  if (!view) throw new AppError('unavailable', { detail: 'Ask for a shorter range.', retryAfterSeconds: 60 });
  return csvStream(rowsOf(view, workspace, params), { header: headerOf(view), bom });
}

const seriesOf = (view: UsageView) => (view.series.length > 1 ? view.series : []);

function headerOf(view: UsageView): string[] {
  return [
    view.interval,
    'begins_at',
    'ends_at',
    'time_zone',
    'total_micro_credits',
    'total',
    ...seriesOf(view).flatMap(({ label }) => [`${label} (micro_credits)`, label]),
    'transactions',
    ...(view.before ? ['before_micro_credits', 'before'] : []),
  ];
}

function* rowsOf(view: UsageView, workspace: PortalWorkspace, params: UsageParams): Generator<CsvCell[]> {
  const f = formats(workspace.locale);
  const timeZone = params.timeZone ?? workspace.timeZone;
  const both = (micro: bigint): CsvCell[] => [micro, f.credits(micro)];
  const local = (at: Date) => new TZDate(at, timeZone).toISOString();
  const series = seriesOf(view);
  // Newest first, as the table.
  for (const column of view.columns.toReversed()) {
    yield [
      column.key,
      local(column.startAt),
      local(column.endAt),
      timeZone,
      ...both(column.totalMicro),
      ...series.flatMap((_, index) => both(column.valuesMicro[index] ?? 0n)),
      column.count,
      ...(view.before ? (column.before ? both(column.before.micro) : [null, null]) : []),
    ];
  }
  const [first, last] = [view.columns[0], view.columns.at(-1)];
  yield [
    translator(workspace.locale, 'usage')('total'),
    first ? local(first.startAt) : null,
    last ? local(last.endAt) : null,
    timeZone,
    ...both(view.totalMicro),
    ...series.flatMap(({ totalMicro }) => both(totalMicro)),
    view.count,
    ...(view.before ? both(view.before.micro) : []),
  ];
}
