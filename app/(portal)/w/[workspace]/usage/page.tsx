import Link from 'next/link';
import { UsageChart } from '@/components/charts/usage-chart';
import { PageHeader } from '@/components/layout/page-header';
import { buttonVariants } from '@/components/ui/button';
import { Card, CardContent } from '@/components/ui/card';
import { UsageTable } from '@/components/usage-table';
import type { UsageGrouping, UsageInterval } from '@/lib/ledger/types';
import { formatCompact, formatLocalDate, formatZone, localDateOf } from '@/lib/portal/format';
import { listMemberNames, nameKeys, nameMembers } from '@/lib/portal/names';
import { type SearchParams, withQuery } from '@/lib/portal/query';
import { readUsage } from '@/lib/portal/usage';
import { parseUsageParams, type UsageParams, usageQuery } from '@/lib/portal/usage-params';
import { isOtherSeries, type UsageView } from '@/lib/portal/usage-view';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { Breakdown } from '../_components/breakdown';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';
import { UsageControls } from './_components/usage-controls';

export const generateMetadata = pageTitle('Usage');

const BUCKET_NAMES: Record<UsageInterval, string> = { day: 'Day', week: 'Week', month: 'Month' };
const ADVERBS: Record<UsageInterval, string> = { day: 'Daily', week: 'Weekly', month: 'Monthly' };
const BREAKDOWN_TITLES: Record<UsageGrouping, string> = {
  none: 'In all',
  feature: 'By feature',
  member: 'By member',
  key: 'By API key',
  kind: 'By kind',
};

interface UsageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function UsageScreen({ params, searchParams }: UsageProps) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'usage:view', '/usage');
  const now = new Date();
  const asked = parseUsageParams(await searchParams, localDateOf(now, workspace.timeZone));
  const [view, members, filters] = await Promise.all([
    orScreen(() => readUsage(actor, workspace, asked, now)),
    listMemberNames(workspace.id),
    describeFilters(workspace, asked),
  ]);
  const base = `/w/${workspace.slug}/usage`;
  const rangeText = `${formatLocalDate(asked.fromDate)} to ${formatLocalDate(asked.toDate)}`;
  const title = `${ADVERBS[asked.interval]} usage, ${rangeText}`;
  return (
    <>
      <PageHeader title="Usage">
        What was spent, less what was given back. Days begin and end in {formatZone(workspace.timeZone, now)}.
      </PageHeader>
      <div className="space-y-6">
        <UsageControls base={base} params={asked} members={members} />
        <ActiveFilters filters={filters} base={base} asked={asked} />
        <ChartCard title={title} rangeText={rangeText} view={view} />
        {asked.groupBy === 'none' ? null : (
          <Breakdown
            isWide
            title={BREAKDOWN_TITLES[asked.groupBy]}
            rows={view.series}
            hrefOf={(key) => narrowHref(base, asked, key)}
          />
        )}
        <Card className="overflow-hidden">
          <UsageTable caption={`${title}, as a table`} bucketName={BUCKET_NAMES[asked.interval]} {...view} />
        </Card>
      </div>
    </>
  );
}

function ChartCard({ title, rangeText, view }: { title: string; rangeText: string; view: UsageView }) {
  return (
    <Card aria-labelledby="chart-title">
      <div className="px-5 pt-5">
        <h2 id="chart-title" className="text-muted-foreground text-sm">
          {rangeText}
        </h2>
        <p className="figures mt-1 font-semibold text-2xl tracking-tight">
          {view.totalText} <span className="font-normal text-base text-muted-foreground">credits</span>
        </p>
      </div>
      <CardContent>
        <UsageChart
          title={title}
          summary={view.summary}
          unit="credits"
          series={view.series}
          columns={view.columns}
          formatTick={formatCompact}
          height={260}
        />
      </CardContent>
    </Card>
  );
}

/** A click on a group shows that group alone. */
function narrowHref(base: string, asked: UsageParams, key: string): string | null {
  if (!key || isOtherSeries(key)) return null;
  const query = usageQuery(asked);
  switch (asked.groupBy) {
    case 'feature':
      return withQuery(base, { ...query, feature: key });
    case 'member':
      return withQuery(base, { ...query, member: key });
    case 'key':
      return withQuery(base, { ...query, key });
    default:
      return null;
  }
}

interface ActiveFilter {
  name: 'member' | 'key' | 'feature';
  text: string;
}

async function describeFilters(workspace: PortalWorkspace, asked: UsageParams): Promise<ActiveFilter[]> {
  const { memberId, apiKeyId, feature } = asked;
  const filters: ActiveFilter[] = [];
  if (memberId) {
    const names = await nameMembers(workspace.id, [memberId]);
    filters.push({ name: 'member', text: `Member: ${names.get(memberId) ?? 'unknown'}` });
  }
  if (apiKeyId) {
    const names = await nameKeys(workspace.id, [apiKeyId]);
    filters.push({ name: 'key', text: `API key: ${names.get(apiKeyId) ?? 'unknown'}` });
  }
  if (feature) filters.push({ name: 'feature', text: `Feature: ${feature}` });
  return filters;
}

function ActiveFilters({ filters, base, asked }: { filters: ActiveFilter[]; base: string; asked: UsageParams }) {
  if (filters.length === 0) return null;
  return (
    <ul aria-label="Active filters" className="flex flex-wrap gap-2">
      {filters.map(({ name, text }) => (
        <li key={name}>
          <Link
            prefetch={false}
            href={withQuery(base, { ...usageQuery(asked), [name]: undefined })}
            className={buttonVariants({ variant: 'outline', size: 'sm' })}
          >
            {text}
            <span aria-hidden="true">×</span>
            <span className="sr-only">, take this filter away</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
