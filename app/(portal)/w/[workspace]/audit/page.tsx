import { Download } from 'lucide-react';
import Form from 'next/form';
import Link from 'next/link';
import { FilterField } from '@/components/forms/filter-field';
import { PageHeader } from '@/components/layout/page-header';
import { Button, buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Input, Select } from '@/components/ui/input';
import { actionLabel, WORKSPACE_ACTIONS } from '@/lib/auth/audit-actions';
import { formats } from '@/lib/i18n/formats';
import { translator } from '@/lib/i18n/translator';
import { type AuditLine, type AuditParams, auditQuery, parseAuditParams, readAudit } from '@/lib/portal/audit';
import { type SearchParams, withQuery } from '@/lib/portal/query';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';

export const generateMetadata = pageTitle((locale) => translator(locale, 'audit')('title'));

interface AuditProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function AuditPage({ params, searchParams }: AuditProps) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'audit:view', '/audit');
  const asked = parseAuditParams(await searchParams);
  const screen = await orScreen(() => readAudit(actor, workspace, asked));
  const t = translator(workspace.locale, 'audit');
  const base = `/w/${workspace.slug}/audit`;
  const query = auditQuery(asked);
  const isFiltered = Object.values(query).some(Boolean);
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={(['csv', 'json'] as const).map((format) => (
          <a
            key={format}
            href={withQuery(`${base}/export`, { ...query, format })}
            download
            className={buttonVariants({ variant: 'outline' })}
          >
            <Download aria-hidden="true" />
            {t(`export.${format}`)}
          </a>
        ))}
      >
        {t('intro')} {t('times', { zone: formats(workspace.locale).zone(workspace.timeZone, new Date()) })}
      </PageHeader>
      <div className="space-y-6">
        <Filters workspace={workspace} asked={asked} people={screen.people} isFiltered={isFiltered} />
        <Card>
          {screen.lines.length === 0 ? (
            <Empty title={t(isFiltered ? 'noMatch' : 'empty')}>{t(isFiltered ? 'noMatchText' : 'emptyText')}</Empty>
          ) : (
            <ol aria-label={t('title')} className="divide-y">
              {screen.lines.map((line) => (
                <Line key={line.id} line={line} workspace={workspace} />
              ))}
            </ol>
          )}
        </Card>
        {asked.cursor || screen.older ? (
          <nav aria-label={t('list.pages')} className="flex justify-between gap-3">
            {asked.cursor ? (
              <Link href={withQuery(base, query)} prefetch={false} className={buttonVariants({ variant: 'outline' })}>
                {t('list.newest')}
              </Link>
            ) : (
              <span />
            )}
            {screen.older ? (
              <Link
                href={withQuery(base, { ...query, cursor: screen.older })}
                prefetch={false}
                rel="next"
                className={buttonVariants({ variant: 'outline' })}
              >
                {t('list.older')}
              </Link>
            ) : null}
          </nav>
        ) : null}
      </div>
    </>
  );
}

interface FiltersProps {
  workspace: PortalWorkspace;
  asked: AuditParams;
  people: { id: string; name: string }[];
  isFiltered: boolean;
}

function Filters({ workspace, asked, people, isFiltered }: FiltersProps) {
  const t = translator(workspace.locale, 'audit');
  const base = `/w/${workspace.slug}/audit`;
  return (
    <Form
      prefetch={false}
      key={JSON.stringify(asked)}
      action={base}
      className="grid grid-cols-2 items-end gap-x-3 gap-y-4 lg:grid-cols-[repeat(4,minmax(0,1fr))_auto]"
    >
      <FilterField id="action" label={t('filter.action')}>
        <Select id="action" name="action" defaultValue={asked.action ?? ''}>
          <option value="">{t('filter.all')}</option>
          {WORKSPACE_ACTIONS.map((action) => (
            <option key={action} value={action}>
              {actionLabel(workspace.locale, action)}
            </option>
          ))}
        </Select>
      </FilterField>
      <FilterField id="who" label={t('filter.who')}>
        <Select id="who" name="who" defaultValue={asked.who ?? ''}>
          <option value="">{t('filter.everybody')}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </FilterField>
      <FilterField id="from" label={t('filter.from')}>
        <Input id="from" name="from" type="date" defaultValue={asked.fromDate ?? ''} />
      </FilterField>
      <FilterField id="to" label={t('filter.to')}>
        <Input id="to" name="to" type="date" defaultValue={asked.toDate ?? ''} />
      </FilterField>
      <div className="flex gap-2 max-lg:col-span-full max-lg:justify-end">
        {isFiltered ? (
          <Link prefetch={false} href={base} className={buttonVariants({ variant: 'ghost' })}>
            {t('filter.clear')}
          </Link>
        ) : null}
        <Button type="submit" variant="outline">
          {t('filter.apply')}
        </Button>
      </div>
    </Form>
  );
}

function Line({ line, workspace }: { line: AuditLine; workspace: PortalWorkspace }) {
  const t = translator(workspace.locale, 'audit');
  return (
    <li className="grid gap-x-6 gap-y-1 px-5 py-3.5 text-sm md:grid-cols-[13rem_minmax(0,1fr)]">
      <div>
        <p className="break-words font-medium">{line.who}</p>
        <p className="figures text-muted-foreground text-xs">{line.when}</p>
        {line.ip ? <p className="break-all text-muted-foreground text-xs">{t('list.ip', { ip: line.ip })}</p> : null}
      </div>
      <div className="min-w-0">
        <p className="break-words">
          <span className="font-medium">{line.what}</span>
          {line.target ? `: ${line.target}` : null}
        </p>
        {line.reason ? (
          <p className="break-words text-muted-foreground text-xs">{t('list.reason', { reason: line.reason })}</p>
        ) : null}
        {line.changes.length > 0 ? (
          <ul className="mt-1 space-y-0.5 text-muted-foreground text-xs">
            {line.changes.map(({ field, label, before, after }) => (
              <li key={field} className="break-words">
                {label}: {before === null ? null : <del>{before}</del>}
                {before !== null && after !== null ? ' → ' : null}
                {after === null ? null : <ins className="text-foreground no-underline">{after}</ins>}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  );
}
