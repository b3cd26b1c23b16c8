import Link from 'next/link';
import { cn } from '@/components/cn';
import { Badge } from '@/components/ui/badge';
import { ROW_LINK, StackRow, StackTable, StackTd, Td, Th } from '@/components/ui/table';
import type { PurchaseLine } from '@/lib/admin/purchases';
import { type ConsoleFormats, type ConsoleTexts, ZONE } from '../_lib/console';
import { PurchaseBadge } from './badges';

interface PurchasesTableProps {
  rows: PurchaseLine[];
  t: ConsoleTexts;
  f: ConsoleFormats;
  /** On a customer's own page the name says nothing, and there is less room. */
  withCustomer?: boolean;
}

/** Which road found the money; a saved card that was charged without its owner says so. */
export function roadText(row: Pick<PurchaseLine, 'fulfilledBy' | 'paymentKind'>, t: ConsoleTexts): string {
  const road = row.fulfilledBy ? t(`roads.${row.fulfilledBy}`) : t('roads.none');
  return row.paymentKind === 'card' ? `${road}, ${t('roads.card')}` : road;
}

export function PurchasesTable({ rows, t, f, withCustomer = true }: PurchasesTableProps) {
  const head = (
    <>
      <Th>{t('columns.begun')}</Th>
      {withCustomer ? <Th>{t('columns.customer')}</Th> : null}
      <Th>{t('columns.status')}</Th>
      <Th className="text-right">{t('columns.total')}</Th>
      <Th className="text-right max-md:hidden">{t('columns.credits')}</Th>
      {withCustomer ? <Th className="max-lg:hidden">{t('columns.road')}</Th> : null}
    </>
  );
  return (
    <StackTable caption={t('nav.purchases')} head={head}>
      {rows.map((row) => (
        <StackRow key={row.id} className="hover:bg-muted/60">
          <StackTd
            className={cn(
              'whitespace-nowrap',
              withCustomer && 'max-sm:order-3 max-sm:text-muted-foreground max-sm:text-xs',
            )}
          >
            <Link href={`/admin/purchases/${row.id}`} prefetch={false} className={cn(ROW_LINK, 'font-medium')}>
              <time dateTime={row.createdAt.toISOString()}>{f.dateTime(row.createdAt, ZONE)}</time>
            </Link>
            {row.mode === 'test' ? (
              <Badge tone="warning" className="ml-2">
                {t('testMode')}
              </Badge>
            ) : null}
          </StackTd>
          {withCustomer ? (
            <StackTd className="max-w-48 truncate max-sm:order-1 max-sm:max-w-none max-sm:font-medium">
              {row.workspaceName}
            </StackTd>
          ) : null}
          <StackTd className={cn('max-sm:order-4', withCustomer && 'max-sm:text-right')}>
            <PurchaseBadge status={row.status} t={t} />
          </StackTd>
          <StackTd className="figures whitespace-nowrap text-right font-medium max-sm:order-2">
            {f.money(row.totalMinor, row.currency)}
            {row.refundedMinor > 0n ? (
              <span className="block font-normal text-muted-foreground text-xs">
                {t('purchases.refunded', { amount: f.money(row.refundedMinor, row.currency) })}
              </span>
            ) : null}
          </StackTd>
          <Td className="figures whitespace-nowrap text-right max-md:hidden">
            {f.credits(row.creditMicro)}
            {row.bonusMicro > 0n ? <span className="text-muted-foreground"> +{f.credits(row.bonusMicro)}</span> : null}
          </Td>
          {withCustomer ? <Td className="text-muted-foreground max-lg:hidden">{roadText(row, t)}</Td> : null}
        </StackRow>
      ))}
    </StackTable>
  );
}
