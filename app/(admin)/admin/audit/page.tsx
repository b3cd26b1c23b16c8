import { PageHeader } from '@/components/layout/page-header';
import { buttonVariants } from '@/components/ui/button';
import { searchAudit } from '@/lib/admin/audit';
import { auditQuery, parseAudit } from '@/lib/admin/audit-params';
import { AUDIT_ACTIONS, type AuditAction, actionLabel } from '@/lib/auth/audit-actions';
import type { AnyLocale } from '@/lib/i18n/locales';
import { one, type SearchParams, withQuery } from '@/lib/portal/query';
import { AuditList } from '../_components/audit-list';
import { FilteredList, FilterInput, FilterSelect } from '../_components/filtered-list';
import { type ConsoleTexts, consoleTitle, orScreen, requireConsole } from '../_lib/console';

export const generateMetadata = consoleTitle('audit');

const BASE = '/admin/audit';

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { actor, locale, t, f } = await requireConsole('installation:audit', BASE);
  const params = await searchParams;
  const filter = parseAudit(params);
  const asked = auditQuery(filter);
  const page = await orScreen(() => searchAudit(actor, filter, { cursor: one(params, 'cursor') ?? null }));
  return (
    <>
      <PageHeader
        title={t('nav.audit')}
        actions={
          <a href={withQuery(`${BASE}/export`, asked)} download className={buttonVariants({ variant: 'outline' })}>
            {t('audit.export')}
          </a>
        }
      >
        {t('audit.intro')}
      </PageHeader>
      <div className="space-y-6">
        <FilteredList
          base={BASE}
          asked={asked}
          page={page}
          empty={t('audit.empty')}
          t={t}
          filters={<Filters asked={asked} locale={locale} t={t} />}
        >
          <AuditList rows={page.items} locale={locale} t={t} f={f} />
        </FilteredList>
      </div>
    </>
  );
}

interface FiltersProps {
  asked: ReturnType<typeof auditQuery>;
  locale: AnyLocale;
  t: ConsoleTexts;
}

function Filters({ asked, locale, t }: FiltersProps) {
  const label = (action: AuditAction) => actionLabel(locale, action);
  return (
    <>
      <FilterSelect
        id="action"
        label={t('audit.action')}
        values={AUDIT_ACTIONS.toSorted((a, b) => label(a).localeCompare(label(b), locale))}
        labelOf={label}
        asked={asked.action}
        t={t}
      />
      <FilterInput id="actor" label={t('audit.actor')} asked={asked.actor} placeholder={t('audit.actorHint')} />
      <FilterInput
        id="customer"
        label={t('audit.customer')}
        asked={asked.customer}
        placeholder={t('audit.customerHint')}
      />
      <FilterInput id="q" label={t('audit.text')} asked={asked.q} type="search" />
      <FilterInput id="from" label={t('from')} asked={asked.from} type="date" />
      <FilterInput id="to" label={t('to')} asked={asked.to} type="date" />
      {asked.target ? <input type="hidden" name="target" value={asked.target} /> : null}
    </>
  );
}
