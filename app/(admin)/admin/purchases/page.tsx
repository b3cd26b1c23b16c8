import Form from 'next/form';
import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { Button, buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Input, Select } from '@/components/ui/input';
import { PURCHASE_STATUSES, ROADS, searchAllPurchases } from '@/lib/admin/purchases';
import { one, oneDate, oneOf, type SearchParams, withQuery } from '@/lib/portal/query';
import { FilterField, Pages } from '../_components/parts';
import { PurchasesTable } from '../_components/purchases-table';
import { type ConsoleTexts, consoleTitle, orScreen, requireConsole } from '../_lib/console';

export const generateMetadata = consoleTitle('purchases');

const BASE = '/admin/purchases';

function parse(params: SearchParams) {
  return {
    q: one(params, 'q')?.slice(0, 200),
    status: oneOf(params, 'status', PURCHASE_STATUSES),
    road: oneOf(params, 'road', ROADS),
    currency: one(params, 'currency')?.slice(0, 3),
    from: oneDate(params, 'from'),
    to: oneDate(params, 'to'),
  };
}

type Asked = ReturnType<typeof parse>;

export default async function PurchasesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { actor, t, f } = await requireConsole('operator:view', BASE);
  const params = await searchParams;
  const asked = parse(params);
  const { q: text, from: fromDate, to: toDate, status, road, currency } = asked;
  const page = await orScreen(() =>
    searchAllPurchases(
      actor,
      { text, status, road, currency, fromDate, toDate },
      { cursor: one(params, 'cursor') ?? null },
    ),
  );
  return (
    <>
      <PageHeader title={t('nav.purchases')}>{t('purchases.intro')}</PageHeader>
      <div className="space-y-6">
        <Filters asked={asked} t={t} />
        <Card className="overflow-hidden">
          {page.items.length === 0 ? (
            <Empty title={t('noMatch')}>{t('noMatchText')}</Empty>
          ) : (
            <PurchasesTable rows={page.items} t={t} f={f} />
          )}
        </Card>
        <Pages page={page} t={t} hrefOf={(cursor) => withQuery(BASE, { ...asked, cursor })} />
      </div>
    </>
  );
}

function Filters({ asked, t }: { asked: Asked; t: ConsoleTexts }) {
  const isFiltered = Object.values(asked).some((value) => value !== undefined);
  return (
    <Form
      prefetch={false}
      action={BASE}
      key={JSON.stringify(asked)}
      className="grid grid-cols-2 items-end gap-x-3 gap-y-4 sm:grid-cols-3 xl:grid-cols-6"
    >
      <FilterField id="q" label={t('purchases.search')} className="col-span-2 sm:col-span-1">
        <Input id="q" name="q" type="search" defaultValue={asked.q ?? ''} placeholder={t('purchases.searchHint')} />
      </FilterField>
      <FilterField id="status" label={t('columns.status')}>
        <Select id="status" name="status" defaultValue={asked.status ?? ''}>
          <option value="">{t('all')}</option>
          {PURCHASE_STATUSES.map((status) => (
            <option key={status} value={status}>
              {t(`purchaseStatus.${status}`)}
            </option>
          ))}
        </Select>
      </FilterField>
      <FilterField id="road" label={t('columns.road')}>
        <Select id="road" name="road" defaultValue={asked.road ?? ''}>
          <option value="">{t('all')}</option>
          {ROADS.map((road) => (
            <option key={road} value={road}>
              {t(`roads.${road}`)}
            </option>
          ))}
        </Select>
      </FilterField>
      <FilterField id="currency" label={t('columns.currency')}>
        <Input id="currency" name="currency" maxLength={3} defaultValue={asked.currency ?? ''} className="uppercase" />
      </FilterField>
      <FilterField id="from" label={t('from')}>
        <Input id="from" name="from" type="date" defaultValue={asked.from ?? ''} />
      </FilterField>
      <FilterField id="to" label={t('to')}>
        <Input id="to" name="to" type="date" defaultValue={asked.to ?? ''} />
      </FilterField>
      <div className="col-span-full flex gap-2">
        <Button type="submit" variant="outline">
          {t('show')}
        </Button>
        {isFiltered ? (
          <Link prefetch={false} href={BASE} className={buttonVariants({ variant: 'ghost' })}>
            {t('clear')}
          </Link>
        ) : null}
      </div>
    </Form>
  );
}
