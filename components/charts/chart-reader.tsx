'use client';

import { type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { cn } from '../cn';
import { dotClass } from './colors';

interface ChartPoint {
  label: string;
  total: string;
  values: string[];
  /** One more line, such as the period before. */
  note?: string;
}

interface ChartReaderProps {
  label: string;
  unit: string;
  series: string[];
  points: ChartPoint[];
  children: ReactNode;
}

/** Where an arrow key leads, or null for other keys. */
function nextIndex(key: string, index: number | null, count: number): number | null {
  const last = count - 1;
  if (key === 'ArrowRight') return Math.min(last, (index ?? -1) + 1);
  if (key === 'ArrowLeft') return Math.max(0, (index ?? count) - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  return null;
}

/** Lets pointer and keyboard read one column at a time. Everything it says is in the table beside the chart too. */
export function ChartReader({ label, unit, series, points, children }: ChartReaderProps) {
  const [index, setIndex] = useState<number | null>(null);
  const point = index === null ? undefined : points[index];

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * points.length);
    setIndex(Math.max(0, Math.min(points.length - 1, at)));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') return setIndex(null);
    const next = nextIndex(event.key, index, points.length);
    if (next === null) return;
    event.preventDefault();
    setIndex(next);
  };

  // The same as a click on the series in the legend, which is where the keyboard finds it.
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const hit = event.target instanceof Element ? event.target.closest('[data-series]') : null;
    const link = hit && `[data-series-link="${hit.getAttribute('data-series')}"]`;
    if (link) event.currentTarget.closest('figure')?.querySelector<HTMLElement>(link)?.click();
  };

  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the columns
      tabIndex={0}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setIndex(null)}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onBlur={() => setIndex(null)}
      className="relative min-w-0 flex-1 rounded-sm"
    >
      {children}
      {point && index !== null ? (
        <>
          <div
            aria-hidden="true"
            className="pointer-events-none absolute top-0 bottom-6 rounded-sm bg-foreground/5"
            style={{ left: `${(index * 100) / points.length}%`, width: `${100 / points.length}%` }}
          />
          <Tooltip point={point} unit={unit} series={series} share={(index + 0.5) / points.length} />
        </>
      ) : null}
      <p aria-live="polite" className="sr-only">
        {point ? `${point.label}: ${point.total} ${unit}${point.note ? `. ${point.note}` : ''}` : ''}
      </p>
    </section>
  );
}

interface TooltipProps {
  point: ChartPoint;
  unit: string;
  series: string[];
  /** 0 at the left edge of the plot, 1 at the right. */
  share: number;
}

function Tooltip({ point, unit, series, share }: TooltipProps) {
  const rows = series
    .map((name, index) => ({ name, index, value: point.values[index] ?? '0' }))
    .filter(({ value }) => value !== '0');
  return (
    <div
      aria-hidden="true"
      className={cn(
        'pointer-events-none absolute top-1 z-10 w-max max-w-64 rounded-md border bg-card px-3 py-2 text-xs shadow-pop',
        share > 0.5 ? '-translate-x-[calc(100%+14px)]' : 'translate-x-3.5',
      )}
      style={{ left: `${share * 100}%` }}
    >
      <p className="text-muted-foreground">{point.label}</p>
      <p className="figures mt-0.5 font-medium text-sm">
        {point.total} {unit}
      </p>
      {point.note ? <p className="figures mt-0.5 text-muted-foreground">{point.note}</p> : null}
      {series.length > 1 && rows.length > 0 ? (
        <ul className="mt-1.5 space-y-0.5 border-t pt-1.5">
          {rows.map(({ name, index, value }) => (
            <li key={name} className="flex items-center gap-1.5">
              <span className={cn('size-2 shrink-0 rounded-[2px] forced-color-adjust-none', dotClass(index))} />
              <span className="min-w-0 flex-1 truncate text-muted-foreground">{name}</span>
              <span className="figures pl-3">{value}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
