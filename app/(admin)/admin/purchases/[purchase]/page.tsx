import Link from 'next/link';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { parseMoney } from '@/lib/admin/parse';
import { type PurchaseDetail, readPurchaseDetail, tryRefund } from '@/lib/admin/purchase';
import { disputeReasonText, disputeStatusText, refundFailureText, refundStatusText } from '@/lib/admin/words';
import type { AnyLocale } from '@/lib/i18n/locales';
import { newId } from '@/lib/ids';
import { one, type SearchParams } from '@/lib/portal/query';
import { AuditList } from '../../_components/audit-list';
import { GrantBadges, PurchaseBadge } from '../../_components/badges';
import { Fact, Facts, Id, Nothing, Section } from '../../_components/parts';
import { roadText } from '../../_components/purchases-table';
import {
  type ConsoleFormats,
  type ConsoleTexts,
  consoleTitle,
  orScreen,
  requireConsole,
  ZONE,
} from '../../_lib/console';
import { RefundPanel } from './_components/refund-panel';
import { LookPanel, ResolvePanel } from './_components/resolve-panel';
import { Timeline } from './_components/timeline';

export const generateMetadata = consoleTitle('purchases');

interface PurchaseProps {
  params: Promise<{ purchase: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function PurchasePage({ params, searchParams }: PurchaseProps) {
  const { purchase: id } = await params;
  const { actor, locale, t, f } = await requireConsole('operator:view', `/admin/purchases/${id}`);
  const detail = await orScreen(() => readPurchaseDetail(actor, id));
  const { row, customer } = detail;
  const target = { workspaceId: customer.id, purchaseId: row.id };
  const asked = one(await searchParams, 'refund');
  const askedMinor = asked ? parseMoney(asked, row.currency) : null;
  const preview =
    askedMinor !== null && row.status === 'paid'
      ? await orScreen(() => tryRefund(actor, { ...target, amountMinor: askedMinor }))
      : null;
  const wasRefunded = one(await searchParams, 'refunded') === 'yes';
  return (
    <>
      <BackLink href="/admin/purchases">{t('nav.purchases')}</BackLink>
      <PageHeader title={t('purchase.title', { amount: f.money(row.price_minor + row.fee_minor, row.currency) })}>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            prefetch={false}
            href={`/admin/customers/${customer.id}`}
            className="font-medium text-foreground underline underline-offset-4"
          >
            {customer.name}
          </Link>
          <time dateTime={row.created_at.toISOString()} className="figures">
            {f.dateTime(row.created_at, ZONE)}
          </time>
          <PurchaseBadge status={row.status} t={t} />
          <Aftermath detail={detail} t={t} />
        </span>
      </PageHeader>
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-6">
          {wasRefunded ? <Alert tone="success">{t('refund.done')}</Alert> : null}
          {row.status === 'review' ? <ResolvePanel row={row} locale={locale} target={target} t={t} /> : null}
          {row.status === 'paid' ? (
            <RefundPanel
              refundable={detail.refundable}
              preview={preview}
              asked={asked ?? ''}
              isFrozen={detail.disputes.some(({ effect }) => effect === 'frozen')}
              isRefused={Boolean(asked) && preview === null}
              target={target}
              formId={newId()}
              t={t}
              f={f}
            />
          ) : null}
          <Refunds detail={detail} locale={locale} t={t} f={f} />
          <Disputes detail={detail} locale={locale} t={t} f={f} />
          <Grants detail={detail} t={t} f={f} />
          <Section title={t('purchase.timeline')}>
            <Timeline steps={detail.timeline} locale={locale} t={t} f={f} />
          </Section>
          <Section title={t('nav.audit')}>
            {detail.audit.length === 0 ? (
              <Nothing>{t('audit.empty')}</Nothing>
            ) : (
              <AuditList rows={detail.audit} locale={locale} t={t} f={f} withCustomer={false} />
            )}
          </Section>
        </div>
        <div className="space-y-6">
          <PurchaseFacts detail={detail} t={t} f={f} />
          <LookPanel target={target} t={t} />
        </div>
      </div>
    </>
  );
}

interface PartProps {
  detail: PurchaseDetail;
  t: ConsoleTexts;
  f: ConsoleFormats;
}

/** What became of the money since it was paid. */
function Aftermath({ detail: { row, disputes }, t }: Pick<PartProps, 'detail' | 't'>) {
  const effects = disputes.map(({ effect }) => effect);
  const isWhole = row.refunded_minor >= row.price_minor + row.fee_minor;
  return (
    <>
      {row.refunded_minor > 0n ? <Badge>{t(isWhole ? 'purchase.allBack' : 'purchase.partBack')}</Badge> : null}
      {effects.includes('frozen') ? <Badge tone="warning">{t('customerStatus.flagged')}</Badge> : null}
      {effects.includes('taken') ? <Badge tone="destructive">{t('purchase.disputeLost')}</Badge> : null}
    </>
  );
}

function PurchaseFacts({ detail, t, f }: PartProps) {
  const { row } = detail;
  return (
    <Section title={t('purchase.facts')}>
      <Facts>
        <Fact label={t('columns.status')}>
          <PurchaseBadge status={row.status} t={t} />
        </Fact>
        {row.resolution ? <Fact label={t('purchase.resolution')}>{t(`resolutions.${row.resolution}`)}</Fact> : null}
        <Fact label={t('columns.road')}>
          {roadText({ fulfilledBy: row.fulfilled_by, paymentKind: row.payment_kind }, t)}
        </Fact>
        <Fact label={t('purchase.pack')}>{detail.packName ?? t('purchase.ownAmount')}</Fact>
        <Fact label={t('columns.credits')}>{f.credits(row.credit_micro)}</Fact>
        {row.bonus_micro > 0n ? <Fact label={t('purchase.bonus')}>{f.credits(row.bonus_micro)}</Fact> : null}
        <Fact label={t('purchase.price')}>{f.money(row.price_minor, row.currency)}</Fact>
        {row.fee_minor > 0n ? <Fact label={t('purchase.fee')}>{f.money(row.fee_minor, row.currency)}</Fact> : null}
        <Fact label={t('purchase.tax')}>{f.money(row.tax_minor, row.currency)}</Fact>
        {row.refunded_minor > 0n ? (
          <Fact label={t('purchase.refunded')}>{f.money(row.refunded_minor, row.currency)}</Fact>
        ) : null}
        <Fact label={t('purchase.buyer')}>{detail.buyer ?? t(`actors.${row.actor_kind}`)}</Fact>
        <Fact label={t('columns.begun')}>{f.dateTime(row.created_at, ZONE)}</Fact>
        <Fact label={t('purchase.paidAt')}>{row.paid_at ? f.dateTime(row.paid_at, ZONE) : '–'}</Fact>
        <Fact label={t('id')}>
          <Id>{row.id}</Id>
        </Fact>
        {row.checkout_session_id ? (
          <Fact label={t('purchase.session')}>
            <Id>{row.checkout_session_id}</Id>
          </Fact>
        ) : null}
        {row.payment_intent_id ? (
          <Fact label={t('purchase.payment')}>
            <Id>{row.payment_intent_id}</Id>
          </Fact>
        ) : null}
        {row.stripe_customer_id ? (
          <Fact label={t('customer.stripeId')}>
            <Id>{row.stripe_customer_id}</Id>
          </Fact>
        ) : null}
      </Facts>
    </Section>
  );
}

function Refunds({ detail, locale, t, f }: PartProps & { locale: AnyLocale }) {
  if (detail.refunds.length === 0) return null;
  return (
    <Section title={t('refund.list')}>
      <Facts>
        {detail.refunds.map((refund) => (
          <Fact key={refund.id} label={f.dateTime(refund.createdAt, ZONE)}>
            {f.money(refund.amountMinor, detail.row.currency)}{' '}
            <Badge tone={refund.status === 'succeeded' ? 'success' : 'warning'}>
              {refundStatusText(locale, refund.status)}
            </Badge>
            <span className="block text-muted-foreground text-xs">
              <Id>{refund.id}</Id>
              {refund.failureReason ? ` · ${refundFailureText(locale, refund.failureReason)}` : ''}
            </span>
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

function Disputes({ detail, locale, t, f }: PartProps & { locale: AnyLocale }) {
  if (detail.disputes.length === 0) return null;
  return (
    <Section title={t('work.openDisputes')} note={t('purchase.disputesNote')}>
      <Facts>
        {detail.disputes.map((dispute) => (
          <Fact key={dispute.id} label={f.dateTime(dispute.createdAt, ZONE)}>
            {f.money(dispute.amountMinor, detail.row.currency)} · {disputeStatusText(locale, dispute.status)} ·{' '}
            {disputeReasonText(locale, dispute.reason)}
            <span className="block text-muted-foreground text-xs">
              {t(`effects.${dispute.effect}`)} · <Id>{dispute.stripeId}</Id>
            </span>
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

function Grants({ detail, t, f }: PartProps) {
  return (
    <Section title={t('customer.grants')}>
      {detail.grants.length === 0 ? (
        <Nothing>{t('purchase.noGrants')}</Nothing>
      ) : (
        <Facts>
          {detail.grants.map((grant) => (
            <Fact
              key={grant.id}
              label={
                <Link
                  prefetch={false}
                  href={`/admin/customers/${detail.customer.id}/grants/${grant.id}`}
                  className="font-medium text-foreground underline-offset-4 hover:underline"
                >
                  {t('purchase.grantOf', {
                    source: t(`sources.${grant.source}`),
                    amount: f.credits(grant.amountMicro),
                  })}
                </Link>
              }
            >
              <span className="mr-2">{t('purchase.left', { amount: f.credits(grant.remainingMicro) })}</span>
              <span className="inline-flex flex-wrap justify-end gap-1">
                <GrantBadges grant={grant} t={t} f={f} />
              </span>
            </Fact>
          ))}
        </Facts>
      )}
    </Section>
  );
}
