import { dotClass } from './charts/colors';
import { cn } from './cn';
import { Table, TableBox, Td, Th, Tr } from './ui/table';

interface UsageTableProps {
  caption: string;
  /** Heading of the first column: 'Day', 'Week', 'Month'. */
  bucketName: string;
  series: { key: string; label: string; totalText: string }[];
  columns: {
    key: string;
    label: string;
    isPartial: boolean;
    valueTexts: string[];
    totalText: string;
    countText: string;
  }[];
  totalText: string;
  countText: string;
}

/** The chart's twin: the same figures as exact text, newest first, with totals. */
export function UsageTable({ caption, bucketName, series, columns, totalText, countText }: UsageTableProps) {
  const isStacked = series.length > 1;
  return (
    <TableBox label={caption} className="max-h-112 overflow-y-auto">
      <Table>
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 z-10 bg-card">
          <tr>
            <Th>{bucketName}</Th>
            <Th className="px-3 text-right">Credits</Th>
            {isStacked
              ? series.map(({ key, label }, index) => (
                  <Th key={key} className="px-3 text-right">
                    <span className="inline-flex items-center gap-1.5">
                      <span aria-hidden="true" className={cn('size-2 rounded-[2px]', dotClass(index))} />
                      {label}
                    </span>
                  </Th>
                ))
              : null}
            <Th className="text-right">Transactions</Th>
          </tr>
        </thead>
        <tbody>
          {columns.toReversed().map((column) => (
            <Tr key={column.key}>
              <Th scope="row" className="whitespace-nowrap font-normal text-foreground text-sm">
                {column.label}
                {column.isPartial ? <span className="ml-2 text-muted-foreground text-xs">so far</span> : null}
              </Th>
              <Td className="figures px-3 text-right font-medium">{column.totalText}</Td>
              {isStacked
                ? series.map(({ key }, index) => (
                    <Td key={key} className="figures px-3 text-right text-muted-foreground">
                      {column.valueTexts[index]}
                    </Td>
                  ))
                : null}
              <Td className="figures text-right text-muted-foreground">{column.countText}</Td>
            </Tr>
          ))}
        </tbody>
        <tfoot className="sticky bottom-0 bg-card">
          <Tr className="border-input/50">
            <Th scope="row" className="text-foreground text-sm">
              Total
            </Th>
            <Td className="figures px-3 text-right font-semibold">{totalText}</Td>
            {isStacked
              ? series.map(({ key, totalText: total }) => (
                  <Td key={key} className="figures px-3 text-right font-medium">
                    {total}
                  </Td>
                ))
              : null}
            <Td className="figures text-right font-medium">{countText}</Td>
          </Tr>
        </tfoot>
      </Table>
    </TableBox>
  );
}
