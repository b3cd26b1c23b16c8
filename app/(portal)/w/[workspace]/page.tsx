import Link from 'next/link';
import { UsageChart } from '@/components/charts/usage-chart';
import { PageHeader } from '@/components/layout/page-header';
import { TransactionsTable } from '@/components/transactions-table';
import { buttonVariants } from '@/components/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { UsageTable } from '@/components/usage-table';
import { formatCompact, formatZone } from '@/lib/portal/format';
import { listMemberNames } from '@/lib/portal/names';
import { type OverviewScreen, readOverview } from '@/lib/portal/overview';
import { oneId, type SearchParams, withQuery } from '@/lib/portal/query';
import { isOtherSeries } from '@/lib/portal/usage-view';
import { BalanceCard } from './_components/balance-card';
import { Breakdown } from './_components/breakdown';
import { MemberPicker } from './_components/member-picker';
import { orScreen, pageTitle, requirePortal } from './_lib/portal';

export const generateMetadata = pageTitle('Overview');

interface OverviewProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function OverviewPage({ params, searchParams }: OverviewProps) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'credits:read');
  const base = `/w/${workspace.slug}`;
  const memberId = oneId(await searchParams, 'member');
  const now = new Date();
  const [screen, members] = await Promise.all([
    orScreen(() => readOverview(actor, workspace, { memberId, now })),
    listMemberNames(workspace.id),
  ]);
  const { member } = screen;
  return (
    <>
      <PageHeader
        title={member ? member.name : 'Overview'}
        actions={<MemberPicker action={base} members={members} selected={member?.id} />}
      />
      <div className="space-y-6">
        <BalanceCard
          balance={screen.balance}
          title={member?.hasOwnWallet ? 'Available in their own wallet' : 'Available'}
          note={member ? walletNote(member) : undefined}
          topUpHref={screen.canTopUp ? `${base}/top-up` : null}
        />
        <DailyUsage screen={screen} zone={formatZone(workspace.timeZone, now)} base={base} />
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
          <Newest screen={screen} base={base} />
          <Breakdown
            title={screen.breakdown.by === 'member' ? 'Who used it' : 'What it was used for'}
            rows={screen.breakdown.rows}
            hrefOf={(key) =>
              screen.breakdown.by === 'member' && key && !isOtherSeries(key) ? withQuery(base, { member: key }) : null
            }
          />
        </div>
      </div>
    </>
  );
}

function walletNote({ name, hasOwnWallet, sharedBalance }: NonNullable<OverviewScreen['member']>): string {
  return hasOwnWallet
    ? `The workspace’s own balance, beside it, is ${sharedBalance} credits.`
    : `${name} has no wallet of their own and spends from the workspace’s balance.`;
}

function DailyUsage({ screen, zone, base }: { screen: OverviewScreen; zone: string; base: string }) {
  const { usage, member, rangeText } = screen;
  const title = 'Daily usage';
  return (
    <Card aria-labelledby="usage-title">
      <CardHeader>
        <div>
          <CardTitle id="usage-title">{title}</CardTitle>
          <p className="figures mt-0.5 text-muted-foreground text-sm">{usage.totalText} credits in the last 30 days</p>
        </div>
        <Link
          href={withQuery(`${base}/usage`, { member: member?.id })}
          prefetch={false}
          className={buttonVariants({ variant: 'outline', size: 'sm' })}
        >
          All usage
        </Link>
      </CardHeader>
      <CardContent className="pb-3">
        <UsageChart
          title={`${title}, ${rangeText}`}
          summary={usage.summary}
          unit="credits"
          series={usage.series}
          columns={usage.columns}
          formatTick={formatCompact}
        />
      </CardContent>
      <details className="group border-t">
        <summary className="flex items-center justify-between gap-x-4 px-5 py-3 max-sm:flex-col max-sm:items-start text-muted-foreground text-sm hover:text-foreground">
          <span>
            <span className="group-open:hidden">Show as table</span>
            <span className="hidden group-open:inline">Hide table</span>
          </span>
          <span className="text-xs">Days in {zone}; today is not over</span>
        </summary>
        <UsageTable caption={`${title} as a table`} bucketName="Day" {...usage} />
      </details>
    </Card>
  );
}

function Newest({ screen, base }: { screen: OverviewScreen; base: string }) {
  const { transactions, member, canTopUp } = screen;
  return (
    <Card aria-labelledby="newest-title" className="overflow-hidden">
      <CardHeader className="pb-3">
        <CardTitle id="newest-title">Newest transactions</CardTitle>
        {transactions.length > 0 ? (
          <Link
            href={withQuery(`${base}/transactions`, { member: member?.id })}
            prefetch={false}
            className={buttonVariants({ variant: 'outline', size: 'sm' })}
          >
            All transactions
          </Link>
        ) : null}
      </CardHeader>
      {transactions.length === 0 ? (
        <Empty
          title="Nothing has happened yet"
          action={
            canTopUp && !member ? (
              <Link prefetch={false} href={`${base}/top-up`} className={buttonVariants({ variant: 'outline' })}>
                Buy the first credits
              </Link>
            ) : null
          }
        >
          Top-ups, grants and everything that is spent will stand here, each with the balance after it.
        </Empty>
      ) : (
        <TransactionsTable caption="Newest transactions" rows={transactions} brief />
      )}
    </Card>
  );
}
