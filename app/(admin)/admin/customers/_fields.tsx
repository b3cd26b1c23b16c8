import { TextField } from '@/components/forms/fields';
import type { ConsoleTexts } from '../_lib/console';

interface CustomerFieldsProps {
  t: ConsoleTexts;
  values?: {
    name: string;
    externalId: string | null;
    timeZone: string;
    currency: string;
    billingEmail: string | null;
  };
}

/** What is known of a customer, for making and for changing one. */
export function CustomerFields({ t, values }: CustomerFieldsProps) {
  return (
    <>
      <TextField name="name" label={t('customer.name')} defaultValue={values?.name} maxLength={200} required />
      <TextField
        name="externalId"
        label={t('customer.externalId')}
        help={t('customer.externalIdHelp')}
        defaultValue={values?.externalId ?? ''}
        maxLength={255}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          name="timeZone"
          label={t('customer.timeZone')}
          help={t('customer.timeZoneHelp')}
          defaultValue={values?.timeZone ?? 'UTC'}
          required
        />
        <TextField
          name="currency"
          label={t('customer.currency')}
          help={t('customer.currencyHelp')}
          defaultValue={values?.currency ?? 'usd'}
          maxLength={3}
          inputClass="uppercase"
          required
        />
      </div>
      <TextField
        name="billingEmail"
        label={t('customer.billingEmail')}
        type="email"
        defaultValue={values?.billingEmail ?? ''}
      />
    </>
  );
}
