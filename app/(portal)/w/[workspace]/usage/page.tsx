import { Download } from 'lucide-react';
import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { UsageTable } from '@/components/usage-table';
import { formats, localDateOf } from '@/lib/i18n/formats';
import { type Translator, translator } from '@/lib/i18n/translator';
import { listMemberNames } from '@/lib/portal/names';
import { type SearchParams, withQuery } from '@/lib/portal/query';
import { readUsage, readUsageParams } from '@/lib/portal/usage';
import { isOtherSeries } from '@/lib/portal/usage-lanes';
import { PRESET_KEYS, PRESETS, type UsageParams, usageQuery } from '@/lib/portal/usage-params';
import { ActiveFilters } from '../_components/active-filters';
import { Breakdown } from '../_components/breakdown';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';
import { ChartCard } from './_components/chart-card';
import { describeFilters } from './_components/describe-filters';
import { Shortcuts } from './_components/shortcuts';
import { UsageControls } from './_components/usage-controls';

export const generateMetadata = pageTitle((locale) => translator(locale, 'usage')('title'));

interface UsageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

type T = Translator<'usage'>;

export default async function UsageScreen({ params, searchParams }: UsageProps) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'usage:view', '/usage');
  const { locale } = workspace;
  const [t, f] = [translator(locale, 'usage'), formats(locale)];
  const now = new Date();
  const asked = await readUsageParams(workspace, await searchParams, now);
  const base = `/w/${workspace.slug}/usage`;
  const [view, members, filters] = await Promise.all([
    orScreen(() => readUsage(actor, workspace, asked, now)),
    listMemberNames(workspace.id),
    describeFilters(workspace, asked, base),
  ]);
  const zone = asked.timeZone ?? workspace.timeZone;
  const range = t('range', { from: f.localDate(asked.fromDate), to: f.localDate(asked.toDate) });
  const title = t(`titleOf.${asked.interval}`, { range });
  const hrefOf = (key: string) => narrowHref(base, asked, key);
  return (
    <>
      <PageHeader title={t('title')} actions={<Actions base={base} asked={asked} t={t} />}>
        {t('intro', { zone: f.zone(zone, now) })}
      </PageHeader>
      <div className="space-y-6">
        <UsageControls
          locale={locale}
          base={base}
          params={asked}
          members={members}
          workspaceZone={workspace.timeZone}
          today={localDateOf(now, zone)}
        />
        <ActiveFilters label={t('filters.active')} takeAway={t('filters.takeAway')} filters={filters} />
        {view ? (
          <>
            <ChartCard {...{ workspace, asked, view, title, range, base, hrefOf }} />
            {view.isEmpty ? <NothingUsed base={base} asked={asked} t={t} /> : null}
            {asked.groupBy === 'none' || view.isEmpty ? null : (
              <Breakdown
                isWide
                isColored
                title={t(`breakdown.${asked.groupBy}`)}
                emptyText={t('breakdown.empty')}
                rows={view.series}
                hrefOf={hrefOf}
              />
            )}
            {view.isEmpty ? null : (
              <Card className="overflow-hidden">
                <UsageTable locale={locale} caption={t('asTable', { title })} {...view} hrefOf={hrefOf} />
              </Card>
            )}
          </>
        ) : (
          <TooBig base={base} asked={asked} t={t} />
        )}
      </div>
    </>
  );
}

function Actions({ base, asked, t }: { base: string; asked: UsageParams; t: T }) {
  const keys = PRESETS.flatMap((preset) => {
    const key = PRESET_KEYS[preset];
    return key ? [{ key, label: t(`presets.${preset}`) }] : [];
  });
  return (
    <>
      <Shortcuts
        keys={keys}
        texts={{
          button: t('shortcuts.button'),
          title: t('shortcuts.title'),
          intro: t('shortcuts.intro'),
          showList: t('shortcuts.showList'),
          isOn: t('shortcuts.isOn'),
          close: t('shortcuts.close'),
        }}
      />
      <a
        href={withQuery(`${base}/export`, usageQuery(asked))}
        download
        className={buttonVariants({ variant: 'outline' })}
      >
        <Download aria-hidden="true" />
        {t('export')}
      </a>
    </>
  );
}

/** A click on a group shows that group alone. */
function narrowHref(base: string, asked: UsageParams, key: string): string | null {
  if (!key || isOtherSeries(key)) return null;
  const query = usageQuery(asked);
  switch (asked.groupBy) {
    case 'feature':
      return asked.feature ? null : withQuery(base, { ...query, feature: key });
    case 'member':
      return asked.memberId ? null : withQuery(base, { ...query, member: key });
    case 'key':
      return asked.apiKeyId ? null : withQuery(base, { ...query, key });
    default:
      return null;
  }
}

const withPreset = (base: string, asked: UsageParams, range: string): string =>
  withQuery(base, { ...usageQuery(asked), from: undefined, to: undefined, by: undefined, range });

function LinkButton({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} prefetch={false} className={buttonVariants({ variant: 'outline' })}>
      {children}
    </Link>
  );
}

function NothingUsed({ base, asked, t }: { base: string; asked: UsageParams; t: T }) {
  if (asked.preset === 'all' && !asked.memberId && !asked.apiKeyId && !asked.feature) {
    return (
      <Card>
        <Empty title={t('empty.title')}>{t('empty.never')}</Empty>
      </Card>
    );
  }
  return (
    <Card>
      <Empty
        title={t('empty.title')}
        action={<LinkButton href={withPreset(base, asked, 'all')}>{t('empty.action')}</LinkButton>}
      >
        {t('empty.text')}
      </Empty>
    </Card>
  );
}

function TooBig({ base, asked, t }: { base: string; asked: UsageParams; t: T }) {
  return (
    <Card>
      <Empty
        title={t('tooBig.title')}
        action={<LinkButton href={withPreset(base, asked, '7d')}>{t('tooBig.action')}</LinkButton>}
      >
        {t('tooBig.text')}
      </Empty>
    </Card>
  );
}
