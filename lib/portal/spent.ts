import { getLedger } from '../ledger';
import { addDays, localDateOf } from './format';
import { PORTAL_MODE } from './mode';
import type { PortalWorkspace } from './workspace';

export const SPENT_DAYS = 30;

/** What each member, or each key, has used in the last 30 days, today included: micro-credits by id. */
export async function spentBy(
  workspace: PortalWorkspace,
  groupBy: 'member' | 'key',
  now: Date,
): Promise<Map<string, bigint>> {
  const today = localDateOf(now, workspace.timeZone);
  const report = await getLedger().usage({
    workspaceId: workspace.id,
    mode: PORTAL_MODE,
    timeZone: workspace.timeZone,
    fromDate: addDays(today, 1 - SPENT_DAYS),
    toDate: today,
    interval: 'month',
    groupBy,
  });
  return new Map(report.groups.map(({ key, amountMicro }) => [key, amountMicro]));
}
