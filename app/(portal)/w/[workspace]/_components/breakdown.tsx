import Link from 'next/link';
import { cn } from '@/components/cn';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { Meter } from '@/components/ui/meter';

interface BreakdownProps {
  title: string;
  emptyText: string;
  rows: {
    key: string;
    label: string;
    totalText: string;
    sharePercent: number;
    before?: { amountText: string; changeText: string } | null;
  }[];
  /** null: no page of its own. */
  hrefOf: (key: string) => string | null;
  /** In columns, where there is room. */
  isWide?: boolean;
  /** In the colours of the chart, whose series these rows are. */
  isColored?: boolean;
}

/** Who or what used how much, largest first; beside the period before when rows have one. */
export function Breakdown({ title, emptyText, rows, hrefOf, isWide = false, isColored = false }: BreakdownProps) {
  return (
    <Card className="pb-2">
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      {rows.length === 0 ? (
        <p className="px-5 pt-3 pb-4 text-muted-foreground text-sm">{emptyText}</p>
      ) : (
        <ul className={cn('mt-2', isWide && 'sm:grid sm:grid-cols-2 xl:grid-cols-3')}>
          {rows.map(({ key, label, totalText, sharePercent, before }, index) => {
            const href = hrefOf(key);
            return (
              <li key={key} className="px-5 py-2">
                <div className="flex items-baseline justify-between gap-4 text-sm">
                  {href ? (
                    <Link href={href} prefetch={false} className="min-w-0 truncate underline-offset-4 hover:underline">
                      {label}
                    </Link>
                  ) : (
                    <span className="min-w-0 truncate">{label}</span>
                  )}
                  <span className="figures font-medium">{totalText}</span>
                </div>
                <Meter percent={sharePercent} series={isColored ? index : 0} />
                {before ? (
                  <p className="figures mt-1 flex justify-between gap-4 text-muted-foreground text-xs">
                    <span>{before.amountText}</span>
                    <span>{before.changeText}</span>
                  </p>
                ) : null}
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
