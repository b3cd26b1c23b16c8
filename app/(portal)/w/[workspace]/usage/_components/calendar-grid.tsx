'use client';

import { useState } from 'react';
import { type DateRange, DayPicker } from 'react-day-picker';
import { de } from 'react-day-picker/locale/de';
import { enGB } from 'react-day-picker/locale/en-GB';

interface Range {
  fromDate: string;
  toDate: string;
}

export interface CalendarGridProps extends Range {
  locale: string;
  today: string;
  onChange(range: Range): void;
}

/** A local date is a day without a zone: noon of the browser's own zone stands for it, and never leaves it. */
const toDay = (localDate: string): Date => {
  const [year = 1970, month = 1, day = 1] = localDate.split('-').map(Number);
  return new Date(year, month - 1, day, 12);
};

const toLocalDate = (day: Date): string =>
  [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

const DAY = 'flex size-10 items-center justify-center rounded-md text-sm';

/** One month, in which a first and a last day are chosen with pointer or arrow keys. */
export function CalendarGrid({ locale, fromDate, toDate, today, onChange }: CalendarGridProps) {
  // A range that has only begun is no whole one yet: given back as one, the second day would begin another.
  const [selected, setSelected] = useState<DateRange>({ from: toDay(fromDate), to: toDay(toDate) });
  return (
    <DayPicker
      mode="range"
      autoFocus
      showOutsideDays
      fixedWeeks
      locale={locale === 'de' ? de : enGB}
      weekStartsOn={1}
      today={toDay(today)}
      defaultMonth={toDay(toDate)}
      disabled={{ after: toDay(today) }}
      selected={selected}
      resetOnSelect
      onSelect={(range) => {
        if (!range?.from) return;
        setSelected(range);
        onChange({ fromDate: toLocalDate(range.from), toDate: toLocalDate(range.to ?? range.from) });
      }}
      classNames={{
        month_caption: 'flex h-9 items-center px-1 font-medium text-sm',
        nav: 'absolute top-0 right-0 flex gap-1',
        button_previous: 'inline-flex size-9 items-center justify-center rounded-md hover:bg-muted',
        button_next:
          'inline-flex size-9 items-center justify-center rounded-md hover:bg-muted aria-disabled:opacity-40',
        chevron: 'size-4 fill-current',
        months: 'relative',
        month_grid: 'mt-1 border-collapse',
        weekday: 'size-10 text-center font-normal text-muted-foreground text-xs',
        day: 'p-0 text-center',
        day_button: `${DAY} hover:bg-muted`,
        today: '[&>button]:font-semibold [&>button]:underline [&>button]:underline-offset-4',
        outside: 'text-muted-foreground',
        disabled: 'opacity-40',
        selected: '[&>button]:bg-accent [&>button]:text-accent-foreground',
        range_start: '[&>button]:bg-primary! [&>button]:text-primary-foreground!',
        range_end: '[&>button]:bg-primary! [&>button]:text-primary-foreground!',
        range_middle: '[&>button]:rounded-none',
      }}
    />
  );
}
