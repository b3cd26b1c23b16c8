import { ActionForm } from '@/components/forms/action-form';
import { RawError } from '@/components/raw-error';
import { Badge } from '@/components/ui/badge';
import type { DeadEndpoint } from '@/lib/admin/dead-deliveries';
import type { AnyLocale } from '@/lib/i18n/locales';
import { answerOf } from '@/lib/portal/endpoints';
import { ReasonField } from '../../_components/reason-field';
import { type ConsoleFormats, type ConsoleTexts, ZONE } from '../../_lib/console';
import { resendDeliveries } from '../actions';

interface DeadEndpointProps {
  endpoint: DeadEndpoint;
  locale: AnyLocale;
  t: ConsoleTexts;
  f: ConsoleFormats;
}

/** What could not be sent to one endpoint, with the ways to send it again. */
export function DeadEndpointRow({ endpoint, locale, t, f }: DeadEndpointProps) {
  const hidden = endpoint.count - endpoint.deliveries.length;
  return (
    <li className="border-t px-5 py-4 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-medium">{endpoint.workspaceName}</span>
        <code className="min-w-0 break-all font-mono text-xs">{endpoint.url}</code>
        {endpoint.disabledReason ? <Badge tone="warning">{t('review.endpointDisabled')}</Badge> : null}
      </p>
      <ul className="mt-3 space-y-3">
        {endpoint.deliveries.map((delivery) => {
          const at = f.dateTime(delivery.createdAt, ZONE);
          const answer = answerOf(delivery, locale);
          return (
            <li key={delivery.id} className="rounded-md bg-muted/60 px-3 py-2">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <code className="font-mono text-xs">{delivery.type}</code>
                <time dateTime={delivery.createdAt.toISOString()} className="figures text-muted-foreground text-xs">
                  {at}
                </time>
              </p>
              <p className="mt-1 break-words text-muted-foreground text-xs">
                {answer.text} · {t('review.tries', { count: delivery.attempts })}
              </p>
              <RawError>{answer.raw}</RawError>
              <Resend
                endpointId={endpoint.id}
                deliveryId={delivery.id}
                title={t('review.resend')}
                label={t('review.resendOf', { type: delivery.type, at })}
                t={t}
              />
            </li>
          );
        })}
      </ul>
      {hidden > 0 ? <p className="mt-2 text-muted-foreground text-xs">{t('review.more', { count: hidden })}</p> : null}
      {endpoint.count > 1 ? (
        <Resend
          endpointId={endpoint.id}
          deliveryId={null}
          title={t('review.resendAll', { count: endpoint.count })}
          note={t('review.resendAllNote')}
          t={t}
        />
      ) : null}
    </li>
  );
}

interface ResendProps {
  endpointId: string;
  deliveryId: string | null;
  title: string;
  /** Where several look alike. */
  label?: string;
  note?: string;
  t: ConsoleTexts;
}

function Resend({ endpointId, deliveryId, title, label, note, t }: ResendProps) {
  return (
    <details className="mt-2">
      <summary aria-label={label} className="font-medium text-sm underline-offset-4 hover:underline">
        {title}
      </summary>
      <div className="mt-3">
        {note ? <p className="mb-4 text-muted-foreground text-sm">{note}</p> : null}
        <ActionForm
          action={resendDeliveries.bind(null, endpointId, deliveryId)}
          submit={title}
          submitLabel={label}
          variant="outline"
        >
          <ReasonField t={t} />
        </ActionForm>
      </div>
    </details>
  );
}
