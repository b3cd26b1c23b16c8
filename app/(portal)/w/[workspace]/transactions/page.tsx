import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { TransactionsTable } from '@/components/transactions-table';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { formatZone } from '@/lib/portal/format';
import { listMemberNames } from '@/lib/portal/names';
import { type SearchParams, withQuery } from '@/lib/portal/query';
import { readTransactions, type TransactionsPage } from '@/lib/portal/transactions';
import { hasFilters, parseTransactionsParams, transactionsQuery } from '@/lib/portal/transactions-params';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';
import { Filters } from './_components/filters';

export const generateMetadata = pageTitle('Transactions');

interface TransactionsProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function TransactionsScreen({ params, searchParams }: TransactionsProps) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'transactions:view', '/transactions');
  const asked = parseTransactionsParams(await searchParams);
  const [page, members] = await Promise.all([
    orScreen(() => readTransactions(actor, workspace, asked)),
    listMemberNames(workspace.id),
  ]);
  const base = `/w/${workspace.slug}/transactions`;
  return (
    <>
      <PageHeader title="Transactions">
        Everything that changed a balance, newest first. Times are in {formatZone(workspace.timeZone, new Date())}.
      </PageHeader>
      <div className="space-y-6">
        <Filters action={base} params={asked} members={members} />
        <Card className="overflow-hidden">
          {page.rows.length === 0 ? (
            <NoRows isFiltered={hasFilters(asked)} base={base} />
          ) : (
            <TransactionsTable caption="Transactions" rows={page.rows} />
          )}
        </Card>
        <Pages page={page} hrefOf={(cursor) => withQuery(base, { ...transactionsQuery(asked), cursor })} />
      </div>
    </>
  );
}

function NoRows({ isFiltered, base }: { isFiltered: boolean; base: string }) {
  return isFiltered ? (
    <Empty
      title="No transaction matches"
      action={
        <Link prefetch={false} href={base} className={buttonVariants({ variant: 'outline' })}>
          Clear the filters
        </Link>
      }
    >
      Take a filter away, or choose a longer time.
    </Empty>
  ) : (
    <Empty title="Nothing has happened yet">
      Top-ups, grants and everything that is spent will stand here, each with the balance after it.
    </Empty>
  );
}

/** Neighbours by cursor: rows that arrive meanwhile move nothing, and page 1,000 is as fast as page 1. */
function Pages({ page, hrefOf }: { page: TransactionsPage; hrefOf: (cursor: string) => string }) {
  if (!page.newer && !page.older) return null;
  return (
    <nav aria-label="Pages" className="flex justify-between gap-3">
      {page.newer ? (
        <Link href={hrefOf(page.newer)} prefetch={false} rel="prev" className={buttonVariants({ variant: 'outline' })}>
          Newer
        </Link>
      ) : (
        <span />
      )}
      {page.older ? (
        <Link href={hrefOf(page.older)} prefetch={false} rel="next" className={buttonVariants({ variant: 'outline' })}>
          Older
        </Link>
      ) : null}
    </nav>
  );
}
