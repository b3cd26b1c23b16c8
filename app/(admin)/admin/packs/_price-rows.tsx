'use client';

import { X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useFormContext } from '@/components/forms/action-form';
import { TextField } from '@/components/forms/fields';
import { Button } from '@/components/ui/button';

export interface PriceRow {
  currency: string;
  amount: string;
}

export interface PriceTexts {
  legend: string;
  help: string;
  currency: string;
  amount: string;
  add: string;
  /** With # for the number of the row. */
  row: string;
  remove: string;
}

interface PriceRowsProps {
  /** What the pack costs now; empty for a new one. */
  prices: PriceRow[];
  /** Rows that may be there. */
  max: number;
  texts: PriceTexts;
}

/** The rows in which something stands, and one to type into, by their numbers. */
function numbersOf(rows: PriceRow[], max: number): number[] {
  const filled = [...rows.keys()].filter((number) => `${rows[number]?.currency}${rows[number]?.amount}`.trim() !== '');
  if (filled.length === 0) return [0];
  return filled.length < max ? [...filled, rows.length] : filled;
}

/**
 * A pack's prices, one currency a row. Without script there is one empty row after those that are there; with it rows
 * come and go. What a refused form had in a row is there again, and what is wrong with it stands beside it.
 */
export function PriceRows({ prices, max, texts }: PriceRowsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const { state } = useFormContext();
  const typed = state?.values.priceCurrency?.map((currency, number) => ({
    currency,
    amount: state.values.priceAmount?.[number] ?? '',
  }));
  const given = typed ?? prices;
  const [rows, setRows] = useState(() => numbersOf(given, max));
  // Every answer numbers the rows anew; the fields of those before would keep what stood in them.
  const [answer, setAnswer] = useState({ state, count: 0 });
  if (answer.state !== state) {
    setAnswer({ state, count: answer.count + 1 });
    if (typed) setRows(numbersOf(typed, max));
  }
  const add = () => {
    flushSync(() => setRows([...rows, Math.max(given.length - 1, ...rows) + 1]));
    list.current?.querySelector<HTMLInputElement>('fieldset:last-child input')?.focus();
  };
  const remove = (number: number) => {
    flushSync(() => setRows(rows.filter((other) => other !== number)));
    list.current?.querySelector<HTMLInputElement>('fieldset:last-child input')?.focus();
  };
  return (
    <fieldset aria-describedby={`${id}-help`}>
      <legend className="mb-1.5 font-medium text-sm">{texts.legend}</legend>
      <p id={`${id}-help`} className="mb-3 text-muted-foreground text-xs">
        {texts.help}
      </p>
      <div ref={list} className="space-y-3">
        {rows.map((number, place) => (
          <fieldset key={`${answer.count}-${number}`} className="flex items-start gap-3">
            <legend className="sr-only">{texts.row.replace('#', String(place + 1))}</legend>
            <TextField
              name="priceCurrency"
              row={number}
              label={texts.currency}
              hideLabel={place > 0}
              defaultValue={given[number]?.currency}
              maxLength={3}
              className="w-20 shrink-0 sm:w-28"
              inputClass="uppercase"
            />
            <TextField
              name="priceAmount"
              row={number}
              label={texts.amount}
              hideLabel={place > 0}
              defaultValue={given[number]?.amount}
              inputMode="decimal"
              className="min-w-0 flex-1"
            />
            <Button
              variant="ghost"
              size="icon"
              aria-label={texts.remove.replace('#', String(place + 1))}
              className={place > 0 ? 'noscript:hidden' : 'mt-6.5 noscript:hidden'}
              disabled={rows.length === 1}
              onClick={() => remove(number)}
            >
              <X aria-hidden="true" />
            </Button>
          </fieldset>
        ))}
      </div>
      <Button variant="outline" size="sm" className="mt-3 noscript:hidden" disabled={rows.length >= max} onClick={add}>
        {texts.add}
      </Button>
    </fieldset>
  );
}
