import Link from 'next/link';
import { cn } from '@/components/cn';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { ROW_LINK } from '@/components/ui/table';
import { type OpenWork, readConsoleOverview } from '@/lib/admin/overview';
import { Fact, Facts, Nothing, Section } from './_components/parts';
import { PurchasesTable } from './_components/purchases-table';
import { VerifyState } from './_components/verify-state';
import { type ConsoleFormats, type ConsoleTexts, consoleTitle, orScreen, requireConsole } from './_lib/console';

export const generateMetadata = consoleTitle('overview');

export default async function ConsoleOverviewPage() {
  const { actor, locale, t, f } = await requireConsole('operator:view', '/admin');
  const screen = await orScreen(() => readConsoleOverview(actor));
  const { liability } = screen;
  return (
    <>
      <PageHeader title={t('nav.overview')}>{t('overview.intro')}</PageHeader>
      <div className="space-y-6">
        {screen.isBillingOpen ? null : (
          <Alert tone="warning" title={t('overview.closedTitle')}>
            {t('overview.closedText')}
          </Alert>
        )}
        <Work work={screen.openWork} t={t} f={f} />
        <div className="grid gap-6 lg:grid-cols-2">
          <Section title={t('overview.sales')} note={t('overview.salesNote')}>
            {screen.sales.length === 0 ? (
              <Nothing>{t('overview.noSales')}</Nothing>
            ) : (
              <Facts>
                {screen.sales.map((sum) => (
                  <Fact key={sum.currency} label={t('overview.salesOf', { currency: sum.currency.toUpperCase() })}>
                    <span className="font-medium text-lg">{f.money(sum.grossMinor, sum.currency)}</span>
                    <span className="block text-muted-foreground text-xs">
                      {t('overview.salesCount', { count: sum.count })}
                      {sum.refundedMinor > 0n
                        ? ` · ${t('purchases.refunded', { amount: f.money(sum.refundedMinor, sum.currency) })}`
                        : ''}
                    </span>
                  </Fact>
                ))}
              </Facts>
            )}
          </Section>
          <Section title={t('overview.liability')} note={t('overview.liabilityNote')}>
            <Facts>
              <Fact label={t('overview.outstanding')}>
                <span className="font-medium text-lg">{f.credits(liability.creditMicro)}</span>
              </Fact>
              {liability.paid.map(({ currency, minor }) => (
                <Fact key={currency} label={t('overview.paidValue', { currency: currency.toUpperCase() })}>
                  {f.money(minor, currency)}
                </Fact>
              ))}
              <Fact label={t('overview.held')}>{f.credits(liability.heldMicro)}</Fact>
              <Fact label={t('overview.debt')}>{f.credits(liability.debtMicro)}</Fact>
            </Facts>
          </Section>
        </div>
        <Section
          title={t('overview.newest')}
          action={
            <Link prefetch={false} href="/admin/purchases" className="text-accent-foreground text-sm hover:underline">
              {t('all')}
            </Link>
          }
        >
          {screen.newest.length === 0 ? (
            <Nothing>{t('purchases.empty')}</Nothing>
          ) : (
            <PurchasesTable rows={screen.newest} t={t} f={f} />
          )}
        </Section>
        <Section title={t('system.verify')}>
          <Facts>
            <VerifyState run={screen.lastVerify} locale={locale} t={t} f={f} />
          </Facts>
        </Section>
      </div>
    </>
  );
}

const WORK = ['reviews', 'parkedEvents', 'failingEvents', 'deadDeliveries', 'openDisputes'] as const;

/** What waits for a person. Nothing there is the best news of the page, so it is said too. */
function Work({ work, t, f }: { work: OpenWork; t: ConsoleTexts; f: ConsoleFormats }) {
  return (
    <Card aria-label={t('overview.work')}>
      <ul className="sm:grid sm:grid-cols-5">
        {WORK.map((name) => (
          <li
            key={name}
            className="relative flex min-w-0 items-center justify-between gap-4 px-5 py-3 text-sm hover:bg-muted/60 max-sm:not-first:border-t sm:flex-col sm:items-start sm:not-first:border-l sm:py-4"
          >
            <Link
              prefetch={false}
              href={`/admin/review#${name}`}
              className={cn(ROW_LINK, 'text-balance', work[name] === 0 && 'text-muted-foreground')}
            >
              {t(`work.${name}`)}
            </Link>
            <p
              className={cn(
                'figures font-medium text-base sm:text-xl',
                work[name] > 0 ? 'text-warning' : 'text-muted-foreground',
              )}
            >
              {f.count(work[name])}
              {work[name] > 0 ? <span className="sr-only"> {t('work.open')}</span> : null}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
