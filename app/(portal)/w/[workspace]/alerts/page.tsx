import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { translator } from '@/lib/i18n/translator';
import { type AlertRow, mayManageAlerts, readAlerts } from '@/lib/portal/alerts';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';
import { AlertTabs } from './_components/alert-tabs';

export const generateMetadata = pageTitle((locale) => translator(locale, 'alerts')('title'));

const TONES: Record<AlertRow['status'], BadgeTone> = { on: 'success', off: 'neutral', fired: 'warning' };

export default async function AlertsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'alerts:view', '/alerts');
  const alerts = await orScreen(() => readAlerts(actor, workspace));
  const mayManage = mayManageAlerts(actor, workspace);
  const t = translator(workspace.locale, 'alerts');
  const base = `/w/${workspace.slug}/alerts`;
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          mayManage ? (
            <Link href={`${base}/new`} prefetch={false} className={buttonVariants()}>
              {t('new')}
            </Link>
          ) : null
        }
      >
        {t('intro')}
      </PageHeader>
      <AlertTabs actor={actor} workspace={workspace} here="rules" />
      <Card className="overflow-hidden">
        {alerts.length === 0 ? (
          <Empty title={t('empty')}>{t('emptyText')}</Empty>
        ) : (
          <Table>
            <caption className="sr-only">{t('title')}</caption>
            <thead>
              <tr>
                <Th>{t('list.what')}</Th>
                <Th>{t('list.status')}</Th>
                <Th className="max-md:hidden">{t('list.who')}</Th>
                <Th className="max-sm:hidden">{t('list.last')}</Th>
              </tr>
            </thead>
            <tbody>
              {alerts.map((alert) => (
                <Tr key={alert.id} className={mayManage ? 'relative hover:bg-muted/60' : undefined}>
                  <Td className="font-medium">
                    {mayManage ? (
                      <Link href={`${base}/${alert.id}`} prefetch={false} className="after:absolute after:inset-0">
                        {alert.what}
                      </Link>
                    ) : (
                      alert.what
                    )}
                    <span className="block break-words font-normal text-muted-foreground text-xs md:hidden">
                      {alert.who}
                    </span>
                  </Td>
                  <Td>
                    <Badge tone={TONES[alert.status]}>{t(`list.${alert.status}`)}</Badge>
                  </Td>
                  <Td className="max-w-72 break-words text-muted-foreground max-md:hidden">{alert.who}</Td>
                  <Td className="whitespace-nowrap text-muted-foreground max-sm:hidden">
                    {alert.lastFired ?? t('list.never')}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        )}
      </Card>
    </>
  );
}
