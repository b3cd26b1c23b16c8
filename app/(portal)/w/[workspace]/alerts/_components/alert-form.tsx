import { ActionForm } from '@/components/forms/action-form';
import { Check, Choices, TextAreaField, TextField } from '@/components/forms/fields';
import { EXPIRY_DAYS } from '@/lib/alerts/types';
import { translator } from '@/lib/i18n/translator';
import { newId } from '@/lib/ids';
import type { AlertFormScreen } from '@/lib/portal/alerts';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { saveAlertForm } from '../actions';

interface AlertFormProps {
  workspace: PortalWorkspace;
  /** null: a new one. */
  ruleId: string | null;
  screen: AlertFormScreen;
}

/** What to watch, whom to tell, and how. Which threshold is asked for depends on the kind. */
export function AlertForm({ workspace, ruleId, screen: { values, members } }: AlertFormProps) {
  const t = translator(workspace.locale, 'alerts');
  return (
    <ActionForm
      action={saveAlertForm.bind(null, workspace.slug, ruleId)}
      formId={newId()}
      submit={t(ruleId ? 'form.save' : 'form.create')}
    >
      <input type="hidden" name="kind" value={values.kind} />
      <p className="text-muted-foreground text-sm">{t(`meanings.${values.kind}`)}.</p>
      <Threshold workspace={workspace} values={values} />
      <Check name="billing" label={t('form.billing')} defaultChecked={values.billing} />
      {members.length > 0 ? (
        <Choices
          name="memberIds"
          type="checkbox"
          legend={t('form.members')}
          choices={members.map(({ id, name }) => ({ value: id, label: name }))}
          defaultValues={values.memberIds}
          columns
        />
      ) : null}
      <TextAreaField
        name="emails"
        label={t('form.emails')}
        help={t('form.emailsHelp')}
        defaultValue={values.emails}
        rows={2}
        spellCheck={false}
      />
      <Choices
        name="channels"
        type="checkbox"
        legend={t('form.channels')}
        choices={[
          { value: 'mail', label: t('form.mail') },
          { value: 'webhook', label: t('form.webhook') },
        ]}
        defaultValues={[...(values.mail ? ['mail'] : []), ...(values.webhook ? ['webhook'] : [])]}
      />
      <Check name="enabled" label={t('form.enabled')} defaultChecked={values.enabled} />
    </ActionForm>
  );
}

function Threshold({ workspace, values }: { workspace: PortalWorkspace; values: AlertFormScreen['values'] }) {
  const t = translator(workspace.locale, 'alerts');
  const field = { required: true, className: 'max-w-48', inputClass: 'figures' } as const;
  switch (values.kind) {
    case 'balance_below':
      return (
        <TextField {...field} name="amount" label={t('form.amount')} inputMode="decimal" defaultValue={values.amount} />
      );
    case 'share_below':
      return (
        <TextField
          {...field}
          name="percent"
          label={t('form.percent')}
          inputMode="numeric"
          defaultValue={values.percent}
        />
      );
    case 'runway_below':
      return <TextField {...field} name="days" label={t('form.days')} inputMode="numeric" defaultValue={values.days} />;
    case 'grants_expiring':
      return (
        <Choices
          name="expiry"
          type="checkbox"
          legend={t('form.expiry')}
          choices={EXPIRY_DAYS.map((days) => ({ value: String(days), label: t('form.expiryDay', { days }) }))}
          defaultValues={values.expiry}
        />
      );
  }
}
