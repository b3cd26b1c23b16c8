import { ActionForm } from '@/components/forms/action-form';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { RawError } from '@/components/raw-error';
import { Alert } from '@/components/ui/alert';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { Empty } from '@/components/ui/empty';
import { Table, TableBox, Td, Th, Tr } from '@/components/ui/table';
import { translator } from '@/lib/i18n/translator';
import { newId } from '@/lib/ids';
import { type DeliveryLine, type EndpointView, readEndpointScreen } from '@/lib/portal/endpoints';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { orScreen, pageTitle, requirePortal } from '../../../_lib/portal';
import { secretTexts } from '../../../_lib/secret-texts';
import { EndpointFields } from '../../_components/endpoint-fields';
import {
  removeEndpointForm,
  replayForm,
  rotateSecretForm,
  saveEndpointForm,
  switchEndpointForm,
  testEndpointForm,
} from '../../actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'alerts')('tabs.webhooks'));

interface EndpointProps {
  params: Promise<{ workspace: string; endpoint: string }>;
}

export default async function EndpointPage({ params }: EndpointProps) {
  const { workspace: slug, endpoint: endpointId } = await params;
  const { actor, workspace } = await requirePortal(slug, 'webhooks:view', `/alerts/webhooks/${endpointId}`);
  const screen = await orScreen(() => readEndpointScreen(actor, workspace, endpointId));
  const { endpoint, deliveries, canManage } = screen;
  const t = translator(workspace.locale, 'alerts');
  return (
    <>
      <BackLink href={`/w/${workspace.slug}/alerts/webhooks`}>{t('hooks.back')}</BackLink>
      <PageHeader title={new URL(endpoint.url).host}>
        <span className="break-all">{endpoint.url}</span>
      </PageHeader>
      {endpoint.disabledReason ? (
        <Alert tone="warning" title={t('hooks.off')} className="mb-6">
          {t(`hooks.${endpoint.disabledReason}`)}
        </Alert>
      ) : null}
      {canManage ? <Manage workspace={workspace} endpoint={endpoint} /> : null}
      <Card className="mt-6 overflow-hidden">
        <CardHeader>
          <CardTitle>{t('hooks.log')}</CardTitle>
          <p className="text-muted-foreground text-xs">{t('hooks.logIntro')}</p>
        </CardHeader>
        <Log workspace={workspace} endpoint={endpoint} deliveries={deliveries} canReplay={canManage} />
      </Card>
      {canManage ? (
        <div className="mt-6 grid gap-6 lg:grid-cols-2">
          <Disclosure summary={t('hooks.remove')}>
            <p>{t('hooks.removeText')}</p>
            <ActionForm
              action={removeEndpointForm.bind(null, workspace.slug, endpoint.id)}
              submit={t('hooks.remove')}
              variant="destructive"
            />
          </Disclosure>
        </div>
      ) : null}
    </>
  );
}

interface PartProps {
  workspace: PortalWorkspace;
  endpoint: EndpointView;
}

function Manage({ workspace, endpoint }: PartProps) {
  const { locale, slug } = workspace;
  const t = translator(locale, 'alerts');
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Card className="p-5">
        <ActionForm action={saveEndpointForm.bind(null, slug, endpoint.id)} submit={t('hooks.save')} variant="outline">
          <EndpointFields
            locale={locale}
            url={endpoint.url}
            description={endpoint.description}
            events={endpoint.events}
          />
        </ActionForm>
      </Card>
      <div className="space-y-6">
        <Card>
          <CardHeader>
            <CardTitle>{t('hooks.status')}</CardTitle>
            <Badge tone={endpoint.isEnabled ? 'success' : 'neutral'}>
              {t(endpoint.isEnabled ? 'hooks.on' : 'hooks.off')}
            </Badge>
          </CardHeader>
          <CardContent className="flex flex-wrap gap-3">
            <ActionForm
              action={switchEndpointForm.bind(null, slug, endpoint.id, !endpoint.isEnabled)}
              submit={t(endpoint.isEnabled ? 'hooks.disable' : 'hooks.enable')}
              variant={endpoint.isEnabled ? 'outline' : 'primary'}
              inline
            />
            {endpoint.isEnabled ? (
              <ActionForm
                action={testEndpointForm.bind(null, slug, endpoint.id)}
                formId={newId()}
                submit={t('hooks.test')}
                variant="outline"
                inline
              />
            ) : null}
          </CardContent>
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>{t('hooks.secret')}</CardTitle>
          </CardHeader>
          <CardContent>
            <p className="mb-4 text-muted-foreground text-sm">{t('hooks.rotateText')}</p>
            <ActionForm
              action={rotateSecretForm.bind(null, slug, endpoint.id)}
              formId={newId()}
              submit={t('hooks.rotate')}
              variant="outline"
              secretTexts={secretTexts(locale, t('hooks.secret'))}
            />
            {endpoint.oldSecretUntil ? (
              <p className="mt-3 text-sm">{t('hooks.oldUntil', { until: endpoint.oldSecretUntil })}</p>
            ) : null}
          </CardContent>
        </Card>
      </div>
    </div>
  );
}

const TONES: Record<DeliveryLine['status'], BadgeTone> = {
  pending: 'warning',
  delivered: 'success',
  dead: 'destructive',
};

interface LogProps extends PartProps {
  deliveries: DeliveryLine[];
  canReplay: boolean;
}

function Log({ workspace, endpoint, deliveries, canReplay }: LogProps) {
  const t = translator(workspace.locale, 'alerts');
  if (deliveries.length === 0) return <Empty title={t('hooks.noLog')} />;
  return (
    <TableBox label={t('hooks.log')}>
      <Table>
        <caption className="sr-only">{t('hooks.log')}</caption>
        <thead>
          <tr>
            <Th>{t('hooks.event')}</Th>
            <Th>{t('hooks.status')}</Th>
            <Th className="text-right">{t('hooks.attempts')}</Th>
            <Th>{t('hooks.answer')}</Th>
            {canReplay && endpoint.isEnabled ? (
              <Th>
                <span className="sr-only">{t('hooks.replay')}</span>
              </Th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <Tr key={delivery.id}>
              <Td className="whitespace-nowrap">
                <code className="font-mono text-xs">{delivery.type}</code>
                <span className="block text-muted-foreground text-xs">{delivery.time}</span>
              </Td>
              <Td>
                <Badge tone={TONES[delivery.status]}>{t(`hooks.statuses.${delivery.status}`)}</Badge>
              </Td>
              <Td className="figures text-right">{delivery.attempts}</Td>
              <Td className="min-w-48 break-words text-muted-foreground text-xs">
                {delivery.answer}
                <RawError>{delivery.answerDetail}</RawError>
              </Td>
              {canReplay && endpoint.isEnabled ? (
                <Td>
                  <ActionForm
                    action={replayForm.bind(null, workspace.slug, endpoint.id, delivery.id)}
                    formId={newId()}
                    submit={t('hooks.replay')}
                    submitLabel={t('hooks.replayNamed', { type: delivery.type, time: delivery.time })}
                    variant="ghost"
                    size="sm"
                    inline
                  />
                </Td>
              ) : null}
            </Tr>
          ))}
        </tbody>
      </Table>
    </TableBox>
  );
}
