import Link from 'next/link';
import { UsageChart } from '@/components/charts/usage-chart';
import { PageHeader } from '@/components/layout/page-header';
import { TransactionsTable } from '@/components/transactions-table';
import { Alert } from '@/components/ui/alert';
import { buttonVariants } from '@/components/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { UsageTable } from '@/components/usage-table';
import { formats } from '@/lib/i18n/formats';
import { type Translator, translator } from '@/lib/i18n/translator';
import type { DebtNotice } from '@/lib/portal/money-back';
import { listMemberNames } from '@/lib/portal/names';
import { type OverviewScreen, readOverview } from '@/lib/portal/overview';
import { oneId, type SearchParams, withQuery } from '@/lib/portal/query';
import { isOtherSeries } from '@/lib/portal/usage-lanes';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { BalanceCard } from './_components/balance-card';
import { Breakdown } from './_components/breakdown';
import { LiveRefresh } from './_components/live-refresh';
import { MemberPicker } from './_components/member-picker';
import { MoneyBackLines } from './_components/money-back-lines';
import { orScreen, pageTitle, requirePortal } from './_lib/portal';

export const generateMetadata = pageTitle((locale) => translator(locale, 'overview')('title'));

interface OverviewProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

/** What each part of the page needs. */
interface Part {
  screen: OverviewScreen;
  workspace: PortalWorkspace;
  base: string;
  now: Date;
  t: Translator<'overview'>;
}

export default async function OverviewPage({ params, searchParams }: OverviewProps) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'credits:read');
  const { locale } = workspace;
  const base = `/w/${workspace.slug}`;
  const memberId = oneId(await searchParams, 'member');
  const now = new Date();
  const [screen, members] = await Promise.all([
    orScreen(() => readOverview(actor, workspace, { memberId, now })),
    listMemberNames(workspace.id),
  ]);
  const { member, breakdown } = screen;
  const t = translator(locale, 'overview');
  const part = { screen, workspace, base, now, t };
  return (
    <>
      <PageHeader
        title={member ? member.name : t('title')}
        actions={<MemberPicker locale={locale} action={base} members={members} selected={member?.id} />}
      />
      <div className="space-y-6">
        {screen.debt ? <Debt {...part} debt={screen.debt} /> : null}
        <BalanceCard
          locale={locale}
          balance={screen.balance}
          title={member?.hasOwnWallet ? t('availableOwn') : t('available')}
          note={member ? walletNote(member, t) : undefined}
          topUpHref={screen.canTopUp ? `${base}/top-up` : null}
          live={<Live {...part} />}
        />
        <DailyUsage {...part} />
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
          <Newest {...part} />
          <Breakdown
            title={t(`breakdown.${breakdown.by}`)}
            emptyText={t('breakdown.empty')}
            rows={breakdown.rows}
            hrefOf={(key) => breakdownHref(part, key)}
          />
        </div>
      </div>
    </>
  );
}

/** Said above everything else, since nothing works until it is repaid. */
function Debt({ screen, base, t, debt }: Part & { debt: DebtNotice }) {
  return (
    <Alert tone="destructive" title={debt.title}>
      <MoneyBackLines lines={debt.causes} />
      <p className="mt-2">{debt.stops}</p>
      {screen.canTopUp ? (
        <Link prefetch={false} href={`${base}/top-up`} className="underline underline-offset-4">
          {t('debt.topUp')}
        </Link>
      ) : (
        <p>{t('cannotTopUp')}</p>
      )}
    </Alert>
  );
}

/** A member leads to their own overview, a feature of a member to their usage of it. */
function breakdownHref({ screen, base }: Part, key: string): string | null {
  if (!key || isOtherSeries(key)) return null;
  return screen.breakdown.by === 'member'
    ? withQuery(base, { member: key })
    : withQuery(`${base}/usage`, { member: screen.member?.id, feature: key });
}

function walletNote(
  { name, hasOwnWallet, sharedBalance }: NonNullable<OverviewScreen['member']>,
  t: Part['t'],
): string {
  return hasOwnWallet ? t('noteOwnWallet', { amount: sharedBalance }) : t('noteShared', { name });
}

function Live({ screen, workspace, base, now, t }: Part) {
  const time = formats(workspace.locale).dateTime(now, workspace.timeZone);
  return (
    <LiveRefresh
      url={`${base}/live`}
      version={screen.version}
      spoken={screen.balance.spoken}
      texts={{
        live: t('live.on'),
        liveTitle: t('live.onTitle'),
        paused: t('live.paused', { time }),
        offline: t('live.offline', { time }),
      }}
    />
  );
}

function DailyUsage({ screen, workspace, base, now, t }: Part) {
  const { usage, member, chartTitle } = screen;
  const { locale } = workspace;
  const zone = formats(locale).zone(workspace.timeZone, now);
  if (!usage) {
    const shorter = withQuery(`${base}/usage`, { range: '7d', member: member?.id });
    return (
      <Card>
        <Empty title={t('usage.tooBig.title')} action={<Action href={shorter}>{t('usage.tooBig.action')}</Action>}>
          {t('usage.tooBig.text')}
        </Empty>
      </Card>
    );
  }
  return (
    <Card aria-labelledby="usage-title">
      <CardHeader>
        <div>
          <CardTitle id="usage-title">{t('usage.title')}</CardTitle>
          <p className="figures mt-0.5 text-muted-foreground text-sm">
            {t('usage.total', { amount: usage.totalText })}
          </p>
        </div>
        <Action href={withQuery(`${base}/usage`, { member: member?.id })}>{t('usage.all')}</Action>
      </CardHeader>
      <CardContent className="pb-3">
        <UsageChart
          locale={locale}
          title={chartTitle}
          summary={usage.summary}
          series={usage.series}
          columns={usage.columns}
        />
      </CardContent>
      <details className="group border-t">
        <summary className="flex items-center justify-between gap-x-4 px-5 py-3 max-sm:flex-col max-sm:items-start text-muted-foreground text-sm hover:text-foreground">
          <span>
            <span className="group-open:hidden">{t('usage.showTable')}</span>
            <span className="hidden group-open:inline">{t('usage.hideTable')}</span>
          </span>
          <span className="text-xs">{t('usage.zone', { zone })}</span>
        </summary>
        <UsageTable locale={locale} caption={t('usage.asTable')} {...usage} />
      </details>
    </Card>
  );
}

function Action({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} prefetch={false} className={buttonVariants({ variant: 'outline', size: 'sm' })}>
      {children}
    </Link>
  );
}

function Newest({ screen, workspace, base, t }: Part) {
  const { transactions, member, canTopUp } = screen;
  return (
    <Card aria-labelledby="newest-title" className="overflow-hidden">
      <CardHeader className="pb-3">
        <CardTitle id="newest-title">{t('newest.title')}</CardTitle>
        {transactions.length > 0 ? (
          <Action href={withQuery(`${base}/transactions`, { member: member?.id })}>{t('newest.all')}</Action>
        ) : null}
      </CardHeader>
      {transactions.length === 0 ? (
        <Empty
          title={t('newest.emptyTitle')}
          action={canTopUp && !member ? <Action href={`${base}/top-up`}>{t('newest.emptyAction')}</Action> : null}
        >
          {t('newest.emptyText')}
        </Empty>
      ) : (
        <TransactionsTable locale={workspace.locale} caption={t('newest.title')} rows={transactions} brief />
      )}
    </Card>
  );
}
