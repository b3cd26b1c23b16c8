import Link from 'next/link';
import { cn } from '@/components/cn';
import { PageHeader } from '@/components/layout/page-header';
import { buttonVariants } from '@/components/ui/button';
import { ROW_LINK, StackRow, StackTable, StackTd, Td, Th } from '@/components/ui/table';
import { CUSTOMER_STATUSES, type CustomerLine, listCustomers } from '@/lib/admin/customers';
import { one, oneOf, type SearchParams } from '@/lib/portal/query';
import { CustomerBadge } from '../_components/badges';
import { FilteredList, FilterInput, FilterSelect } from '../_components/filtered-list';
import { type ConsoleFormats, type ConsoleTexts, consoleTitle, orScreen, requireConsole, ZONE } from '../_lib/console';

export const generateMetadata = consoleTitle('customers');

const BASE = '/admin/customers';

export default async function CustomersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { actor, t, f } = await requireConsole('customers:view', BASE);
  const params = await searchParams;
  const asked = { q: one(params, 'q')?.slice(0, 200), status: oneOf(params, 'status', CUSTOMER_STATUSES) };
  const page = await orScreen(() =>
    listCustomers(actor, { text: asked.q, status: asked.status, cursor: one(params, 'cursor') }),
  );
  return (
    <>
      <PageHeader
        title={t('nav.customers')}
        actions={
          <Link prefetch={false} href={`${BASE}/new`} className={buttonVariants()}>
            {t('customers.create')}
          </Link>
        }
      >
        {t('customers.intro')}
      </PageHeader>
      <div className="space-y-6">
        <FilteredList
          base={BASE}
          asked={asked}
          page={page}
          isShort
          empty={t('customers.empty')}
          t={t}
          filters={
            <>
              <FilterInput
                id="q"
                label={t('search')}
                asked={asked.q}
                type="search"
                placeholder={t('customers.searchHint')}
                className="w-full sm:w-80"
              />
              <FilterSelect
                id="status"
                label={t('columns.status')}
                values={CUSTOMER_STATUSES}
                labelOf={(status) => t(`customerStatus.${status}`)}
                asked={asked.status}
                className="w-40"
                t={t}
              />
            </>
          }
        >
          <CustomersTable rows={page.items} t={t} f={f} />
        </FilteredList>
      </div>
    </>
  );
}

interface TableProps {
  rows: CustomerLine[];
  t: ConsoleTexts;
  f: ConsoleFormats;
}

function CustomersTable({ rows, t, f }: TableProps) {
  const head = (
    <>
      <Th>{t('columns.name')}</Th>
      <Th>{t('columns.status')}</Th>
      <Th className="text-right">{t('columns.balance')}</Th>
      <Th className="text-right max-md:hidden">{t('columns.members')}</Th>
      <Th className="max-md:hidden">{t('columns.currency')}</Th>
      <Th className="max-lg:hidden">{t('columns.created')}</Th>
    </>
  );
  return (
    <StackTable caption={t('nav.customers')} head={head}>
      {rows.map((row) => (
        <StackRow key={row.id} className="hover:bg-muted/60">
          <StackTd className="max-w-64 max-sm:row-span-2">
            <Link prefetch={false} href={`${BASE}/${row.id}`} className={cn(ROW_LINK, 'block truncate font-medium')}>
              {row.name}
            </Link>
            <span className="block truncate text-muted-foreground text-xs">{row.externalId ?? row.slug}</span>
          </StackTd>
          <StackTd className="max-sm:order-2 max-sm:text-right">
            <CustomerBadge status={row.status} t={t} />
          </StackTd>
          <StackTd className="figures whitespace-nowrap text-right font-medium max-sm:order-1">
            {f.credits(row.settledMicro)}
          </StackTd>
          <Td className="figures text-right max-md:hidden">{f.count(row.members)}</Td>
          <Td className="uppercase max-md:hidden">{row.currency}</Td>
          <Td className="whitespace-nowrap text-muted-foreground max-lg:hidden">{f.date(row.createdAt, ZONE)}</Td>
        </StackRow>
      ))}
    </StackTable>
  );
}
