import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { getPrisma } from '../db/prisma';
import { localDateOf } from '../i18n/formats';
import { getLedger } from '../ledger';
import type { UsageGrouping, UsageQuery, UsageReport } from '../ledger/types';
import { PORTAL_MODE } from './mode';
import { nameKeys, nameMembers } from './names';
import { one, type SearchParams } from './query';
import { orTooBig } from './too-big';
import type { UsageNames } from './usage-lanes';
import { type DateRange, parseUsageParams, rangeBefore, type UsageParams } from './usage-params';
import { toUsageView, type UsageView } from './usage-view';
import type { PortalWorkspace } from './workspace';
import { oneZone } from './zones';

/** The view that an address asks for. "All time" begins with the first usage, which is looked up for it. */
export async function readUsageParams(
  workspace: PortalWorkspace,
  query: SearchParams,
  now: Date,
): Promise<UsageParams> {
  const { timeZone } = workspace;
  const shownZone = oneZone(query, timeZone) ?? timeZone;
  const first = one(query, 'range') === 'all' ? await findFirstUsage(workspace.id) : null;
  const firstDate = first ? localDateOf(first, shownZone) : undefined;
  return parseUsageParams(query, { today: localDateOf(now, shownZone), timeZone, firstDate });
}

/** Beginning of the first quarter of an hour with usage: the first row of an index. */
async function findFirstUsage(workspaceId: string): Promise<Date | null> {
  const row = await getPrisma().usageRollup.findFirst({
    where: { workspaceId, mode: PORTAL_MODE },
    orderBy: { bucketAt: 'asc' },
    select: { bucketAt: true },
  });
  return row?.bucketAt ?? null;
}

/**
 * What was used in the asked range, in days of the shown zone, ready to be drawn and listed, beside the period before if
 * that is asked for. null: more than the database can add up in the time a screen has.
 */
export async function readUsage(
  actor: Actor,
  workspace: PortalWorkspace,
  params: UsageParams,
  now: Date,
): Promise<UsageView | null> {
  authorize(actor, 'usage:view', { workspaceId: workspace.id });
  const ledger = getLedger();
  const earlier = params.isCompared ? rangeBefore(params) : null;
  const reports = await orTooBig(() =>
    Promise.all([
      ledger.usage(toQuery(workspace, params, params)),
      earlier && ledger.usage(toQuery(workspace, params, earlier)),
    ]),
  );
  if (!reports) return null;
  const [report, before] = reports;
  const names = await namesOf(workspace, report, params.groupBy, before);
  return toUsageView(report, params.groupBy, names, { now, locale: workspace.locale, before });
}

const toQuery = (workspace: PortalWorkspace, params: UsageParams, { fromDate, toDate }: DateRange): UsageQuery => ({
  workspaceId: workspace.id,
  mode: PORTAL_MODE,
  timeZone: params.timeZone ?? workspace.timeZone,
  interval: params.interval,
  fromDate,
  toDate,
  groupBy: params.groupBy,
  memberId: params.memberId,
  apiKeyId: params.apiKeyId,
  feature: params.feature,
});

/** Names of the reports' groups, as far as their grouping needs any. */
export async function namesOf(
  { id, locale }: Pick<PortalWorkspace, 'id' | 'locale'>,
  report: UsageReport,
  groupBy: UsageGrouping,
  before: UsageReport | null = null,
): Promise<UsageNames> {
  const ids = [...report.groups, ...(before?.groups ?? [])].flatMap(({ key }) => (key ? [key] : []));
  return {
    members: groupBy === 'member' ? await nameMembers(id, ids) : new Map(),
    keys: groupBy === 'key' ? await nameKeys(id, ids, locale) : new Map(),
  };
}
