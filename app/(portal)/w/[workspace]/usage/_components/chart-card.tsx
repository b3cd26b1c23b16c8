import Link from 'next/link';
import { UsageChart } from '@/components/charts/usage-chart';
import { buttonVariants } from '@/components/ui/button';
import { Card, CardContent } from '@/components/ui/card';
import { formats } from '@/lib/i18n/formats';
import { translator } from '@/lib/i18n/translator';
import { withQuery } from '@/lib/portal/query';
import { rangeBefore, type UsageParams, usageQuery } from '@/lib/portal/usage-params';
import type { UsageView } from '@/lib/portal/usage-view';
import type { PortalWorkspace } from '@/lib/portal/workspace';

interface ChartCardProps {
  workspace: PortalWorkspace;
  asked: UsageParams;
  view: UsageView;
  title: string;
  range: string;
  base: string;
  hrefOf: (key: string) => string | null;
}

/** The total, the change since the period before if that is asked for, and the chart. */
export function ChartCard({ workspace: { locale }, asked, view, title, range, base, hrefOf }: ChartCardProps) {
  const t = translator(locale, 'usage');
  const earlier = rangeBefore(asked);
  return (
    <Card aria-labelledby="chart-title">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-5 pt-5">
        <div className="min-w-0">
          <h2 id="chart-title" className="text-muted-foreground text-sm">
            {range}
          </h2>
          <p className="figures mt-1 font-semibold text-2xl tracking-tight">
            {view.totalText} <span className="font-normal text-base text-muted-foreground">{t('credits')}</span>
          </p>
          {view.before && earlier ? <Before {...{ locale, view, earlier }} /> : null}
        </div>
        {earlier ? (
          <Link
            href={withQuery(base, { ...usageQuery(asked), compare: asked.isCompared ? undefined : '1' })}
            prefetch={false}
            scroll={false}
            className={buttonVariants({ variant: 'outline', size: 'sm' })}
          >
            {asked.isCompared ? t('compare.off') : t('compare.on')}
          </Link>
        ) : null}
      </div>
      <CardContent>
        <UsageChart
          locale={locale}
          title={title}
          summary={view.summary}
          series={view.series}
          columns={view.columns}
          hrefOf={hrefOf}
          height={260}
        />
      </CardContent>
    </Card>
  );
}

interface BeforeProps {
  locale: PortalWorkspace['locale'];
  view: UsageView;
  earlier: { fromDate: string; toDate: string };
}

function Before({ locale, view, earlier }: BeforeProps) {
  const [t, f] = [translator(locale, 'usage'), formats(locale)];
  const range = t('range', { from: f.localDate(earlier.fromDate), to: f.localDate(earlier.toDate) });
  return (
    <>
      <p className="figures mt-1 text-sm">
        <span className="font-medium">{view.before?.changeText}</span>
        <span className="text-muted-foreground">
          {' · '}
          {t('compare.beforeTotal', { amount: view.before?.amountText ?? '' })}
        </span>
      </p>
      <p className="mt-0.5 text-muted-foreground text-xs">
        {t('compare.beforeRange', { range })}
        {view.columns.at(-1)?.isPartial ? ` · ${t('compare.partialNote')}` : ''}
      </p>
    </>
  );
}
