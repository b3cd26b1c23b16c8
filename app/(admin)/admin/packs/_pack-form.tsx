import { ActionForm } from '@/components/forms/action-form';
import { Check, TextAreaField, TextField } from '@/components/forms/fields';
import { creditsText } from '@/lib/admin/parse';
import type { ManagedPack } from '@/lib/billing/edit-packs';
import { minorToDecimal } from '@/lib/portal/format';
import { ReasonField } from '../_components/reason-field';
import type { ConsoleTexts } from '../_lib/console';
import { savePackAction } from './actions';

interface PackFormProps {
  t: ConsoleTexts;
  /** For a new one: made with the form. */
  id: string;
  pack?: ManagedPack;
}

const priceLines = (pack: ManagedPack): string =>
  pack.prices
    .map(({ currency, priceMinor }) => `${currency.toUpperCase()} ${minorToDecimal(priceMinor, currency)}`)
    .join('\n');

/** One pack: what it gives, for how long, and what it costs in which currency. */
export function PackForm({ t, id, pack }: PackFormProps) {
  return (
    <ActionForm action={savePackAction.bind(null, id)} submit={t('save')}>
      <TextField name="name" label={t('packs.name')} defaultValue={pack?.name} maxLength={80} required />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          name="credits"
          label={t('packs.credits')}
          defaultValue={pack && creditsText(pack.creditMicro)}
          inputMode="decimal"
          required
        />
        <TextField
          name="validDays"
          label={t('packs.validDays')}
          help={t('packs.daysHelp')}
          defaultValue={pack?.validDays?.toString() ?? ''}
          inputMode="numeric"
        />
        <TextField
          name="bonus"
          label={t('packs.bonus')}
          help={t('packs.bonusHelp')}
          defaultValue={pack && pack.bonusMicro > 0n ? creditsText(pack.bonusMicro) : ''}
          inputMode="decimal"
        />
        <TextField
          name="bonusValidDays"
          label={t('packs.bonusValidDays')}
          help={t('packs.daysHelp')}
          defaultValue={pack?.bonusValidDays?.toString() ?? ''}
          inputMode="numeric"
        />
      </div>
      <TextAreaField
        name="prices"
        label={t('packs.prices')}
        help={t('packs.pricesHelp')}
        defaultValue={pack && priceLines(pack)}
        rows={4}
        required
      />
      <Check name="isActive" label={t('packs.isActive')} defaultChecked={pack?.isActive ?? true} />
      <Check name="isFeatured" label={t('packs.isFeatured')} defaultChecked={pack?.isFeatured ?? false} />
      <ReasonField t={t} />
    </ActionForm>
  );
}
