import Link from 'next/link';
import type { ReactNode } from 'react';
import { BackLink } from '@/components/layout/back-link';
import { TransactionsTable } from '@/components/transactions-table';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { type ExplainScreen, readExplanation } from '@/lib/portal/explain';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';

export const generateMetadata = pageTitle((locale) => translator(locale, 'transactions')('one'));

interface ExplainProps {
  params: Promise<{ workspace: string; transaction: string }>;
}

export default async function ExplainPage({ params }: ExplainProps) {
  const { workspace: slug, transaction } = await params;
  const path = `/transactions/${encodeURIComponent(transaction)}`;
  const { actor, workspace } = await requirePortal(slug, 'transactions:view', path);
  const screen = await orScreen(() => readExplanation(actor, workspace, transaction));
  const { locale } = workspace;
  const t = translator(locale, 'transactions');
  return (
    <>
      <BackLink href={`/w/${workspace.slug}/transactions`}>{t('title')}</BackLink>
      <header className="mb-8">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 break-words font-semibold text-2xl tracking-tight">{screen.row.what}</h1>
          {screen.row.what === screen.row.kind ? null : <Badge>{screen.row.kind}</Badge>}
        </div>
        <p className="figures mt-2 font-semibold text-display tracking-[-0.03em]">
          {screen.row.amount} <span className="font-normal text-lg text-muted-foreground">{t('credits')}</span>
        </p>
        {screen.why ? (
          <p className="mt-3 max-w-2xl text-pretty text-sm">
            {screen.why.text}
            {screen.why.purchase ? (
              <>
                {' '}
                <Link prefetch={false} href={screen.why.purchase.href} className="underline underline-offset-4">
                  {screen.why.purchase.label}
                </Link>
              </>
            ) : null}
          </p>
        ) : null}
      </header>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="space-y-6">
          <Allocations screen={screen} locale={locale} />
          {screen.related.length > 0 ? (
            <Card className="overflow-hidden" aria-labelledby="related-title">
              <CardHeader className="pb-3">
                <CardTitle id="related-title">{t('explain.related')}</CardTitle>
              </CardHeader>
              <TransactionsTable locale={locale} caption={t('explain.relatedCaption')} rows={screen.related} brief />
            </Card>
          ) : null}
        </div>
        <Facts screen={screen} locale={locale} />
      </div>
    </>
  );
}

function Allocations({ screen, locale }: { screen: ExplainScreen; locale: AnyLocale }) {
  const t = translator(locale, 'transactions');
  return (
    <Card aria-labelledby="allocations-title" className="overflow-hidden">
      <CardHeader>
        <CardTitle id="allocations-title">{t('explain.which')}</CardTitle>
      </CardHeader>
      <p className="px-5 pt-1 pb-4 text-muted-foreground text-sm">{screen.orderText}</p>
      <Table>
        <caption className="sr-only">{t('explain.caption')}</caption>
        <thead className="sr-only">
          <tr>
            <Th>{t('explain.from')}</Th>
            <Th className="text-right">{t('explain.amount')}</Th>
          </tr>
        </thead>
        <tbody>
          {screen.allocations.map((row) => (
            <Tr key={row.key}>
              <Td>
                <span className="font-medium">{row.from}</span>
                {row.note ? <span className="text-muted-foreground"> · {row.note}</span> : null}
                <span className="block text-muted-foreground text-xs">
                  {row.expires ? t('explain.ends', { date: row.expires }) : t('explain.neverEnds')}
                  {row.reason ? ` · ${row.reason}` : ''}
                </span>
              </Td>
              <Td className="figures whitespace-nowrap text-right font-medium">{row.amount}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function Facts({ screen, locale }: { screen: ExplainScreen; locale: AnyLocale }) {
  const t = translator(locale, 'transactions');
  const { row } = screen;
  return (
    <Card className="p-5" aria-label={t('explain.details')}>
      <dl className="space-y-3 text-sm">
        <Fact label={t('explain.balanceBefore')}>{screen.balanceBefore}</Fact>
        <Fact label={t('explain.balanceAfter')}>{row.balanceAfter}</Fact>
        <Fact label={t(screen.isBackdated ? 'explain.happened' : 'explain.time')}>{screen.occurred}</Fact>
        {screen.isBackdated ? <Fact label={t('explain.booked')}>{screen.booked}</Fact> : null}
        <Fact label={t('explain.by')}>{screen.actor}</Fact>
        {row.member ? <Fact label={t('explain.onBehalfOf')}>{row.member}</Fact> : null}
        {row.wallet ? <Fact label={t('explain.wallet')}>{row.wallet}</Fact> : null}
        {row.feature ? <Fact label={t('explain.feature')}>{row.feature}</Fact> : null}
        {screen.contextId ? <Fact label={t('explain.context')}>{screen.contextId}</Fact> : null}
        {screen.reason ? <Fact label={t('explain.reason')}>{screen.reason}</Fact> : null}
        <Fact label={t('explain.id')}>
          <code className="break-all font-mono text-xs">{row.id}</code>
        </Fact>
      </dl>
      {screen.holdText ? <p className="mt-4 border-t pt-4 text-muted-foreground text-sm">{screen.holdText}</p> : null}
      {screen.metadata ? (
        <details className="mt-4 border-t pt-4 text-sm">
          <summary className="text-muted-foreground hover:text-foreground">{t('explain.metadata')}</summary>
          <pre className="mt-2 overflow-x-auto rounded-md bg-muted p-3 font-mono text-xs">{screen.metadata}</pre>
        </details>
      ) : null}
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <dt className="shrink-0 text-muted-foreground">{label}</dt>
      <dd className="figures ml-auto min-w-0 break-words text-right">{children}</dd>
    </div>
  );
}
