import type { NamedAuditLine } from '@/lib/admin/audit';
import { reviewReasonTexts } from '@/lib/admin/words';
import { actionLabel } from '@/lib/auth/audit-actions';
import { type AuditChange, auditChanges } from '@/lib/auth/audit-changes';
import type { AnyLocale } from '@/lib/i18n/locales';
import { auditReasonText } from '@/lib/portal/refusals';
import { type ConsoleFormats, type ConsoleTexts, ZONE } from '../_lib/console';
import { Id } from './parts';

interface AuditListProps {
  rows: NamedAuditLine[];
  locale: AnyLocale;
  t: ConsoleTexts;
  f: ConsoleFormats;
  withCustomer?: boolean;
}

/** Who changed what and why; before and after are folded away. */
export function AuditList({ rows, locale, t, f, withCustomer = true }: AuditListProps) {
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id} className="border-t px-5 py-3 text-sm">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <p className="min-w-0">
              <span className="font-medium">{actionLabel(locale, row.action)}</span>{' '}
              <span className="text-muted-foreground">
                {t('audit.by', { actor: row.actorName ?? t(`actors.${row.actorKind}`) })}
                {withCustomer ? ` · ${row.workspaceName ?? t('audit.installation')}` : ''}
              </span>
            </p>
            <time dateTime={row.createdAt.toISOString()} className="figures text-muted-foreground text-xs">
              {f.instant(row.createdAt, ZONE)}
            </time>
          </div>
          {row.reason ? (
            <p className="mt-1 break-words">{auditReasonText({ action: row.action, reason: row.reason }, locale)}</p>
          ) : null}
          <details className="mt-1">
            <summary className="text-muted-foreground text-xs hover:text-foreground">{t('audit.details')}</summary>
            <Changes changes={changesOf(row, locale)} t={t} />
            <p className="mt-2 text-muted-foreground text-xs">
              <code className="font-mono">
                {row.action} · {row.targetKind}
              </code>{' '}
              {row.names.get(row.targetId ?? '')} <Id>{row.targetId ?? ''}</Id>
              {row.requestId ? (
                <>
                  {' · '}
                  {t('audit.request')} <Id>{row.requestId}</Id>
                </>
              ) : null}
              {row.ip ? ` · ${row.ip}` : ''}
            </p>
          </details>
        </li>
      ))}
    </ul>
  );
}

const changesOf = (row: NamedAuditLine, locale: AnyLocale): AuditChange[] =>
  auditChanges(locale, {
    ...row,
    timeZone: ZONE,
    reviewReason: (kept) => reviewReasonTexts(locale, kept, null).join(' · '),
  });

function Changes({ changes, t }: { changes: AuditChange[]; t: ConsoleTexts }) {
  if (changes.length === 0) return <p className="mt-2 text-muted-foreground text-xs">{t('audit.noDetails')}</p>;
  return (
    <dl className="mt-2 space-y-2 rounded-md bg-muted p-3 text-xs">
      {changes.map(({ field, label, before, after }) => (
        <div key={field} className="grid gap-x-4 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <dt className="text-muted-foreground" title={field}>
            {label}
          </dt>
          <dd className="min-w-0 break-words">
            {before === null ? null : (
              <>
                <span className="sr-only">{t('audit.before')}: </span>
                {before}
                <span aria-hidden="true"> → </span>
                <span className="sr-only">, {t('audit.after')}: </span>
              </>
            )}
            {after ?? '–'}
          </dd>
        </div>
      ))}
    </dl>
  );
}
