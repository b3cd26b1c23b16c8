import { Download } from 'lucide-react';
import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { TransactionsTable } from '@/components/transactions-table';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { addDays, formats, localDateOf } from '@/lib/i18n/formats';
import { type Translator, translator } from '@/lib/i18n/translator';
import { EXPORT_ROW_LIMIT } from '@/lib/portal/export-transactions';
import { listKeyNames, listMemberNames } from '@/lib/portal/names';
import { type SearchParams, withQuery } from '@/lib/portal/query';
import { readTransactions, type TransactionsPage } from '@/lib/portal/transactions';
import {
  hasFilters,
  parseTransactionsParams,
  type TransactionsParams,
  transactionsQuery,
} from '@/lib/portal/transactions-params';
import { listWalletNames } from '@/lib/portal/wallets';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { ActiveFilters } from '../_components/active-filters';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';
import { describeFilters } from './_components/describe-filters';
import { Filters } from './_components/filters';

export const generateMetadata = pageTitle((locale) => translator(locale, 'transactions')('title'));

interface TransactionsProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

type T = Translator<'transactions'>;

export default async function TransactionsScreen({ params, searchParams }: TransactionsProps) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'transactions:view', '/transactions');
  const { locale } = workspace;
  const t = translator(locale, 'transactions');
  const asked = parseTransactionsParams(await searchParams, workspace);
  const [page, members, keys, wallets] = await Promise.all([
    orScreen(() => readTransactions(actor, workspace, asked)),
    listMemberNames(workspace.id),
    listKeyNames(workspace.id),
    listWalletNames(workspace.id),
  ]);
  const base = `/w/${workspace.slug}/transactions`;
  const choices = { members, keys, wallets };
  return (
    <>
      <PageHeader title={t('title')} actions={<Exports base={base} asked={asked} t={t} />}>
        {t('intro', { zone: formats(locale).zone(asked.timeZone ?? workspace.timeZone, new Date()) })}{' '}
        {t('export.note', { limit: formats(locale).count(EXPORT_ROW_LIMIT) })}
      </PageHeader>
      <div className="space-y-6">
        <Filters action={base} params={asked} choices={choices} locale={locale} workspaceZone={workspace.timeZone} />
        <ActiveFilters
          label={t('filters.active')}
          takeAway={t('filters.takeAway')}
          filters={describeFilters(base, asked, choices, locale)}
        />
        <Card className="overflow-hidden">
          {page && page.rows.length > 0 ? (
            <TransactionsTable locale={locale} caption={t('title')} rows={page.rows} />
          ) : (
            <NoRows page={page} asked={asked} base={base} workspace={workspace} t={t} />
          )}
        </Card>
        {page ? <Pages page={page} t={t} hrefOf={(cursor) => hrefAt(base, asked, cursor)} /> : null}
      </div>
    </>
  );
}

const hrefAt = (base: string, asked: TransactionsParams, cursor: string): string =>
  withQuery(base, { ...transactionsQuery(asked), cursor });

/** Plain links: a browser without script gets the file too. */
function Exports({ base, asked, t }: { base: string; asked: TransactionsParams; t: T }) {
  return (['csv', 'json'] as const).map((format) => (
    <a
      key={format}
      href={withQuery(`${base}/export`, { ...transactionsQuery(asked), format })}
      download
      className={buttonVariants({ variant: 'outline' })}
    >
      <Download aria-hidden="true" />
      {t(`export.${format}`)}
    </a>
  ));
}

interface NoRowsProps {
  page: TransactionsPage | null;
  asked: TransactionsParams;
  base: string;
  workspace: PortalWorkspace;
  t: T;
}

/** Why there is nothing to list: too much to look through, nothing so far, no match, or an empty workspace. */
function NoRows({ page, asked, base, workspace, t }: NoRowsProps) {
  const button = (href: string, text: string) => (
    <Link prefetch={false} href={href} className={buttonVariants({ variant: 'outline' })}>
      {text}
    </Link>
  );
  if (!page) {
    const today = localDateOf(new Date(), asked.timeZone ?? workspace.timeZone);
    const lately = withQuery(base, { ...transactionsQuery(asked), from: addDays(today, -6), to: today });
    return (
      <Empty title={t('tooBig.title')} action={button(lately, t('tooBig.action'))}>
        {t('tooBig.text')}
      </Empty>
    );
  }
  if (page.older) {
    return (
      <Empty title={t('empty.notYet.title')} action={button(hrefAt(base, asked, page.older), t('empty.notYet.action'))}>
        {t('empty.notYet.text')}
      </Empty>
    );
  }
  if (hasFilters(asked)) {
    return (
      <Empty title={t('empty.noMatch.title')} action={button(base, t('empty.noMatch.action'))}>
        {t('empty.noMatch.text')}
      </Empty>
    );
  }
  return <Empty title={t('empty.none.title')}>{t('empty.none.text')}</Empty>;
}

/** Neighbours by cursor: rows that arrive meanwhile move nothing, and page 1,000 is as fast as page 1. */
function Pages({ page, hrefOf, t }: { page: TransactionsPage; hrefOf: (cursor: string) => string; t: T }) {
  if (!page.newer && !page.older) return null;
  const style = buttonVariants({ variant: 'outline' });
  return (
    <nav aria-label={t('pages.label')} className="flex justify-between gap-3">
      {page.newer ? (
        <Link href={hrefOf(page.newer)} prefetch={false} rel="prev" className={style}>
          {t('pages.newer')}
        </Link>
      ) : (
        <span />
      )}
      {page.older ? (
        <Link href={hrefOf(page.older)} prefetch={false} rel="next" className={style}>
          {t('pages.older')}
        </Link>
      ) : null}
    </nav>
  );
}
