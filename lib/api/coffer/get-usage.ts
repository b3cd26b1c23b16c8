import { z } from 'zod';
import type { UsageReport } from '../../ledger/types';
import { formatAmount } from '../amount';
import { formatInstant } from '../dates';
import { operation } from '../operation';
import { findWalletId, resolveFilterMember, resolveFilterOwner, timeZoneOf } from '../resolve';
import { calendarDate, feature, listOf, onBehalfOf, ownerQuery, readQuery, timeZone } from '../schema';
import { keyId } from './list-transactions';

const GROUPINGS = { none: 'none', user: 'member', key: 'key', feature: 'feature', kind: 'kind' } as const;

const toWireGroup = ({ key, amountMicro, count }: UsageReport['groups'][number]) => ({
  key: key === '' ? null : key,
  amount: formatAmount(amountMicro),
  count: Number(count),
});

const toWireUsage = (report: UsageReport) => ({
  timeZone: report.timeZone,
  interval: report.interval,
  total: formatAmount(report.totalMicro),
  count: Number(report.count),
  groups: report.groups.map(toWireGroup),
  buckets: report.buckets.map((bucket) => ({
    date: bucket.date,
    startAt: formatInstant(bucket.startAt),
    endAt: formatInstant(bucket.endAt),
    total: formatAmount(bucket.totalMicro),
    count: Number(bucket.count),
    groups: Object.entries(bucket.groups).map(([key, sums]) => toWireGroup({ key, ...sums })),
  })),
});

/**
 * GET /v1/usage: what was used per day, week or month of a zone, less what was given back, empty days included. Both
 * dates belong to the range. Errors: validation_failed, not_found.
 */
export const getUsage = operation({
  summary: 'Usage per day, week or month',
  policy: 'usage:view',
  query: readQuery({
    ...ownerQuery,
    from: calendarDate('First day.'),
    to: calendarDate('Last day.'),
    timeZone: timeZone.optional(),
    interval: z.enum(['day', 'week', 'month']).meta({ description: 'Default day.' }).optional(),
    groupBy: z.enum(['none', 'user', 'key', 'feature', 'kind']).meta({ description: 'Default none.' }).optional(),
    onBehalfOf: onBehalfOf.optional(),
    keyId: keyId.optional(),
    feature: feature.optional(),
    kind: listOf(['consume', 'capture', 'reverse'], 'Default all three.').optional(),
  }),
  run: async ({ query }, ctx) => {
    const { workspaceId, mode } = ctx.scope;
    const owner = await resolveFilterOwner(query, ctx);
    return ctx.ledger.usage({
      workspaceId,
      mode,
      walletId: owner && (await findWalletId(owner, ctx)),
      memberId: await resolveFilterMember(query.onBehalfOf, owner, ctx),
      apiKeyId: query.keyId,
      feature: query.feature,
      kinds: query.kind,
      timeZone: query.timeZone ?? (await timeZoneOf(workspaceId)),
      interval: query.interval,
      fromDate: query.from,
      toDate: query.to,
      groupBy: query.groupBy && GROUPINGS[query.groupBy],
    });
  },
  output: (report) => ({ data: toWireUsage(report) }),
});
