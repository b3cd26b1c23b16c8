import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { ROW_LINK, StackRow, StackTable, StackTd, Th } from '@/components/ui/table';
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

function List({ rows, base, t }: { rows: ReceiptRow[]; base: string; t: Translator<'receipts'> }) {
  const head = (
    <>
      <Th>{t('columns.date')}</Th>
      <Th>{t('columns.what')}</Th>
      <Th className="text-right">{t('columns.total')}</Th>
      <Th>{t('columns.status')}</Th>
      <Th className="text-right">{t('columns.open')}</Th>
    </>
  );
  return (
    <StackTable caption={t('title')} head={head}>
      {rows.map((row) => (
        <Row key={row.id} row={row} base={base} t={t} />
      ))}
    </StackTable>
  );
}

const OPEN = 'relative inline-flex min-h-6 items-center underline underline-offset-4';

/** On phones: credits and total; under them date, status and the paper. */
function Row({ row, base, t }: { row: ReceiptRow; base: string; t: Translator<'receipts'> }) {
  const { id, date, what, total, status, hasPdf } = row;
  return (
    <StackRow className="hover:bg-muted/60 max-sm:grid-cols-[auto_minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:first:border-t-0">
      <StackTd className="whitespace-nowrap max-sm:order-3 max-sm:text-muted-foreground max-sm:text-xs">
        <Link prefetch={false} href={`${base}/${id}`} className={ROW_LINK}>
          {date}
        </Link>
      </StackTd>
      <StackTd className="figures font-medium max-sm:order-1 max-sm:col-span-2">{what}</StackTd>
      <StackTd className="figures whitespace-nowrap text-right font-medium max-sm:order-2">{total}</StackTd>
      <StackTd className="max-sm:order-4">
        <Badge tone={STATUS_TONES[status]}>{t(`status.${status}`)}</Badge>
      </StackTd>
      <StackTd className="whitespace-nowrap text-right max-sm:order-5">
        {hasPdf ? (
          <a href={`${base}/${id}/pdf`} className={OPEN}>
            {t('pdf')}
            <span className="sr-only">, {date}</span>
          </a>
        ) : (
          <Link prefetch={false} href={`${base}/${id}`} className={OPEN}>
            {t('open')}
            <span className="sr-only">, {date}</span>
          </Link>
        )}
      </StackTd>
    </StackRow>
  );
}
