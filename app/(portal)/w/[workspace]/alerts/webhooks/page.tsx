import Link from 'next/link';
import { ActionForm } from '@/components/forms/action-form';
import { PageHeader } from '@/components/layout/page-header';
import { Badge } from '@/components/ui/badge';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { translator } from '@/lib/i18n/translator';
import { newId } from '@/lib/ids';
import { mayManageEndpoints, readEndpoints } from '@/lib/portal/endpoints';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { secretTexts } from '../../_lib/secret-texts';
import { AlertTabs } from '../_components/alert-tabs';
import { EndpointFields } from '../_components/endpoint-fields';
import { createEndpointForm } from '../actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'alerts')('tabs.webhooks'));

export default async function WebhooksPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'webhooks:view', '/alerts/webhooks');
  const endpoints = await orScreen(() => readEndpoints(actor, workspace));
  const { locale } = workspace;
  const t = translator(locale, 'alerts');
  return (
    <>
      <PageHeader title={t('tabs.webhooks')}>{t('hooks.intro')}</PageHeader>
      <AlertTabs actor={actor} workspace={workspace} here="webhooks" />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card className="overflow-hidden">
          {endpoints.length === 0 ? (
            <Empty title={t('hooks.empty')}>{t('hooks.emptyText')}</Empty>
          ) : (
            <ul className="divide-y">
              {endpoints.map((endpoint) => (
                <li key={endpoint.id} className="relative px-5 py-4 hover:bg-muted/60">
                  <Link
                    href={`/w/${workspace.slug}/alerts/webhooks/${endpoint.id}`}
                    prefetch={false}
                    className="block break-all font-medium text-sm after:absolute after:inset-0"
                  >
                    {endpoint.url}
                  </Link>
                  {endpoint.description ? (
                    <p className="break-words text-muted-foreground text-sm">{endpoint.description}</p>
                  ) : null}
                  <p className="mt-1.5 flex flex-wrap gap-2 text-muted-foreground text-xs">
                    <Badge tone={endpoint.isEnabled ? 'success' : 'destructive'}>
                      {t(endpoint.isEnabled ? 'hooks.on' : 'hooks.off')}
                    </Badge>
                    {endpoint.events.length > 0 ? (
                      <span translate="no">{endpoint.events.join(', ')}</span>
                    ) : (
                      t('hooks.all')
                    )}
                  </p>
                </li>
              ))}
            </ul>
          )}
        </Card>
        {mayManageEndpoints(actor, workspace) ? (
          <Card>
            <CardHeader>
              <CardTitle>{t('hooks.new')}</CardTitle>
            </CardHeader>
            <CardContent>
              <ActionForm
                action={createEndpointForm.bind(null, workspace.slug)}
                formId={newId()}
                submit={t('hooks.create')}
                secretTexts={secretTexts(locale, t('hooks.secret'))}
              >
                <EndpointFields locale={locale} />
              </ActionForm>
            </CardContent>
          </Card>
        ) : null}
      </div>
    </>
  );
}
