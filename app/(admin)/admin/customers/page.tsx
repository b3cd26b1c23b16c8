import Form from 'next/form';
import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { Button, buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Input, Select } from '@/components/ui/input';
import { Table, TableBox, Td, Th, Tr } from '@/components/ui/table';
import { CUSTOMER_STATUSES, listCustomers } from '@/lib/admin/customers';
import { one, oneOf, type SearchParams, withQuery } from '@/lib/portal/query';
import { CustomerBadge } from '../_components/badges';
import { FilterField, Pages } from '../_components/parts';
import { consoleTitle, orScreen, requireConsole, ZONE } from '../_lib/console';

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
        <Form prefetch={false} action={BASE} key={JSON.stringify(asked)} className="flex flex-wrap items-end gap-3">
          <FilterField id="q" label={t('search')} className="w-full sm:w-80">
            <Input id="q" name="q" type="search" defaultValue={asked.q ?? ''} placeholder={t('customers.searchHint')} />
          </FilterField>
          <FilterField id="status" label={t('columns.status')} className="w-40">
            <Select id="status" name="status" defaultValue={asked.status ?? ''}>
              <option value="">{t('all')}</option>
              {CUSTOMER_STATUSES.map((status) => (
                <option key={status} value={status}>
                  {t(`customerStatus.${status}`)}
                </option>
              ))}
            </Select>
          </FilterField>
          <Button type="submit" variant="outline">
            {t('show')}
          </Button>
        </Form>
        <Card className="overflow-hidden">
          {page.items.length === 0 ? (
            <Empty title={t('noMatch')}>{t('noMatchText')}</Empty>
          ) : (
            <TableBox label={t('nav.customers')}>
              <Table>
                <caption className="sr-only">{t('nav.customers')}</caption>
                <thead>
                  <tr>
                    <Th>{t('columns.name')}</Th>
                    <Th>{t('columns.status')}</Th>
                    <Th className="text-right">{t('columns.balance')}</Th>
                    <Th className="text-right max-md:hidden">{t('columns.members')}</Th>
                    <Th className="max-md:hidden">{t('columns.currency')}</Th>
                    <Th className="max-lg:hidden">{t('columns.created')}</Th>
                  </tr>
                </thead>
                <tbody>
                  {page.items.map((row) => (
                    <Tr key={row.id} className="hover:bg-muted/60">
                      <Td className="max-w-64">
                        <Link
                          prefetch={false}
                          href={`${BASE}/${row.id}`}
                          className="block truncate font-medium underline-offset-4 hover:underline"
                        >
                          {row.name}
                        </Link>
                        <span className="block truncate text-muted-foreground text-xs">
                          {row.externalId ?? row.slug}
                        </span>
                      </Td>
                      <Td>
                        <CustomerBadge status={row.status} t={t} />
                      </Td>
                      <Td className="figures whitespace-nowrap text-right font-medium">
                        {f.credits(row.settledMicro)}
                      </Td>
                      <Td className="figures text-right max-md:hidden">{f.count(row.members)}</Td>
                      <Td className="uppercase max-md:hidden">{row.currency}</Td>
                      <Td className="whitespace-nowrap text-muted-foreground max-lg:hidden">
                        {f.date(row.createdAt, ZONE)}
                      </Td>
                    </Tr>
                  ))}
                </tbody>
              </Table>
            </TableBox>
          )}
        </Card>
        <Pages page={page} t={t} hrefOf={(cursor) => withQuery(BASE, { ...asked, cursor })} />
      </div>
    </>
  );
}
