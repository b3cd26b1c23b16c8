import { ActionForm } from '@/components/forms/action-form';
import { Choices, SelectField, TextAreaField, TextField } from '@/components/forms/fields';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Card } from '@/components/ui/card';
import { formats } from '@/lib/i18n/formats';
import { translator } from '@/lib/i18n/translator';
import { newId } from '@/lib/ids';
import { BUDGET_PERIODS } from '@/lib/portal/budgets';
import { OFFERED_SCOPES } from '@/lib/portal/change-keys';
import { readNewKey } from '@/lib/portal/keys';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { secretTexts } from '../../_lib/secret-texts';
import { create } from '../actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'keys')('form.title'));

export default async function NewKeyPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'keys:view', '/keys/new');
  const screen = await orScreen(() => readNewKey(actor, workspace));
  const t = translator(workspace.locale, 'keys');
  const b = translator(workspace.locale, 'members');
  const members = screen.members.map(({ id, name }) => ({ value: id, label: name }));
  const zone = formats(workspace.locale).zone(workspace.timeZone, new Date());
  return (
    <>
      <BackLink href={`/w/${workspace.slug}/keys`}>{t('form.back')}</BackLink>
      <PageHeader title={t('form.title')}>{t('form.intro')}</PageHeader>
      <Card className="max-w-2xl p-5 sm:p-6">
        <ActionForm
          action={create.bind(null, workspace.slug)}
          formId={newId()}
          submit={t('form.submit')}
          secretTexts={secretTexts(workspace.locale, t('form.secret'))}
        >
          <TextField name="name" label={t('form.name')} help={t('form.nameHelp')} required maxLength={80} />
          <Choices
            name="scopes"
            type="checkbox"
            legend={t('form.scopes')}
            help={t('form.scopesHelp')}
            choices={OFFERED_SCOPES.map((scope) => ({ value: scope, label: t(`scopes.${scope}`) }))}
            defaultValues={OFFERED_SCOPES}
          />
          <Choices
            name="mode"
            type="radio"
            legend={t('form.mode')}
            choices={[
              { value: 'live', label: t('mode.live'), meaning: t('mode.liveMeaning') },
              { value: 'test', label: t('mode.test'), meaning: t('mode.testMeaning') },
            ]}
            defaultValues={['live']}
          />
          <SelectField
            name="memberId"
            label={t('form.member')}
            help={t('form.memberHelp')}
            options={[...(screen.mayWhole ? [{ value: '', label: t('form.everybody') }] : []), ...members]}
          />
          <TextField
            name="expires"
            type="date"
            label={t('form.expires')}
            help={t('form.expiresHelp', { zone })}
            inputClass="max-w-56"
          />
          <TextAreaField name="ips" label={t('form.ips')} help={t('form.ipsHelp')} rows={2} spellCheck={false} />
          {screen.mayBudget ? (
            <fieldset>
              <legend className="font-medium text-sm">{t('form.budgetTitle')}</legend>
              <p className="mt-1 mb-3 text-muted-foreground text-xs">{t('form.budgetHelp')}</p>
              <div className="grid gap-4 sm:grid-cols-3">
                {BUDGET_PERIODS.map((period) => (
                  <TextField
                    key={period}
                    name={period}
                    label={b(`budget.${period}`)}
                    inputMode="decimal"
                    inputClass="figures"
                  />
                ))}
              </div>
            </fieldset>
          ) : null}
        </ActionForm>
      </Card>
    </>
  );
}
