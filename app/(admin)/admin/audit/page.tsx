import Form from 'next/form';
import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { Button, buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Input } from '@/components/ui/input';
import { searchAudit } from '@/lib/admin/audit';
import { auditQuery, parseAudit } from '@/lib/admin/audit-params';
import { AUDIT_ACTIONS, actionLabel } from '@/lib/auth/audit-actions';
import { one, type SearchParams, withQuery } from '@/lib/portal/query';
import { AuditList } from '../_components/audit-list';
import { FilterField, Pages } from '../_components/parts';
import { consoleTitle, orScreen, requireConsole } from '../_lib/console';

export const generateMetadata = consoleTitle('audit');

const BASE = '/admin/audit';

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { actor, locale, t, f } = await requireConsole('installation:audit', BASE);
  const params = await searchParams;
  const filter = parseAudit(params);
  const asked = auditQuery(filter);
  const page = await orScreen(() => searchAudit(actor, filter, { cursor: one(params, 'cursor') ?? null }));
  const isFiltered = Object.values(asked).some((value) => value !== undefined);
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
        <Form
          prefetch={false}
          action={BASE}
          key={JSON.stringify(asked)}
          className="grid grid-cols-2 items-end gap-x-3 gap-y-4 sm:grid-cols-3 xl:grid-cols-6"
        >
          <FilterField id="action" label={t('audit.action')}>
            <Input
              id="action"
              name="action"
              defaultValue={asked.action ?? ''}
              placeholder="grant.void"
              list="audit-actions"
              translate="no"
            />
            <datalist id="audit-actions">
              {AUDIT_ACTIONS.map((action) => (
                <option key={action} value={action}>
                  {actionLabel(locale, action)}
                </option>
              ))}
            </datalist>
          </FilterField>
          <FilterField id="actor" label={t('audit.actor')}>
            <Input id="actor" name="actor" defaultValue={asked.actor ?? ''} placeholder={t('audit.actorHint')} />
          </FilterField>
          <FilterField id="customer" label={t('audit.customer')}>
            <Input
              id="customer"
              name="customer"
              defaultValue={asked.customer ?? ''}
              placeholder={t('audit.customerHint')}
            />
          </FilterField>
          <FilterField id="q" label={t('audit.text')}>
            <Input id="q" name="q" type="search" defaultValue={asked.q ?? ''} />
          </FilterField>
          <FilterField id="from" label={t('from')}>
            <Input id="from" name="from" type="date" defaultValue={asked.from ?? ''} />
          </FilterField>
          <FilterField id="to" label={t('to')}>
            <Input id="to" name="to" type="date" defaultValue={asked.to ?? ''} />
          </FilterField>
          {asked.target ? <input type="hidden" name="target" value={asked.target} /> : null}
          <div className="col-span-full flex gap-2">
            <Button type="submit" variant="outline">
              {t('show')}
            </Button>
            {isFiltered ? (
              <Link prefetch={false} href={BASE} className={buttonVariants({ variant: 'ghost' })}>
                {t('clear')}
              </Link>
            ) : null}
          </div>
        </Form>
        <Card className="overflow-hidden">
          {page.items.length === 0 ? (
            <Empty title={t('noMatch')}>{t('noMatchText')}</Empty>
          ) : (
            <AuditList rows={page.items} locale={locale} t={t} f={f} />
          )}
        </Card>
        <Pages page={page} t={t} hrefOf={(cursor) => withQuery(BASE, { ...asked, cursor })} />
      </div>
    </>
  );
}
