import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { translator } from '@/lib/i18n/translator';
import { type KeyRow, mayMakeKeys, readKeys } from '@/lib/portal/keys';
import { scopeLabel } from '@/lib/portal/labels';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';
import { STATUS_TONES } from './_components/tones';

export const generateMetadata = pageTitle((locale) => translator(locale, 'keys')('title'));

export default async function KeysPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'keys:view', '/keys');
  const keys = await orScreen(() => readKeys(actor, workspace, new Date()));
  const t = translator(workspace.locale, 'keys');
  const create = mayMakeKeys(actor, workspace) ? (
    <Link href={`/w/${workspace.slug}/keys/new`} prefetch={false} className={buttonVariants()}>
      {t('create')}
    </Link>
  ) : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <>
            <Link href="/docs" prefetch={false} className={buttonVariants({ variant: 'outline' })}>
              {t('docs')}
            </Link>
            {keys.length === 0 ? null : create}
          </>
        }
      >
        {t('intro')}
      </PageHeader>
      <p className="mb-6 text-sm">
        <span className="text-muted-foreground">{t('workspaceId')}: </span>
        <code className="break-all rounded-sm bg-muted max-sm:mt-1 max-sm:block max-sm:w-fit px-1.5 py-0.5 font-mono text-xs">
          {workspace.id}
        </code>
      </p>
      <Card className="overflow-hidden">
        {keys.length === 0 ? (
          <Empty title={t('empty')} action={create}>
            {create ? t('emptyText') : t('emptyForReaders')}
          </Empty>
        ) : (
          <Table>
            <caption className="sr-only">{t('title')}</caption>
            <thead>
              <tr>
                <Th>{t('list.name')}</Th>
                <Th className="max-sm:hidden">{t('list.status')}</Th>
                <Th className="max-lg:hidden">{t('list.may')}</Th>
                <Th className="text-right max-sm:whitespace-normal">{t('list.spent')}</Th>
                <Th className="max-md:hidden">{t('list.lastUsed')}</Th>
              </tr>
            </thead>
            <tbody>
              {keys.map((key) => (
                <Row key={key.id} row={key} workspace={workspace} />
              ))}
            </tbody>
          </Table>
        )}
      </Card>
    </>
  );
}

function Row({ row, workspace }: { row: KeyRow; workspace: PortalWorkspace }) {
  const t = translator(workspace.locale, 'keys');
  const status = <Badge tone={STATUS_TONES[row.status]}>{t(`status.${row.status}`)}</Badge>;
  return (
    <Tr className="relative hover:bg-muted/60">
      <Td className="w-full max-w-0">
        <span className="flex items-center gap-2 font-medium">
          <Link
            href={`/w/${workspace.slug}/keys/${row.id}`}
            prefetch={false}
            className="truncate after:absolute after:inset-0"
          >
            {row.name}
          </Link>
          {row.mode === 'test' ? <Badge tone="warning">{t('mode.test')}</Badge> : null}
        </span>
        <code className="block truncate font-mono text-muted-foreground text-xs">{row.hint}</code>
        {row.member ? (
          <span className="block truncate text-muted-foreground text-xs">{t('list.for', { member: row.member })}</span>
        ) : null}
        <span className="mt-1 block sm:hidden">{status}</span>
      </Td>
      <Td className="max-sm:hidden">
        {status}
        {row.expires ? (
          <span className="mt-1 block whitespace-nowrap text-muted-foreground text-xs">
            {t('list.until', { date: row.expires })}
          </span>
        ) : null}
      </Td>
      <Td className="text-muted-foreground max-lg:hidden">
        {row.scopes.map((scope) => scopeLabel(workspace.locale, scope)).join(', ')}
      </Td>
      <Td className="figures whitespace-nowrap text-right">{row.spent ?? '–'}</Td>
      <Td className="whitespace-nowrap text-muted-foreground max-md:hidden">{row.lastUsed ?? t('list.never')}</Td>
    </Tr>
  );
}
