import { ActionForm } from '@/components/forms/action-form';
import { SelectField, TextField } from '@/components/forms/fields';
import { PageHeader } from '@/components/layout/page-header';
import { Card } from '@/components/ui/card';
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { maySetBudgets, readBudgets } from '@/lib/portal/budgets';
import { readSettings, type SettingsScreen } from '@/lib/portal/settings';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { BudgetCard } from '../_components/budget-card';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';
import { SettingsTabs } from './_components/settings-tabs';
import { saveSettingsForm } from './actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'settings')('title'));

export default async function SettingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'workspace:view', '/settings');
  const screen = await orScreen(() => readSettings(actor, workspace));
  const target = { scope: 'workspace', scopeId: workspace.id } as const;
  const budgets = await orScreen(() => readBudgets(actor, workspace, target));
  const t = translator(workspace.locale, 'settings');
  return (
    <>
      <PageHeader title={t('title')}>{t('workspace.intro')}</PageHeader>
      <SettingsTabs workspace={workspace} here="workspace" />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card className="p-5">
          {screen.canEdit ? (
            <SettingsForm workspace={workspace} screen={screen} />
          ) : (
            <ReadOnly workspace={workspace} screen={screen} />
          )}
        </Card>
        <div className="space-y-6">
          <Card className="p-5">
            <dl className="space-y-4 text-sm">
              <Fact label={t('workspace.slug')} help={t('workspace.slugHelp')}>
                <code className="break-all font-mono">/w/{workspace.slug}</code>
              </Fact>
              <Fact label={t('workspace.id')}>
                <code className="break-all font-mono">{workspace.id}</code>
              </Fact>
            </dl>
          </Card>
          <BudgetCard
            workspace={workspace}
            target={target}
            budgets={budgets}
            canEdit={maySetBudgets(actor, workspace)}
          />
        </div>
      </div>
    </>
  );
}

function Fact({ label, help, children }: { label: string; help?: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd className="mt-0.5">
        {children}
        {help ? <span className="block text-muted-foreground text-xs">{help}</span> : null}
      </dd>
    </div>
  );
}

interface PartProps {
  workspace: PortalWorkspace;
  screen: SettingsScreen;
}

function SettingsForm({ workspace, screen: { values, currencies, timeZones } }: PartProps) {
  const t = translator(workspace.locale, 'settings');
  return (
    <ActionForm action={saveSettingsForm.bind(null, workspace.slug)} submit={t('workspace.save')}>
      <TextField name="name" label={t('workspace.name')} defaultValue={values.name} required maxLength={200} />
      <TextField
        name="timeZone"
        label={t('workspace.timeZone')}
        help={t('workspace.timeZoneHelp')}
        defaultValue={values.timeZone}
        required
        list="time-zones"
        spellCheck={false}
      />
      <datalist id="time-zones">
        {timeZones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <SelectField
        name="currency"
        label={t('workspace.currency')}
        help={t('workspace.currencyHelp')}
        defaultValue={values.currency.toUpperCase()}
        options={currencies.map((code) => ({ value: code, label: code }))}
      />
      <TextField
        name="billingEmail"
        type="email"
        label={t('workspace.billingEmail')}
        help={t('workspace.billingEmailHelp')}
        defaultValue={values.billingEmail ?? ''}
      />
      <SelectField
        name="locale"
        label={t('workspace.locale')}
        defaultValue={values.locale}
        options={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))}
      />
      <TextField
        name="taxId"
        label={t('workspace.taxId')}
        help={t('workspace.taxIdHelp')}
        defaultValue={values.taxId ?? ''}
        maxLength={60}
      />
    </ActionForm>
  );
}

function ReadOnly({ workspace, screen: { values } }: PartProps) {
  const t = translator(workspace.locale, 'settings');
  const none = t('workspace.none');
  return (
    <>
      <p className="mb-5 text-muted-foreground text-sm">{t('workspace.readOnly')}</p>
      <dl className="grid gap-x-8 gap-y-4 text-sm sm:grid-cols-2">
        <Fact label={t('workspace.name')}>{values.name}</Fact>
        <Fact label={t('workspace.timeZone')}>{values.timeZone}</Fact>
        <Fact label={t('workspace.currency')}>{values.currency.toUpperCase()}</Fact>
        <Fact label={t('workspace.billingEmail')}>{values.billingEmail ?? none}</Fact>
        <Fact label={t('workspace.taxId')}>{values.taxId ?? none}</Fact>
      </dl>
    </>
  );
}
