import Link from 'next/link';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { dotClass } from './charts/colors';
import { cn } from './cn';
import { Table, TableBox, Td, Th, Tr } from './ui/table';

interface Comparison {
  amountText: string;
  changeText: string;
}

interface UsageTableProps {
  locale: AnyLocale;
  caption: string;
  interval: 'day' | 'week' | 'month';
  series: { key: string; label: string; totalText: string }[];
  columns: {
    key: string;
    label: string;
    /** The same in the table, whose rows need no more than this. */
    rowLabel: string;
    isPartial: boolean;
    valueTexts: string[];
    totalText: string;
    countText: string;
    before: (Comparison & { label: string }) | null;
  }[];
  totalText: string;
  countText: string;
  /** Set when the period before is shown too. */
  before: Comparison | null;
  /** Where a series leads when it is chosen; null: nowhere. */
  hrefOf?: (key: string) => string | null;
}

/** On phones the first column stays where it is, so that a row keeps its name while the figures move past. */
const FIRST = 'bg-card max-sm:sticky max-sm:left-0 max-sm:px-3.5';

/** The chart's twin: the same figures as exact text, newest first, with totals. */
export function UsageTable(props: UsageTableProps) {
  const { locale, caption, interval, series, columns, totalText, countText, before, hrefOf } = props;
  const t = translator(locale, 'usage');
  const shown = series.length > 1 ? series : [];
  return (
    <TableBox label={caption} className="max-h-128 overflow-y-auto">
      <Table>
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 z-10 bg-card shadow-[0_1px_0_var(--border)]">
          <tr>
            <Th className={FIRST}>{t(`buckets.${interval}`)}</Th>
            <Th className="px-3 text-right first-letter:uppercase">{t('credits')}</Th>
            {before ? <Th className="px-3 text-right">{t('compare.before')}</Th> : null}
            {before ? <Th className="px-3 text-right">{t('compare.change')}</Th> : null}
            {shown.map(({ key, label }, index) => (
              <Th key={key} className="px-3 text-right">
                <SeriesName label={label} index={index} href={hrefOf?.(key) ?? null} />
              </Th>
            ))}
            <Th className="text-right">{t('transactions')}</Th>
          </tr>
        </thead>
        <tbody>
          {columns.toReversed().map((column) => (
            <Tr key={column.key}>
              <Th scope="row" className={cn(FIRST, 'font-normal text-foreground text-sm')}>
                {column.rowLabel}
                {column.isPartial ? (
                  <span className="ml-2 text-muted-foreground text-xs max-sm:ml-0 max-sm:block">{t('soFar')}</span>
                ) : null}
              </Th>
              <Td className="figures px-3 text-right font-medium">{column.totalText}</Td>
              {before ? <Before comparison={column.before} title={column.before?.label} /> : null}
              {shown.map(({ key }, index) => (
                <Td key={key} className="figures px-3 text-right text-muted-foreground">
                  {column.valueTexts[index]}
                </Td>
              ))}
              <Td className="figures text-right text-muted-foreground">{column.countText}</Td>
            </Tr>
          ))}
        </tbody>
        <tfoot className="sticky bottom-0 z-10 bg-card shadow-[0_-1px_0_var(--border)]">
          <Tr>
            <Th scope="row" className={cn(FIRST, 'text-foreground text-sm')}>
              {t('total')}
            </Th>
            <Td className="figures px-3 text-right font-semibold">{totalText}</Td>
            {before ? <Before comparison={before} /> : null}
            {shown.map(({ key, totalText: total }) => (
              <Td key={key} className="figures px-3 text-right font-medium">
                {total}
              </Td>
            ))}
            <Td className="figures text-right font-medium">{countText}</Td>
          </Tr>
        </tfoot>
      </Table>
    </TableBox>
  );
}

function SeriesName({ label, index, href }: { label: string; index: number; href: string | null }) {
  const dot = (
    <span aria-hidden="true" className={cn('size-2 rounded-[2px] forced-color-adjust-none', dotClass(index))} />
  );
  if (!href) {
    return (
      <span className="inline-flex items-center gap-1.5">
        {dot}
        {label}
      </span>
    );
  }
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      className="inline-flex min-h-6 items-center gap-1.5 underline-offset-4 hover:text-foreground hover:underline"
    >
      {dot}
      {label}
    </Link>
  );
}

/** Two cells: what it was in the period before, and the change. */
function Before({ comparison, title }: { comparison: Comparison | null; title?: string }) {
  const style = 'figures whitespace-nowrap px-3 text-right text-muted-foreground';
  return (
    <>
      <Td className={style} title={title}>
        {comparison?.amountText ?? '–'}
      </Td>
      <Td className={style}>{comparison?.changeText ?? '–'}</Td>
    </>
  );
}
