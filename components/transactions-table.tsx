import Link from 'next/link';
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
  member: string | null;
  key: string | null;
  wallet: string | null;
  amount: string;
  direction: 'in' | 'out' | 'none';
  balanceAfter: string;
}

interface TransactionsTableProps {
  caption: string;
  rows: TransactionLine[];
  /** Leaves out member and key. */
  brief?: boolean;
}

const amountClass = (direction: TransactionLine['direction']) =>
  cn('figures whitespace-nowrap font-medium', direction === 'in' && 'text-success');

/** A statement. On phones each row is a small card of two lines, and nothing has to be scrolled sideways. */
export function TransactionsTable({ caption, rows, brief = false }: TransactionsTableProps) {
  return (
    <Table className="max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr>
          <Th>Time</Th>
          <Th>What</Th>
          {brief ? null : <Th className="max-lg:hidden">Member</Th>}
          {brief ? null : <Th className="max-xl:hidden">Key</Th>}
          <Th className="text-right">Credits</Th>
          <Th className="text-right">Balance after</Th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {rows.map((row) => (
          <Tr
            key={row.id}
            className="relative hover:bg-muted/60 max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:px-5 max-md:py-3"
          >
            <Td className="whitespace-nowrap text-muted-foreground max-md:order-3 max-md:p-0 max-md:text-xs">
              <time dateTime={row.at}>{row.when}</time>
              {row.wallet ? <span className="md:hidden"> · {row.wallet}’s wallet</span> : null}
            </Td>
            <Td className="max-w-0 md:w-full max-md:order-1 max-md:max-w-none max-md:p-0 max-md:pr-4">
              <span className="flex min-w-0 items-center gap-2">
                {/* The whole row leads to its page. */}
                <Link
                  href={row.href}
                  prefetch={false}
                  className="min-w-0 truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:outline-offset-[-2px]"
                >
                  {row.what}
                </Link>
                {row.isUsage || row.what === row.kind ? null : <Badge className="max-sm:hidden">{row.kind}</Badge>}
                {!brief && row.feature && row.feature !== row.what ? (
                  <Badge tone="outline" className="max-md:hidden">
                    {row.feature}
                  </Badge>
                ) : null}
                {row.wallet ? (
                  <Badge tone="accent" className="max-md:hidden">
                    {row.wallet}’s wallet
                  </Badge>
                ) : null}
              </span>
            </Td>
            {brief ? null : (
              <Td className="max-w-40 truncate text-muted-foreground max-lg:hidden">{row.member ?? '–'}</Td>
            )}
            {brief ? null : <Td className="max-w-40 truncate text-muted-foreground max-xl:hidden">{row.key ?? '–'}</Td>}
            <Td className={cn(amountClass(row.direction), 'text-right max-md:order-2 max-md:p-0')}>{row.amount}</Td>
            <Td className="figures whitespace-nowrap text-right text-muted-foreground max-md:order-4 max-md:p-0 max-md:text-xs">
              <span className="md:sr-only">balance </span>
              {row.balanceAfter}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
