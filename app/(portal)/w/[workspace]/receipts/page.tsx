import Link from 'next/link';
import { cn } from '@/components/cn';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { can } from '@/lib/auth/policy';
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
      <Card className="overflow-hidden">
        {screen.rows.length === 0 ? (
          <Empty
            title={t('empty.title')}
            action={
              can(actor, 'purchases:create', { workspaceId: workspace.id }) ? (
                <Link
                  prefetch={false}
                  href={`/w/${workspace.slug}/top-up`}
                  className={buttonVariants({ variant: 'outline' })}
                >
                  {t('empty.action')}
                </Link>
              ) : null
            }
          >
            {t('empty.text')}
          </Empty>
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

/** On phones each purchase is a small card of two lines. */
function List({ rows, base, t }: { rows: ReceiptRow[]; base: string; t: Translator<'receipts'> }) {
  return (
    <Table className="max-sm:block" aria-label={t('title')}>
      <thead className="max-sm:sr-only">
        <tr>
          <Th>{t('columns.date')}</Th>
          <Th>{t('columns.what')}</Th>
          <Th className="text-right">{t('columns.total')}</Th>
          <Th>{t('columns.status')}</Th>
          <Th className="text-right">{t('columns.open')}</Th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map((row) => (
          <Row key={row.id} row={row} base={base} t={t} />
        ))}
      </tbody>
    </Table>
  );
}

const CELL = 'max-sm:p-0';

function Row({ row, base, t }: { row: ReceiptRow; base: string; t: Translator<'receipts'> }) {
  const { id, date, what, total, status, hasPdf } = row;
  return (
    <Tr className="relative hover:bg-muted/60 max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-4 max-sm:gap-y-1 max-sm:first:border-t-0 max-sm:px-5 max-sm:py-3.5">
      <Td className={cn(CELL, 'whitespace-nowrap max-sm:order-3 max-sm:text-muted-foreground max-sm:text-xs')}>
        {/* The whole row leads to its page. */}
        <Link
          prefetch={false}
          href={`${base}/${id}`}
          className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:outline-offset-[-2px]"
        >
          {date}
        </Link>
        <Badge tone={STATUS_TONES[status]} className="ml-2 sm:hidden">
          {t(`status.${status}`)}
        </Badge>
      </Td>
      <Td className={cn(CELL, 'figures font-medium max-sm:order-1')}>{what}</Td>
      <Td className={cn(CELL, 'figures whitespace-nowrap text-right font-medium max-sm:order-2')}>{total}</Td>
      <Td className="max-sm:hidden">
        <Badge tone={STATUS_TONES[status]}>{t(`status.${status}`)}</Badge>
      </Td>
      <Td className={cn(CELL, 'whitespace-nowrap text-right max-sm:order-4')}>
        {hasPdf ? (
          <a
            href={`${base}/${id}/pdf`}
            className="relative inline-flex min-h-6 items-center underline underline-offset-4"
          >
            {t('pdf')}
            <span className="sr-only">, {date}</span>
          </a>
        ) : (
          <Link
            prefetch={false}
            href={`${base}/${id}`}
            className="relative inline-flex min-h-6 items-center underline underline-offset-4"
          >
            {t('open')}
            <span className="sr-only">, {date}</span>
          </Link>
        )}
      </Td>
    </Tr>
  );
}
