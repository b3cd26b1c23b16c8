import Form from 'next/form';
import Link from 'next/link';
import { FilterField } from '@/components/forms/filter-field';
import { Button, buttonVariants } from '@/components/ui/button';
import { Input, Select } from '@/components/ui/input';
import type { AnyLocale } from '@/lib/i18n/locales';
import { type Translator, translator } from '@/lib/i18n/translator';
import type { TransactionKind } from '@/lib/ledger/types';
import { KINDS, kindLabel } from '@/lib/portal/labels';
import type { Named } from '@/lib/portal/names';
import { hasFilters, type TransactionsParams, transactionsQuery } from '@/lib/portal/transactions-params';
import { zoneChoices } from '@/lib/portal/zones';

export interface FilterChoices {
  members: Named[];
  keys: Named[];
  wallets: { own: string | null; others: Named[] };
}

interface FiltersProps {
  action: string;
  params: TransactionsParams;
  choices: FilterChoices;
  locale: AnyLocale;
  workspaceZone: string;
}

type T = Translator<'transactions'>;

/** All filters are one form whose values end in the address, so that a view can be kept and sent to others. */
export function Filters({ action, params, choices, locale, workspaceZone }: FiltersProps) {
  const t = translator(locale, 'transactions');
  const query = transactionsQuery(params);
  const isMoreOpen = ['wallet', 'key', 'feature', 'context', 'direction', 'min', 'max', 'tz'].some(
    (name) => query[name],
  );
  return (
    <Form prefetch={false} key={JSON.stringify(query)} action={action} aria-label={t('filters.title')}>
      <div className="grid grid-cols-2 items-end gap-x-3 gap-y-4 sm:grid-cols-3 xl:grid-cols-5">
        <FilterField id="q" label={t('filters.text')} className="col-span-2 sm:col-span-1">
          <Input
            id="q"
            name="q"
            type="search"
            maxLength={200}
            defaultValue={query.q ?? ''}
            placeholder={t('filters.textPlaceholder')}
          />
        </FilterField>
        <Kinds kinds={params.kinds} locale={locale} t={t} />
        <Picker
          id="member"
          label={t('filters.member')}
          all={t('filters.everybody')}
          value={query.member}
          options={choices.members}
        />
        <FilterField id="from" label={t('filters.from')}>
          <Input id="from" name="from" type="date" defaultValue={query.from ?? ''} />
        </FilterField>
        <FilterField id="to" label={t('filters.to')}>
          <Input id="to" name="to" type="date" defaultValue={query.to ?? ''} />
        </FilterField>
      </div>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <details className="group open:basis-full" open={isMoreOpen}>
          <summary className="inline-flex h-8 items-center gap-1.5 text-muted-foreground text-sm hover:text-foreground">
            <span aria-hidden="true" className="group-open:rotate-90 motion-safe:transition-transform">
              ›
            </span>
            {t('filters.more')}
          </summary>
          <MoreFilters query={query} choices={choices} workspaceZone={workspaceZone} t={t} />
        </details>
        <div className="ml-auto flex flex-wrap gap-2">
          {hasFilters(params) ? (
            <Link prefetch={false} href={action} className={buttonVariants({ variant: 'ghost' })}>
              {t('filters.clear')}
            </Link>
          ) : null}
          <Button type="submit" variant="outline">
            {t('filters.apply')}
          </Button>
        </div>
      </div>
    </Form>
  );
}

interface MoreFiltersProps {
  query: Record<string, string | undefined>;
  choices: FilterChoices;
  workspaceZone: string;
  t: T;
}

