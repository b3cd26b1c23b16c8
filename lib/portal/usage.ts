import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { getLedger } from '../ledger';
import type { UsageGrouping, UsageReport } from '../ledger/types';
import { PORTAL_MODE } from './mode';
import { nameKeys, nameMembers } from './names';
import type { UsageParams } from './usage-params';
import { toUsageView, type UsageNames, type UsageView } from './usage-view';
import type { PortalWorkspace } from './workspace';

/** What was used in the asked range, in days of the workspace's zone, ready to be drawn and listed. */
export async function readUsage(
  actor: Actor,
  workspace: PortalWorkspace,
  params: UsageParams,
  now: Date,
): Promise<UsageView> {
  authorize(actor, 'usage:view', { workspaceId: workspace.id });
  const report = await getLedger().usage({
    workspaceId: workspace.id,
    mode: PORTAL_MODE,
    timeZone: workspace.timeZone,
    interval: params.interval,
    fromDate: params.fromDate,
    toDate: params.toDate,
    groupBy: params.groupBy,
    memberId: params.memberId,
    apiKeyId: params.apiKeyId,
    feature: params.feature,
  });
  return toUsageView(report, params.groupBy, await namesOf(workspace.id, report, params.groupBy), now);
}

/** Names of a report's groups, as far as its grouping needs any. */
export async function namesOf(workspaceId: string, report: UsageReport, groupBy: UsageGrouping): Promise<UsageNames> {
  const ids = report.groups.flatMap(({ key }) => (key ? [key] : []));
  return {
    members: groupBy === 'member' ? await nameMembers(workspaceId, ids) : new Map(),
    keys: groupBy === 'key' ? await nameKeys(workspaceId, ids) : new Map(),
  };
}
