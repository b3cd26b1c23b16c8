'use client';

import { CalendarDays } from 'lucide-react';
import { type ComponentType, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { CalendarGridProps } from './calendar-grid';

interface RangeCalendarProps {
  locale: string;
  fromDate: string;
  toDate: string;
  today: string;
  texts: { open: string; title: string; hint: string; apply: string; cancel: string; loading: string; failed: string };
}

/**
 * A calendar for the two date fields of the form around it. Its code is fetched when it is opened for the first time, so
 * that the page does not carry it; without script there are the fields alone.
 */
export function RangeCalendar({ locale, fromDate, toDate, today, texts }: RangeCalendarProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [Grid, setGrid] = useState<ComponentType<CalendarGridProps> | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [range, setRange] = useState({ fromDate, toDate });

  const open = () => {
    dialog.current?.showModal();
    setHasFailed(false);
    import('./calendar-grid').then(
      ({ CalendarGrid }) => setGrid(() => CalendarGrid),
      () => setHasFailed(true),
    );
  };
  const apply = () => {
    const form = dialog.current?.closest('form');
    const field = (name: string) => form?.elements.namedItem(name);
    const [from, to] = [field('from'), field('to')];
    if (from instanceof HTMLInputElement) from.value = range.fromDate;
    if (to instanceof HTMLInputElement) to.value = range.toDate;
    dialog.current?.close();
    form?.requestSubmit();
  };

  return (
    <>
      <Button variant="outline" onClick={open} aria-haspopup="dialog">
        <CalendarDays aria-hidden="true" />
        {texts.open}
      </Button>
      <dialog
        ref={dialog}
        aria-label={texts.title}
        className="m-auto max-w-[calc(100vw-1.5rem)] rounded-lg border bg-card p-5 text-card-foreground shadow-pop backdrop:bg-black/40"
      >
        <p className="font-medium text-base">{texts.title}</p>
        <p className="mb-4 text-muted-foreground text-sm">{texts.hint}</p>
        {/* As high as six weeks, so that nothing moves when months change or the code arrives. */}
        <div className="min-h-82 min-w-70" aria-busy={!Grid && !hasFailed}>
          {Grid ? (
            <Grid locale={locale} {...range} today={today} onChange={setRange} />
          ) : (
            <p role="status" className="text-muted-foreground text-sm">
              {hasFailed ? texts.failed : texts.loading}
            </p>
          )}
        </div>
        <div className="mt-4 flex flex-wrap justify-end gap-2">
          <Button variant="ghost" onClick={() => dialog.current?.close()}>
            {texts.cancel}
          </Button>
          <Button onClick={apply}>{texts.apply}</Button>
        </div>
      </dialog>
    </>
  );
}
