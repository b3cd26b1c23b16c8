import Form from 'next/form';
import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/components/cn';
import { FilterField } from '@/components/forms/filter-field';
import { Button, buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Input, Select } from '@/components/ui/input';
import { withQuery } from '@/lib/portal/query';
import type { ConsoleTexts } from '../_lib/console';

interface FilteredListProps {
  base: string;
  /** The filters of the address; what is undefined was not asked for. */
  asked: Record<string, string | undefined>;
  page: { items: unknown[]; next: string | null; previous: string | null };
  filters: ReactNode;
  /** Few filters stand in one line with the button. */
  isShort?: boolean;
  /** Said when there is nothing at all, filters aside. */
  empty: string;
  t: ConsoleTexts;
  /** The rows of this page. */
  children: ReactNode;
}

/** The frame of all lists of the console: filters in the address, the rows, and the neighbouring pages. */
export function FilteredList({ base, asked, page, filters, isShort, empty, t, children }: FilteredListProps) {
  const isFiltered = Object.values(asked).some((value) => value !== undefined);
  const clear = (
    <Link prefetch={false} href={base} className={buttonVariants({ variant: 'ghost' })}>
      {t('clear')}
    </Link>
  );
  return (
    <>
      <Form
        prefetch={false}
        action={base}
        key={JSON.stringify(asked)}
        className={cn(
          'items-end gap-3',
          isShort ? 'flex flex-wrap' : 'grid grid-cols-2 gap-y-4 sm:grid-cols-3 xl:grid-cols-6',
        )}
      >
        {filters}
        <div className="col-span-full flex gap-2">
          <Button type="submit" variant="outline">
            {t('show')}
          </Button>
          {isFiltered ? clear : null}
        </div>
      </Form>
      <Card className="overflow-hidden">
        {page.items.length > 0 ? (
          children
        ) : isFiltered ? (
          <Empty title={t('noMatch')}>{t('noMatchText')}</Empty>
        ) : (
          <Empty title={empty} />
        )}
      </Card>
      <Pages page={page} t={t} hrefOf={(cursor) => withQuery(base, { ...asked, cursor })} />
    </>
  );
}

interface PagesProps {
  page: { next: string | null; previous: string | null };
  hrefOf: (cursor: string) => string;
  t: ConsoleTexts;
}

/** Neighbours by cursor: rows that arrive meanwhile move nothing. */
function Pages({ page, hrefOf, t }: PagesProps) {
  if (!page.previous && !page.next) return null;
  const look = buttonVariants({ variant: 'outline' });
  return (
    <nav aria-label={t('pages')} className="flex justify-between gap-3">
      {page.previous ? (
        <Link href={hrefOf(page.previous)} prefetch={false} rel="prev" className={look}>
          {t('newer')}
        </Link>
      ) : (
        <span />
      )}
      {page.next ? (
        <Link href={hrefOf(page.next)} prefetch={false} rel="next" className={look}>
          {t('older')}
        </Link>
      ) : null}
    </nav>
  );
}

interface FilterSelectProps<Value extends string> {
  id: string;
  label: string;
  className?: string;
  values: readonly Value[];
  labelOf: (value: Value) => string;
  asked: string | undefined;
  t: ConsoleTexts;
}

/** One of several values, or all. */
export function FilterSelect<Value extends string>(props: FilterSelectProps<Value>) {
  const { id, label, className, values, labelOf, asked, t } = props;
  return (
    <FilterField id={id} label={label} className={className}>
      <Select id={id} name={id} defaultValue={asked ?? ''}>
        <option value="">{t('all')}</option>
        {values.map((value) => (
          <option key={value} value={value}>
            {labelOf(value)}
          </option>
        ))}
      </Select>
    </FilterField>
  );
}

interface FilterInputProps extends Omit<ComponentProps<'input'>, 'id' | 'name' | 'defaultValue'> {
  id: string;
  label: string;
  asked: string | undefined;
  inputClass?: string;
}

export function FilterInput({ id, label, asked, className, inputClass, ...props }: FilterInputProps) {
  return (
    <FilterField id={id} label={label} className={className}>
      <Input id={id} name={id} defaultValue={asked ?? ''} className={inputClass} {...props} />
    </FilterField>
  );
}
