import { ActionForm } from '@/components/forms/action-form';
import { type Option, SelectField, TextField } from '@/components/forms/fields';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { GRANT_SOURCES, OVERDRAFT_POLICIES } from '@/lib/admin/credits';
import { readPeople, requireCustomer } from '@/lib/admin/customer';
import { newId } from '@/lib/ids';
import type { Mode } from '@/lib/ledger/types';
import { one, type SearchParams } from '@/lib/portal/query';
import { Inset, Section } from '../../../_components/parts';
import { ReasonField } from '../../../_components/reason-field';
import { type ConsoleTexts, consoleTitle, orScreen, requireConsole } from '../../../_lib/console';
import { adjustAction, grantAction, overdraftAction } from '../../actions';

export const generateMetadata = consoleTitle('customers');

interface CreditsProps {
  params: Promise<{ customer: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function CreditsPage({ params, searchParams }: CreditsProps) {
  const { customer: id } = await params;
  const base = `/admin/customers/${id}`;
  const { actor, t } = await requireConsole('customers:manage', `${base}/credits`);
  const mode: Mode = one(await searchParams, 'mode') === 'test' ? 'test' : 'live';
  const { customer, people } = await orScreen(async () => {
    const found = await requireCustomer(actor, id);
    return { customer: found, people: await readPeople(found.id) };
  });
  const wallets: Option[] = [
    { value: 'workspace', label: t('wallet.workspace') },
    ...people.members
      .filter(({ isRemoved }) => !isRemoved)
      .map((member) => ({ value: `member:${member.id}`, label: t('wallet.ofMember', { name: member.name }) })),
    ...people.teams.map((team) => ({ value: `team:${team.id}`, label: t('wallet.ofTeam', { name: team.name }) })),
  ];
  const shared = { mode, wallets, t };
  return (
    <>
      <BackLink href={base}>{customer.name}</BackLink>
      <PageHeader title={t('customer.credits')}>
        {t('credits.intro', { zone: customer.timeZone.replaceAll('_', ' ') })}
      </PageHeader>
      <div className="max-w-2xl space-y-6">
        {mode === 'test' ? <Alert tone="warning">{t('credits.testMode')}</Alert> : null}
        <Section title={t('credits.grant')} note={t('credits.grantNote')}>
          <Inset>
            <GrantForm {...shared} customerId={customer.id} currency={customer.currency} />
          </Inset>
        </Section>
        <Section title={t('credits.adjust')} note={t('credits.adjustNote')}>
          <Inset>
            <ActionForm
              action={adjustAction.bind(null, customer.id)}
              formId={newId()}
              submit={t('credits.adjust')}
              variant="outline"
            >
              <input type="hidden" name="mode" value={mode} />
              <div className="grid gap-5 sm:grid-cols-2">
                <SelectField name="wallet" label={t('columns.wallet')} options={wallets} />
                <TextField
                  name="amount"
                  label={t('credits.signedAmount')}
                  help={t('credits.signedHelp')}
                  inputMode="text"
                  required
                />
              </div>
              <ReasonField t={t} />
            </ActionForm>
          </Inset>
        </Section>
        <Section title={t('credits.overdraft')} note={t('credits.overdraftNote')}>
          <Inset>
            <ActionForm
              action={overdraftAction.bind(null, customer.id)}
              formId={newId()}
              submit={t('credits.setOverdraft')}
              variant="outline"
            >
              <input type="hidden" name="mode" value={mode} />
              <div className="grid gap-5 sm:grid-cols-3">
                <SelectField name="wallet" label={t('columns.wallet')} options={wallets} />
                <SelectField
                  name="policy"
                  label={t('columns.overdraft')}
                  options={OVERDRAFT_POLICIES.map((policy) => ({ value: policy, label: t(`overdraft.${policy}`) }))}
                />
                <TextField name="limit" label={t('credits.limit')} inputMode="decimal" />
              </div>
              <ReasonField t={t} />
            </ActionForm>
          </Inset>
        </Section>
      </div>
    </>
  );
}

interface GrantFormProps {
  customerId: string;
  mode: Mode;
  wallets: Option[];
  currency: string;
  t: ConsoleTexts;
}

function GrantForm({ customerId, mode, wallets, currency, t }: GrantFormProps) {
  return (
    <ActionForm action={grantAction.bind(null, customerId)} formId={newId()} submit={t('credits.grant')}>
      <input type="hidden" name="mode" value={mode} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField name="amount" label={t('credits.amount')} inputMode="decimal" required />
        <SelectField name="wallet" label={t('columns.wallet')} options={wallets} />
        <SelectField
          name="source"
          label={t('credits.source')}
          options={GRANT_SOURCES.map((source) => ({ value: source, label: t(`sources.${source}`) }))}
        />
        <TextField name="priority" label={t('credits.priority')} help={t('credits.priorityHelp')} inputMode="numeric" />
        <TextField
          name="effectiveDate"
          label={t('credits.effectiveDate')}
          help={t('credits.effectiveHelp')}
          type="date"
        />
        <TextField name="lastDate" label={t('credits.lastDate')} help={t('credits.lastHelp')} type="date" />
        <TextField name="unitCost" label={t('credits.unitCost')} help={t('credits.unitCostHelp')} inputMode="decimal" />
        <TextField
          name="currency"
          label={t('customer.currency')}
          help={t('credits.currencyHelp', { currency: currency.toUpperCase() })}
          defaultValue={currency}
          maxLength={3}
          inputClass="uppercase"
        />
      </div>
      <TextField name="features" label={t('credits.features')} help={t('credits.featuresHelp')} />
      <ReasonField t={t} />
    </ActionForm>
  );
}
