import Form from 'next/form';
import { AutoSubmitSelect } from '@/components/auto-submit-select';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { translator } from '@/lib/i18n/translator';
import { one, oneId, type SearchParams } from '@/lib/portal/query';
import { readTopUp, type TopUpScreen } from '@/lib/portal/top-up';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';
import { type FormTexts, TopUpForm } from './_components/top-up-form';
import { startTopUp } from './actions';
import { AutomaticPanel } from './automatic/_components/panel';

export const generateMetadata = pageTitle((locale) => translator(locale, 'top-up')('title'));

interface TopUpProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function TopUpPage({ params, searchParams }: TopUpProps) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'purchases:create', '/top-up');
  const query = await searchParams;
  const currency = one(query, 'currency')?.toLowerCase();
  const screen = await orScreen(() => readTopUp(actor, workspace, { canceledId: oneId(query, 'canceled'), currency }));
  const t = translator(workspace.locale, 'top-up');
  const isSold = screen.isOpen && screen.initialChoice !== null;
  return (
    <>
      <PageHeader title={t('title')}>
        {t.rich('have', {
          balance: screen.balance,
          strong: (chunks) => <span className="figures font-medium text-foreground">{chunks}</span>,
        })}
      </PageHeader>
      {screen.debt ? (
        <Alert tone="warning" className="mb-6">
          {screen.debt}
        </Alert>
      ) : null}
      {isSold && screen.wasCanceled ? (
        <Alert title={t('canceled.title')} className="mb-6">
          {t('canceled.text')}
        </Alert>
      ) : null}
      {isSold && screen.currencies.length > 1 ? (
        <CurrencyChoice
          action={`/w/${workspace.slug}/top-up`}
          screen={screen}
          label={t('currency.label')}
          show={t('currency.show')}
        />
      ) : null}
      {isSold ? (
        <TopUpForm
          key={screen.currency}
          action={startTopUp.bind(null, workspace.slug)}
          screen={screen}
          initialChoice={screen.initialChoice ?? ''}
          texts={formTexts(t, screen)}
        />
      ) : (
        <Card>
          <Empty title={t(screen.isOpen ? 'nothing.title' : 'nothing.closedTitle')}>
            {t(screen.isOpen ? 'nothing.text' : 'nothing.closedText')}
          </Empty>
        </Card>
      )}
      <div className="mt-8">
        <AutomaticPanel actor={actor} workspace={workspace} />
      </div>
    </>
  );
}

interface CurrencyChoiceProps {
  action: string;
  screen: TopUpScreen;
  label: string;
  show: string;
}

/** The workspace's currency unless another one is asked for: in the address, so that it works without script. */
function CurrencyChoice({ action, screen, label, show }: CurrencyChoiceProps) {
  return (
    <Form prefetch={false} key={screen.currency} action={action} className="mb-6 flex flex-wrap items-center gap-2">
      <label htmlFor="currency" className="text-muted-foreground text-sm">
        {label}
      </label>
      <AutoSubmitSelect id="currency" name="currency" defaultValue={screen.currency} className="w-24">
        {screen.currencies.map((code) => (
          <option key={code} value={code}>
            {code}
          </option>
        ))}
      </AutoSubmitSelect>
      <noscript>
        <Button type="submit" variant="outline">
          {show}
        </Button>
      </noscript>
    </Form>
  );
}

function formTexts(t: ReturnType<typeof translator<'top-up'>>, screen: TopUpScreen): FormTexts {
  const own = screen.ownAmount;
  return {
    legend: t('form.legend'),
    credits: t('form.credits'),
    marked: t('form.marked'),
    own: t('form.own'),
    amountIn: t('form.amountIn', { currency: screen.currency }),
    notAmount: t('form.notAmount', { example: own?.example ?? '25' }),
    tooSmall: t('form.tooSmall', { min: own?.min ?? '' }),
    tooLarge: t('form.tooLarge', { max: own?.max ?? '' }),
    tooFine: t('form.tooFine', { step: own?.step ?? '' }),
    failed: t('form.failed'),
    payLegend: t('form.payLegend'),
    checkout: t('form.checkout'),
    checkoutHint: t('form.checkoutHint'),
    total: t('form.total'),
    lineCredits: t('form.lineCredits'),
    lineBonus: t('form.lineBonus'),
    lineGet: t('form.lineGet'),
    linePrice: t('form.linePrice'),
    lineFee: t('form.lineFee', { percent: screen.feePercent ?? '' }),
    lineTax: t('form.lineTax'),
    tax: t(screen.hasTax ? 'form.taxContained' : 'form.taxNone'),
    toPay: t('form.toPay'),
    submit: t('form.submit'),
    submitCard: t('form.submitCard'),
    pending: t('form.pending'),
    pendingCard: t('form.pendingCard'),
    hint: t(screen.hasTax ? 'form.hintTax' : 'form.hintCheckout'),
    hintCard: t('form.hintCard'),
    bonusOf: Object.fromEntries(
      screen.packs.flatMap(({ id, bonus }) => (bonus ? [[id, t('form.bonusCredits', { bonus })]] : [])),
    ),
    get: t('form.lineGetValue', { total: '{total}' }),
  };
}