function MoreFilters({ query, choices: { keys, wallets }, workspaceZone, t }: MoreFiltersProps) {
  const walletOptions = [
    ...(wallets.own ? [{ id: wallets.own, name: t('filters.workspaceWallet') }] : []),
    ...wallets.others,
  ];
  return (
    <div className="mt-3 grid grid-cols-2 items-end gap-x-3 gap-y-4 sm:grid-cols-3 xl:grid-cols-4">
      <Picker
        id="wallet"
        label={t('filters.wallet')}
        all={t('filters.allWallets')}
        value={query.wallet}
        options={walletOptions}
      />
      <Picker id="key" label={t('filters.key')} all={t('filters.allKeys')} value={query.key} options={keys} />
      <FilterField id="feature" label={t('filters.feature')}>
        <Input
          id="feature"
          name="feature"
          maxLength={200}
          defaultValue={query.feature ?? ''}
          placeholder={t('filters.any')}
        />
      </FilterField>
      <FilterField id="context" label={t('filters.context')}>
        <Input
          id="context"
          name="context"
          maxLength={200}
          defaultValue={query.context ?? ''}
          placeholder={t('filters.any')}
        />
      </FilterField>
      <FilterField id="direction" label={t('filters.direction')}>
        <Select id="direction" name="direction" defaultValue={query.direction ?? ''}>
          <option value="">{t('filters.bothWays')}</option>
          <option value="in">{t('filters.in')}</option>
          <option value="out">{t('filters.out')}</option>
        </Select>
      </FilterField>
      <FilterField id="min" label={t('filters.min')}>
        <Input id="min" name="min" inputMode="text" aria-describedby="amount-hint" defaultValue={query.min ?? ''} />
      </FilterField>
      <FilterField id="max" label={t('filters.max')}>
        <Input id="max" name="max" inputMode="text" aria-describedby="amount-hint" defaultValue={query.max ?? ''} />
      </FilterField>
      <FilterField id="tz" label={t('filters.zone')}>
        <Select id="tz" name="tz" defaultValue={query.tz ?? workspaceZone}>
          {zoneChoices(workspaceZone, query.tz ?? workspaceZone).map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </Select>
      </FilterField>
      <p id="amount-hint" className="col-span-full text-muted-foreground text-xs">
        {t('filters.amountHint')}
      </p>
    </div>
  );
}

interface PickerProps {
  id: string;
  label: string;
  all: string;
  value: string | undefined;
  options: Named[];
}

function Picker({ id, label, all, value, options }: PickerProps) {
  const isListed = value === undefined || options.some((option) => option.id === value);
  return (
    <FilterField id={id} label={label}>
      <Select id={id} name={id} defaultValue={value ?? ''}>
        <option value="">{all}</option>
        {/* One that is not in the list (removed, or beyond its end) must not be lost by the next submit. */}
        {isListed ? null : <option value={value}>{value?.slice(0, 8)}…</option>}
        {options.map(({ id: optionId, name }) => (
          <option key={optionId} value={optionId}>
            {name}
          </option>
        ))}
      </Select>
    </FilterField>
  );
}

/** Several kinds at once, in a panel of the platform's own that works without script. */
function Kinds({ kinds, locale, t }: { kinds: TransactionKind[]; locale: AnyLocale; t: T }) {
  const chosen =
    kinds.length === 0
      ? t('filters.allKinds')
      : kinds.length === 1 && kinds[0]
        ? kindLabel(locale, kinds[0])
        : t('filters.kindsChosen', { count: kinds.length });
  return (
    <div>
      <p id="kinds-label" className="mb-1.5 font-medium text-muted-foreground text-xs">
        {t('filters.kinds')}
      </p>
      <button
        type="button"
        id="kinds-button"
        popoverTarget="kinds-panel"
        aria-labelledby="kinds-label kinds-button"
        className="select-arrow flex h-9 w-full items-center rounded-md border border-input bg-card pr-8 pl-3 text-left text-base shadow-raise sm:text-sm"
      >
        <span className="truncate">{chosen}</span>
      </button>
      <div
        id="kinds-panel"
        popover="auto"
        className="popover-panel fixed inset-0 m-auto h-fit max-h-[80dvh] w-72 overflow-y-auto p-4"
      >
        <fieldset>
          <legend className="mb-2 font-medium text-sm">{t('filters.kinds')}</legend>
          {KINDS.map((kind) => (
            <label key={kind} className="flex min-h-8 items-center gap-2.5 text-sm">
              <input
                type="checkbox"
                name="kind"
                value={kind}
                defaultChecked={kinds.includes(kind)}
                className="size-4 accent-primary"
              />
              {kindLabel(locale, kind)}
            </label>
          ))}
        </fieldset>
        <Button type="submit" variant="outline" className="mt-3 w-full">
          {t('filters.apply')}
        </Button>
      </div>
    </div>
  );
}
