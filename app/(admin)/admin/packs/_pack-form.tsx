import { ActionForm } from '@/components/forms/action-form';
import { Check, TextField } from '@/components/forms/fields';
import { MAX_PRICES } from '@/lib/admin/packs';
import { creditsText } from '@/lib/admin/parse';
import type { ManagedPack } from '@/lib/billing/edit-packs';
import { minorToDecimal } from '@/lib/portal/format';
import { ReasonField } from '../_components/reason-field';
import type { ConsoleTexts } from '../_lib/console';
import { type PriceRow, PriceRows } from './_price-rows';
import { savePackAction } from './actions';

interface PackFormProps {
  t: ConsoleTexts;
  /** For a new one: made with the form. */
  id: string;
  pack?: ManagedPack;
}

const priceRows = (pack: ManagedPack): PriceRow[] =>
  pack.prices.map(({ currency, priceMinor }) => ({
    currency: currency.toUpperCase(),
    amount: minorToDecimal(priceMinor, currency),
  }));

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
      <PriceRows
        prices={pack ? priceRows(pack) : []}
        max={MAX_PRICES}
        texts={{
          legend: t('packs.prices'),
          help: t('packs.pricesHelp'),
          currency: t('customer.currency'),
          amount: t('packs.price'),
          add: t('packs.addPrice'),
          row: t('packs.priceRow', { number: '#' }),
          remove: t('packs.removePrice', { number: '#' }),
        }}
      />
      <Check name="isActive" label={t('packs.isActive')} defaultChecked={pack?.isActive ?? true} />
      <Check name="isFeatured" label={t('packs.isFeatured')} defaultChecked={pack?.isFeatured ?? false} />
      <ReasonField t={t} />
    </ActionForm>
  );
}
