import { RawError } from '@/components/raw-error';
import type { TimelineStep } from '@/lib/admin/purchase';
import { disputeStatusText, refundStatusText } from '@/lib/admin/words';
import { actionLabel } from '@/lib/auth/audit-actions';
import type { AnyLocale } from '@/lib/i18n/locales';
import { explainFailure, type Failure } from '@/lib/portal/failures';
import { reasonText } from '@/lib/portal/refusals';
import { type ConsoleFormats, type ConsoleTexts, ZONE } from '../../../_lib/console';

/** What happened, step by step, oldest first. */
interface TimelineProps {
  steps: TimelineStep[];
  locale: AnyLocale;
  t: ConsoleTexts;
  f: ConsoleFormats;
}

export function Timeline({ steps, locale, t, f }: TimelineProps) {
  return (
    <ol className="px-5 pb-5">
      {steps.map((step, index) => {
        const detail = detailOf(step, locale);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no id of their own and never change places
          <li key={index} className="relative border-l py-2 pl-5 text-sm last:pb-0">
            <span aria-hidden="true" className="absolute top-4 -left-1 size-2 rounded-full bg-primary" />
            <time dateTime={step.at.toISOString()} className="figures block text-muted-foreground text-xs">
              {f.instant(step.at, ZONE)}
            </time>
            <span className="font-medium">{t(`steps.${step.kind}`)}</span>{' '}
            <span className="break-words text-muted-foreground">
              <span translate={step.kind === 'event' ? 'no' : undefined}>{wordOf(step, locale, t)}</span>
              {step.by ? ` · ${step.by}` : ''}
              {detail ? ' · ' : ''}
              {detail ? <span translate={isId(step) ? 'no' : undefined}>{detail.text}</span> : null}
            </span>
            <RawError>{detail?.raw ?? null}</RawError>
          </li>
        );
      })}
    </ol>
  );
}

const isId = ({ kind }: TimelineStep): boolean => kind === 'refund' || kind === 'dispute';

/** What an event failed with, or why an operator did it; ids of refunds and disputes stay as they are. */
function detailOf({ kind, detail }: TimelineStep, locale: AnyLocale): Failure | null {
  if (detail === null) return null;
  if (kind === 'event') return explainFailure(detail, locale, 'stripe');
  return { text: kind === 'operator' ? reasonText(detail, locale) : detail, raw: null };
}

const ROADS = ['webhook', 'return', 'sweep', 'support'] as const;

/** In the reader's words, but for the types of Stripe's events. */
function wordOf({ kind, what }: TimelineStep, locale: AnyLocale, t: ConsoleTexts): string {
  if (kind === 'operator') return actionLabel(locale, what);
  if (kind === 'refund') return refundStatusText(locale, what);
  if (kind === 'dispute') return disputeStatusText(locale, what);
  if (kind === 'begun') return what === 'card' ? t('roads.card') : t('purchase.checkout');
  const road = kind === 'paid' ? ROADS.find((known) => known === what) : undefined;
  return road ? t(`roads.${road}`) : what;
}
