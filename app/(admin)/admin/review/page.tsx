import { Check } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ActionForm } from '@/components/forms/action-form';
import { PageHeader } from '@/components/layout/page-header';
import { RawError } from '@/components/raw-error';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { readReviewScreen } from '@/lib/admin/review';
import { disputeReasonText, disputeStatusText, reviewReasonTexts } from '@/lib/admin/words';
import type { AnyLocale } from '@/lib/i18n/locales';
import { explainFailure } from '@/lib/portal/failures';
import { Folded, Id, Section } from '../_components/parts';
import { ReasonField } from '../_components/reason-field';
import { type ConsoleTexts, consoleTitle, orScreen, requireConsole, ZONE } from '../_lib/console';
import { DeadEndpointRow } from './_components/dead-endpoint';
import { ignoreStripeEvent, retryStripeEvent } from './actions';

export const generateMetadata = consoleTitle('review');

export default async function ReviewPage() {
  const { actor, locale, t, f } = await requireConsole('operator:view', '/admin/review');
  const screen = await orScreen(() => readReviewScreen(actor));
  const when = (at: Date) => <time dateTime={at.toISOString()}>{f.dateTime(at, ZONE)}</time>;
  return (
    <>
      <PageHeader title={t('nav.review')}>{t('review.intro')}</PageHeader>
      <div className="space-y-6">
        <Queue id="reviews" title={t('work.reviews')} note={t('review.purchasesNote')} empty={t('review.nothing')}>
          {screen.purchases.map((row) => (
            <Row key={row.id}>
              <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <span className="font-medium">
                  {row.workspaceName} · <span className="figures">{f.money(row.totalMinor, row.currency)}</span>
                </span>
                <span className="figures text-muted-foreground text-xs">{when(row.createdAt)}</span>
              </p>
              <ul className="mt-1 break-words text-warning">
                {reviewReasonTexts(locale, row.reviewReason, row.currency).map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
              <Link
                prefetch={false}
                href={`/admin/purchases/${row.id}#resolve`}
                className={buttonVariants({ variant: 'outline', size: 'sm', className: 'mt-3' })}
              >
                {t('review.decide')}
              </Link>
            </Row>
          ))}
        </Queue>
        <Queue
          id="parkedEvents"
          title={t('work.parkedEvents')}
          note={t('review.parkedNote')}
          empty={t('review.nothing')}
        >
          {screen.parkedEvents.map((event) => (
            <EventRow key={event.id} event={event} when={when(event.receivedAt)} locale={locale} t={t}>
              <Folded title={t('review.retry')}>
                <ActionForm action={retryStripeEvent.bind(null, event.id)} submit={t('review.retry')} variant="outline">
                  <ReasonField t={t} />
                </ActionForm>
              </Folded>
              <Folded title={t('review.ignore')}>
                <ActionForm
                  action={ignoreStripeEvent.bind(null, event.id)}
                  submit={t('review.ignore')}
                  variant="destructive"
                >
                  <ReasonField t={t} />
                </ActionForm>
              </Folded>
            </EventRow>
          ))}
        </Queue>
        <Queue
          id="failingEvents"
          title={t('work.failingEvents')}
          note={t('review.failingNote')}
          empty={t('review.nothing')}
        >
          {screen.failingEvents.map((event) => (
            <EventRow key={event.id} event={event} when={when(event.receivedAt)} locale={locale} t={t}>
              <p className="mt-1 text-muted-foreground text-xs">
                {t('review.nextTry', { at: f.dateTime(event.nextTryAt, ZONE) })}
              </p>
            </EventRow>
          ))}
        </Queue>
        <Queue
          id="deadDeliveries"
          title={t('work.deadDeliveries')}
          note={t('review.deadNote')}
          empty={t('review.nothing')}
          count={screen.deadEndpoints.reduce((sum, { count }) => sum + count, 0)}
        >
          {screen.deadEndpoints.map((endpoint) => (
            <DeadEndpointRow key={endpoint.id} endpoint={endpoint} locale={locale} t={t} f={f} />
          ))}
        </Queue>
        <Queue
          id="openDisputes"
          title={t('work.openDisputes')}
          note={t('review.disputesNote')}
          empty={t('review.nothing')}
        >
          {screen.disputes.map((row) => (
            <Row key={row.stripeId}>
              <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <Link
                  prefetch={false}
                  href={`/admin/purchases/${row.purchaseId}`}
                  className="font-medium underline-offset-4 hover:underline"
                >
                  {row.workspaceName} · <span className="figures">{f.money(row.amountMinor, row.currency)}</span>
                </Link>
                <span className="figures text-muted-foreground text-xs">{when(row.createdAt)}</span>
              </p>
              <p className="mt-1 text-muted-foreground text-xs">
                <Id>{row.stripeId}</Id> · {disputeStatusText(locale, row.status)} ·{' '}
                {disputeReasonText(locale, row.reason)}
              </p>
            </Row>
          ))}
        </Queue>
      </div>
    </>
  );
}

function Queue({
  id,
  title,
  note,
  empty,
  children,
  count = children.length,
}: {
  id: string;
  title: string;
  note: string;
  empty: string;
  children: ReactNode[];
  /** How much waits, where rows stand for several. */
  count?: number;
}) {
  return (
    <div id={id} className="scroll-mt-20">
      <Section
        title={title}
        note={count > 0 ? note : null}
        action={
          count > 0 ? (
            <Badge tone="warning">{count}</Badge>
          ) : (
            <span className="flex items-center gap-1.5 text-muted-foreground text-sm">
              <Check aria-hidden="true" className="size-4 text-success" />
              {empty}
            </span>
          )
        }
      >
        {count > 0 ? <ul>{children}</ul> : <div className="pb-2" />}
      </Section>
    </div>
  );
}

const Row = ({ children }: { children: ReactNode }) => <li className="border-t px-5 py-4 text-sm">{children}</li>;

function EventRow({
  event,
  when,
  locale,
  t,
  children,
}: {
  event: { id: string; type: string; error: string; attempts: number };
  when: ReactNode;
  locale: AnyLocale;
  t: ConsoleTexts;
  children: ReactNode;
}) {
  const failure = explainFailure(event.error, locale, 'stripe');
  return (
    <Row>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="font-medium">
          <code className="font-mono text-xs">{event.type}</code> <Id>{event.id}</Id>
        </span>
        <span className="figures text-muted-foreground text-xs">{when}</span>
      </p>
      <p className="mt-1 break-words text-muted-foreground">
        {failure.text} · {t('review.tries', { count: event.attempts })}
      </p>
      <RawError>{failure.raw}</RawError>
      <div className="mt-3">{children}</div>
    </Row>
  );
}
