import Form from 'next/form';
import { ActionForm } from '@/components/forms/action-form';
import { FilterField } from '@/components/forms/filter-field';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import type { Refundable, RefundPreview } from '@/lib/billing';
import { minorToDecimal } from '@/lib/portal/format';
import { Fact, Inset, Nothing, Section } from '../../../_components/parts';
import { ReasonField } from '../../../_components/reason-field';
import type { ConsoleFormats, ConsoleTexts } from '../../../_lib/console';
import { refundAction } from '../../actions';

interface RefundPanelProps {
  refundable: Refundable | null;
  preview: RefundPreview | null;
  /** As it was typed. */
  asked: string;
  /** By an open dispute. */
  isFrozen: boolean;
  isRefused: boolean;
  target: { workspaceId: string; purchaseId: string };
  formId: string;
  t: ConsoleTexts;
  f: ConsoleFormats;
}

/** Two steps: choose how much, see what it takes, confirm with a reason. Both work without script. */
export function RefundPanel(props: RefundPanelProps) {
  const { refundable, preview, asked, isFrozen, isRefused, target, formId, t, f } = props;
  if (!refundable || refundable.amountMinor <= 0n) {
    return (
      <Section title={t('refund.title')}>
        <Nothing>{t(isFrozen ? 'refund.frozen' : 'refund.nothing')}</Nothing>
      </Section>
    );
  }
  const path = `/admin/purchases/${target.purchaseId}`;
  const most = minorToDecimal(refundable.amountMinor, refundable.currency);
  return (
    <Section
      title={t('refund.title')}
      note={t('refund.note', {
        amount: f.money(refundable.amountMinor, refundable.currency),
        credits: f.credits(refundable.creditMicro),
      })}
    >
      <Inset>
        {isRefused ? (
          <Alert tone="destructive" className="mb-4">
            {t('problems.refundTooMuch')}
          </Alert>
        ) : null}
        <Form prefetch={false} action={path} key={asked} className="flex flex-wrap items-end gap-3">
          <FilterField id="refund" label={t('refund.amount', { currency: refundable.currency.toUpperCase() })}>
            <Input id="refund" name="refund" inputMode="decimal" required defaultValue={asked || most} />
          </FilterField>
          <Button type="submit" variant="outline">
            {t('refund.preview')}
          </Button>
        </Form>
        {preview ? (
          <div className="mt-5 border-t pt-5">
            <dl className="mb-5 space-y-3 text-sm">
              <Fact label={t('refund.money')}>
                <span className="font-medium text-lg">{f.money(preview.amountMinor, preview.currency)}</span>
              </Fact>
              <Fact label={t('refund.bonus')}>
                {f.credits(preview.bonusMicro)}
                {preview.bonusSpentMicro > 0n ? (
                  <span className="block text-muted-foreground text-xs">
                    {t('refund.bonusSpent', { amount: f.credits(preview.bonusSpentMicro) })}
                  </span>
                ) : null}
              </Fact>
              <Fact label={t('refund.credits')}>{f.credits(preview.creditMicro)}</Fact>
            </dl>
            <ActionForm
              action={refundAction.bind(null, target, preview.amountMinor.toString())}
              formId={formId}
              submit={t('refund.confirm', { amount: f.money(preview.amountMinor, preview.currency) })}
              variant="destructive"
            >
              <ReasonField t={t} />
            </ActionForm>
          </div>
        ) : null}
      </Inset>
    </Section>
  );
}
