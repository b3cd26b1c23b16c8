import { ActionForm } from '@/components/forms/action-form';
import { Alert } from '@/components/ui/alert';
import { reviewReasonTexts } from '@/lib/admin/words';
import type { PurchaseRow } from '@/lib/billing/purchase-row';
import type { AnyLocale } from '@/lib/i18n/locales';
import { Folded, Inset, Section } from '../../../_components/parts';
import { ReasonField } from '../../../_components/reason-field';
import type { ConsoleTexts } from '../../../_lib/console';
import { creditAction, dismissAction, giveBackAction, lookAction } from '../../actions';

interface PanelProps {
  target: { workspaceId: string; purchaseId: string };
  t: ConsoleTexts;
}

/** What differs, and what a person can do about it. */
export function ResolvePanel({ row, locale, target, t }: PanelProps & { row: PurchaseRow; locale: AnyLocale }) {
  return (
    <div id="resolve" className="scroll-mt-20">
      <Section title={t('resolve.title')} note={t('resolve.note')}>
        <Inset>
          <Alert tone="warning" title={t('resolve.differs')}>
            {reviewReasonTexts(locale, row.review_reason, row.currency).map((text) => (
              <p key={text}>{text}</p>
            ))}
          </Alert>
        </Inset>
        <Folded title={t('resolve.credit')}>
          <p className="mb-4 text-muted-foreground text-sm">{t('resolve.creditNote')}</p>
          <ActionForm action={creditAction.bind(null, target)} submit={t('resolve.credit')}>
            <ReasonField t={t} />
          </ActionForm>
        </Folded>
        <Folded title={t('resolve.giveBack')}>
          <p className="mb-4 text-muted-foreground text-sm">{t('resolve.giveBackNote')}</p>
          <ActionForm action={giveBackAction.bind(null, target)} submit={t('resolve.giveBack')} variant="destructive">
            <ReasonField t={t} />
          </ActionForm>
        </Folded>
        <Folded title={t('resolve.dismiss')}>
          <p className="mb-4 text-muted-foreground text-sm">{t('resolve.dismissNote')}</p>
          <ActionForm action={dismissAction.bind(null, target)} submit={t('resolve.dismiss')} variant="outline">
            <ReasonField t={t} />
          </ActionForm>
        </Folded>
      </Section>
    </div>
  );
}

/** Asks Stripe now, by the same way that events and the sweep go. */
export function LookPanel({ target, t }: PanelProps) {
  return (
    <Section title={t('purchase.lookTitle')} note={t('purchase.lookNote')}>
      <Inset>
        <ActionForm action={lookAction.bind(null, target)} submit={t('purchase.look')} variant="outline" />
      </Inset>
    </Section>
  );
}
