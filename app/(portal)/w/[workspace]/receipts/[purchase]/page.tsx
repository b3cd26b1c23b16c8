import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { can } from '@/lib/auth/policy';
import { type Translator, translator } from '@/lib/i18n/translator';
import { type ReceiptScreen, readReceipt } from '@/lib/portal/receipts';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { StepForm } from '../_components/step-form';
import { STATUS_TONES } from '../_components/tones';
import { lookUp, mailAgain } from '../actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'receipts')('title'));

interface ReceiptProps {
  params: Promise<{ workspace: string; purchase: string }>;
}

/** One purchase: its figures, what happened to it in words, its receipt, and where its money is. */
export default async function ReceiptPage({ params }: ReceiptProps) {
  const { workspace: slug, purchase: purchaseId } = await params;
  const { actor, workspace } = await requirePortal(slug, 'purchases:view', `/receipts/${purchaseId}`);
  const screen = await orScreen(() => readReceipt(actor, workspace, purchaseId));
  const t = translator(workspace.locale, 'receipts');
  const base = `/w/${workspace.slug}/receipts`;
  const target = { workspaceId: workspace.id };
  return (
    <>
      <BackLink href={base}>{t('detail.back')}</BackLink>
      <PageHeader
        title={t('detail.title', { date: screen.date })}
        actions={<Actions screen={screen} t={t} base={base} />}
      >
        <Badge tone={STATUS_TONES[screen.status]}>{t(`status.${screen.status}`)}</Badge>
      </PageHeader>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Figures screen={screen} t={t} />
        <div className="space-y-6">
          <Card className="p-5" aria-labelledby="story-title">
            <h2 id="story-title" className="font-medium text-base">
              {t('detail.story')}
            </h2>
            <ol className="mt-4 space-y-4 text-sm">
              {screen.story.map(({ at, text }) => (
                <li key={at + text}>
                  <p>{text}</p>
                  <p className="figures mt-0.5 text-muted-foreground text-xs">{at}</p>
                </li>
              ))}
            </ol>
            {screen.isPaid && can(actor, 'receipts:mail', target) ? (
              <div className="mt-5 border-t pt-5">
                <StepForm action={mailAgain.bind(null, workspace.slug, screen.id)} label={t('detail.mail')} />
              </div>
            ) : null}
          </Card>
          {screen.canLook && can(actor, 'purchases:look', target) ? (
            <Card className="p-5" aria-labelledby="where-title">
              <h2 id="where-title" className="font-medium text-base">
                {t('where.title')}
              </h2>
              <p className="mt-1 mb-4 text-muted-foreground text-sm">{t('where.text')}</p>
              <StepForm action={lookUp.bind(null, workspace.slug, screen.id)} label={t('where.button')} />
            </Card>
          ) : null}
        </div>
      </div>
    </>
  );
}

function Actions({ screen, t, base }: { screen: ReceiptScreen; t: Translator<'receipts'>; base: string }) {
  const link = (href: string, label: string) => (
    <a key={href} href={href} className={buttonVariants({ variant: 'outline' })}>
      {label}
    </a>
  );
  const papers = screen.paper === 'a4' ? (['a4', 'letter'] as const) : (['letter', 'a4'] as const);
  return (
    <>
      {screen.isPaid ? papers.map((size) => link(`${base}/${screen.id}/pdf?size=${size}`, t(`detail.${size}`))) : null}
      {screen.hostedUrl ? link(screen.hostedUrl, t('detail.hosted')) : null}
      {screen.checkoutUrl ? link(screen.checkoutUrl, t('detail.payNow')) : null}
    </>
  );
}

function Figures({ screen, t }: { screen: ReceiptScreen; t: Translator<'receipts'> }) {
  const never = t('detail.never');
  const facts: [string, string | null][] = [
    [t('detail.number'), screen.number],
    [t('detail.credits'), screen.credits],
    [t('detail.bonus'), screen.bonus],
    [t('detail.price'), screen.price],
    [t('detail.fee'), screen.fee],
    [t('detail.total'), screen.total],
    [t('detail.tax'), screen.tax],
    [t('detail.refunded'), screen.refunded],
    [t('detail.refundedTax'), screen.refundedTax],
    [t('detail.paidAt'), screen.paidAt],
    [t('detail.method'), screen.isPaid ? t(screen.isCard ? 'detail.card' : 'detail.checkout') : null],
    [t('detail.expires'), screen.isPaid ? (screen.expires ?? never) : null],
    [t('detail.bonusExpires'), screen.isPaid && screen.bonus ? (screen.bonusExpires ?? never) : null],
  ];
  return (
    <Card className="p-5" aria-labelledby="figures-title">
      <h2 id="figures-title" className="font-medium text-base">
        {t('detail.figures')}
      </h2>
      <dl className="figures mt-4 space-y-2 text-sm">
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label} className="flex justify-between gap-4">
              <dt className="text-muted-foreground">{label}</dt>
              <dd className="text-right" translate={value === screen.number ? 'no' : undefined}>
                {value}
              </dd>
            </div>
          ),
        )}
      </dl>
    </Card>
  );
}
