import Link from 'next/link';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Card } from '@/components/ui/card';
import { ALERT_KINDS } from '@/lib/alerts/types';
import { translator } from '@/lib/i18n/translator';
import { readNewAlert } from '@/lib/portal/alerts';
import { one, type SearchParams, withQuery } from '@/lib/portal/query';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { AlertForm } from '../_components/alert-form';

export const generateMetadata = pageTitle((locale) => translator(locale, 'alerts')('form.newTitle'));

interface NewAlertProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

/** First what to watch, which is an address of its own; then the rest of it. */
export default async function NewAlertPage({ params, searchParams }: NewAlertProps) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'alerts:manage', '/alerts/new');
  const kind = one(await searchParams, 'kind');
  const screen = kind ? await orScreen(() => readNewAlert(actor, workspace, kind)) : null;
  const t = translator(workspace.locale, 'alerts');
  const base = `/w/${workspace.slug}/alerts`;
  return (
    <>
      <BackLink href={screen ? `${base}/new` : base}>{t(screen ? 'form.choose' : 'back')}</BackLink>
      <PageHeader title={screen ? t(`kinds.${screen.values.kind}`) : t('form.newTitle')}>
        {screen ? undefined : t('form.choose')}
      </PageHeader>
      {screen ? (
        <Card className="max-w-2xl p-5 sm:p-6">
          <AlertForm workspace={workspace} ruleId={null} screen={screen} />
        </Card>
      ) : (
        <ul className="grid max-w-3xl gap-3 sm:grid-cols-2">
          {ALERT_KINDS.map((one) => (
            <li key={one}>
              <Link
                href={withQuery(`${base}/new`, { kind: one })}
                prefetch={false}
                className="block h-full rounded-lg border bg-card p-4 shadow-raise hover:border-input"
              >
                <span className="block font-medium">{t(`kinds.${one}`)}</span>
                <span className="mt-1 block text-muted-foreground text-sm">{t(`meanings.${one}`)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
