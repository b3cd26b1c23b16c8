import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Table, TableBox, Td, Th, Tr } from '@/components/ui/table';
import { type Translator, translator } from '@/lib/i18n/translator';
import { one, type SearchParams, withQuery } from '@/lib/portal/query';
import { type ReceiptRow, readReceipts } from '@/lib/portal/receipts';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';
import { STATUS_TONES } from './_components/tones';

export const generateMetadata = pageTitle((locale) => translator(locale, 'receipts')('title'));

interface ReceiptsProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function ReceiptsPage({ params, searchParams }: ReceiptsProps) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'purchases:view', '/receipts');
  const cursor = one(await searchParams, 'cursor');
  const screen = await orScreen(() => readReceipts(actor, workspace, cursor));
  const t = translator(workspace.locale, 'receipts');
  const base = `/w/${workspace.slug}/receipts`;
  const turn = (to: string | null, label: string) =>
    to ? (
      <Link prefetch={false} href={withQuery(base, { cursor: to })} className={buttonVariants({ variant: 'outline' })}>
        {label}
      </Link>
    ) : null;
  return (
    <>
      <PageHeader title={t('title')}>{t('intro')}</PageHeader>
      {screen.debt ? (
        <Alert tone="warning" className="mb-6">
          {screen.debt}
        </Alert>
      ) : null}
      <Card>
        {screen.rows.length === 0 ? (
          <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
        ) : (
          <List rows={screen.rows} base={base} t={t} />
        )}
      </Card>
      <div className="mt-4 flex justify-end gap-2">
        {turn(screen.previous, t('newer'))}
        {turn(screen.next, t('older'))}
      </div>
    </>
  );
}

function List({ rows, base, t }: { rows: ReceiptRow[]; base: string; t: Translator<'receipts'> }) {
  return (
    <TableBox label={t('title')}>
      <Table aria-label={t('title')}>
        <thead>
          <tr>
            <Th>{t('columns.date')}</Th>
            <Th>{t('columns.what')}</Th>
            <Th className="text-right">{t('columns.total')}</Th>
            <Th>{t('columns.status')}</Th>
            <Th>{t('columns.open')}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, date, what, total, status, hasPdf }) => (
            <Tr key={id}>
              <Td className="whitespace-nowrap">
                <Link prefetch={false} href={`${base}/${id}`} className="underline-offset-4 hover:underline">
                  {date}
                </Link>
              </Td>
              <Td className="figures">{what}</Td>
              <Td className="figures whitespace-nowrap text-right">{total}</Td>
              <Td>
                <Badge tone={STATUS_TONES[status]}>{t(`status.${status}`)}</Badge>
              </Td>
              <Td className="whitespace-nowrap">
                {hasPdf ? (
                  <a href={`${base}/${id}/pdf`} className="underline underline-offset-4">
                    {t('pdf')}
                    <span className="sr-only">, {date}</span>
                  </a>
                ) : (
                  <Link prefetch={false} href={`${base}/${id}`} className="underline underline-offset-4">
                    {t('open')}
                    <span className="sr-only">, {date}</span>
                  </Link>
                )}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </TableBox>
  );
}
