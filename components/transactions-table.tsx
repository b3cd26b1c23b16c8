import Link from 'next/link';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { cn } from './cn';
import { Badge } from './ui/badge';
import { Table, Td, Th, Tr } from './ui/table';

export interface TransactionLine {
  id: string;
  href: string;
  when: string;
  at: string;
  kind: string;
  /** Plain spending: its sign says enough. */
  isUsage: boolean;
  what: string;
  feature: string | null;
  contextId: string | null;
  member: string | null;
  key: string | null;
  wallet: string | null;
  amount: string;
  direction: 'in' | 'out' | 'none';
  balanceAfter: string;
}

interface TransactionsTableProps {
  locale: AnyLocale;
  caption: string;
  rows: TransactionLine[];
  /** Leaves out member, key, feature and context. */
  brief?: boolean;
}

const amountClass = (direction: TransactionLine['direction']) =>
  cn('figures whitespace-nowrap font-medium', direction === 'in' && 'text-success');

/** A statement. On phones each row is a small card of a few lines, and nothing has to be scrolled sideways. */
export function TransactionsTable({ locale, caption, rows, brief = false }: TransactionsTableProps) {
  const t = translator(locale, 'transactions');
  return (
    <Table className="max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr>
          <Th>{t('columns.time')}</Th>
          <Th>{t('columns.what')}</Th>
          {brief ? null : <Th className="max-lg:hidden">{t('columns.member')}</Th>}
          {brief ? null : <Th className="max-xl:hidden">{t('columns.key')}</Th>}
          <Th className="text-right">{t('columns.credits')}</Th>
          <Th className="text-right">{t('columns.balanceAfter')}</Th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {rows.map((row) => (
          <Row key={row.id} row={row} brief={brief} locale={locale} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ row, brief, locale }: { row: TransactionLine; brief: boolean; locale: AnyLocale }) {
  const t = translator(locale, 'transactions');
  const wallet = row.wallet ? t('walletOf', { name: row.wallet }) : null;
  return (
    <Tr
      className={cn(
        'relative hover:bg-muted/60 max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:px-5 max-md:py-3',
        !brief && 'max-md:first:border-t-0',
      )}
    >
      <Td className="whitespace-nowrap text-muted-foreground max-md:order-3 max-md:self-end max-md:p-0 max-md:text-xs">
        <time dateTime={row.at}>{row.when}</time>
      </Td>
      <Td className="max-w-0 md:w-full max-md:order-1 max-md:max-w-none max-md:p-0 max-md:pr-4">
        <span className="flex min-w-0 items-center gap-2">
          {/* The whole row leads to its page. */}
          <Link
            href={row.href}
            prefetch={false}
            className="line-clamp-2 min-w-0 break-words font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:outline-offset-[-2px]"
          >
            {row.what}
          </Link>
          {row.isUsage || row.what === row.kind ? null : <Badge className="max-sm:hidden">{row.kind}</Badge>}
          {wallet ? (
            <Badge tone="accent" className="max-md:hidden">
              {wallet}
            </Badge>
          ) : null}
        </span>
        <About row={row} brief={brief} wallet={wallet} />
      </Td>
      {brief ? null : <Td className="max-w-40 truncate text-muted-foreground max-lg:hidden">{row.member ?? '–'}</Td>}
      {brief ? null : <Td className="max-w-40 truncate text-muted-foreground max-xl:hidden">{row.key ?? '–'}</Td>}
      <Td className={cn(amountClass(row.direction), 'text-right max-md:order-2 max-md:p-0')}>{row.amount}</Td>
      <Td className="figures whitespace-nowrap text-right text-muted-foreground max-md:order-4 max-md:self-end max-md:p-0 max-md:text-xs">
        <span className="md:sr-only">{t('balance')} </span>
        {row.balanceAfter}
      </Td>
    </Tr>
  );
}

/**
 * Feature and context under the words; member, key and wallet too where they stand nowhere else. A phone shows only what
 * tells rows apart: the rest is on the row's own page.
 */
function About({ row, brief, wallet }: { row: TransactionLine; brief: boolean; wallet: string | null }) {
  const rest = [
    { text: row.feature, className: '' },
    { text: row.contextId, className: 'font-mono max-md:hidden' },
    { text: row.member, className: 'lg:hidden' },
    { text: row.key, className: 'max-md:hidden xl:hidden' },
  ];
  const parts = [...(brief ? [] : rest), { text: wallet, className: 'md:hidden' }].filter(
    ({ text }) => text !== null && text !== row.what,
  );
  if (parts.length === 0) return null;
  return (
    <span className="mt-0.5 flex min-w-0 flex-wrap gap-x-3 overflow-hidden text-muted-foreground text-xs">
      {parts.map(({ text, className }) => (
        <span key={`${className} ${text}`} className={cn('max-w-full truncate', className)}>
          {text}
        </span>
      ))}
    </span>
  );
}
