import { PageHeader } from '@/components/layout/page-header';
import { PURCHASE_STATUSES, ROADS, searchAllPurchases } from '@/lib/admin/purchases';
import { one, oneDate, oneOf, type SearchParams } from '@/lib/portal/query';
import { FilteredList, FilterInput, FilterSelect } from '../_components/filtered-list';
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
        <FilteredList
          base={BASE}
          asked={asked}
          page={page}
          empty={t('purchases.empty')}
          t={t}
          filters={<Filters asked={asked} t={t} />}
        >
          <PurchasesTable rows={page.items} t={t} f={f} />
        </FilteredList>
      </div>
    </>
  );
}

function Filters({ asked, t }: { asked: Asked; t: ConsoleTexts }) {
  return (
    <>
      <FilterInput
        id="q"
        label={t('purchases.search')}
        asked={asked.q}
        type="search"
        placeholder={t('purchases.searchHint')}
        className="col-span-2 sm:col-span-1"
      />
      <FilterSelect
        id="status"
        label={t('columns.status')}
        values={PURCHASE_STATUSES}
        labelOf={(status) => t(`purchaseStatus.${status}`)}
        asked={asked.status}
        t={t}
      />
      <FilterSelect
        id="road"
        label={t('columns.road')}
        values={ROADS}
        labelOf={(road) => t(`roads.${road}`)}
        asked={asked.road}
        t={t}
      />
      <FilterInput id="from" label={t('from')} asked={asked.from} type="date" />
      <FilterInput id="to" label={t('to')} asked={asked.to} type="date" />
      <FilterInput
        id="currency"
        label={t('columns.currency')}
        asked={asked.currency}
        maxLength={3}
        placeholder="EUR"
        translate="no"
        inputClass="uppercase"
      />
    </>
  );
}
