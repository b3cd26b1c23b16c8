import Link from 'next/link';
import { useId } from 'react';
import { formats } from '@/lib/i18n/formats';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { cn } from '../cn';
import { ChartReader } from './chart-reader';
import { dotClass, fillClass } from './colors';
import { type BarLayout, layoutBars, PATH_WIDTH, pickLabels, seriesPath } from './layout';

export interface ChartColumn {
  /** Unique, such as the local date. */
  key: string;
  /** Under the axis: '21 Nov'. */
  tick: string;
  /** In full: 'Saturday, 21 November 2026'. */
  label: string;
  /** Not over yet: drawn lighter, and said. */
  isPartial: boolean;
  /** One per series, for drawing only. */
  values: number[];
  /** The same values and their sum as exact text. */
  valueTexts: string[];
  totalText: string;
  /** The same place of the period before. */
  before?: { value: number; amountText: string; changeText: string } | null;
}

export interface UsageChartProps {
  locale: AnyLocale;
  title: string;
  /** One or two sentences that say what the chart shows. */
  summary: string;
  series: { key: string; label: string }[];
  columns: ChartColumn[];
  /** Where a series leads when it is chosen; null: nowhere. */
  hrefOf?: (key: string) => string | null;
  height?: number;
}

/** From here on a series is one path instead of a rectangle for each column. */
const MANY_COLUMNS = 62;

/**
 * Bars over time, drawn on the server: it is there before any script and prints as it looks. A small island adds the
 * reading of single columns by pointer and keyboard. Pair it with a table of the same figures.
 */
export function UsageChart({ locale, title, summary, series, columns, hrefOf, height = 220 }: UsageChartProps) {
  const id = useId();
  const t = translator(locale, 'usage');
  const isCompared = columns.some(({ before }) => before);
  const layout = layoutBars({
    bars: columns.map(({ values, before }) => ({ values, mark: before?.value })),
    seriesCount: series.length,
    height,
  });
  return (
    <figure className="min-w-0">
      <div className="flex gap-2">
        <Axis layout={layout} height={height} locale={locale} />
        <ChartReader
          label={t('chart.reader', { title })}
          unit={t('credits')}
          series={series.map(({ label }) => label)}
          points={columns.map(({ label, totalText, valueTexts, isPartial, before }) => ({
            label: isPartial ? t('soFarLabel', { label }) : label,
            total: totalText,
            values: valueTexts,
            ...(before && { note: `${t('compare.before')}: ${before.amountText} (${before.changeText})` }),
          }))}
        >
          <svg
            role="img"
            aria-labelledby={`${id}-title ${id}-desc`}
            width="100%"
            height={height + 24}
            className="block overflow-visible"
          >
            <title id={`${id}-title`}>{title}</title>
            <desc id={`${id}-desc`}>{summary}</desc>
            <Grid layout={layout} />
            <Bars layout={layout} columns={columns} seriesCount={series.length} height={height} />
            {isCompared ? <Marks layout={layout} columns={columns} /> : null}
            <DateLabels columns={columns} layout={layout} y={height + 18} />
          </svg>
        </ChartReader>
      </div>
      {series.length > 1 || isCompared ? (
        <Legend
          series={series.length > 1 ? series : []}
          hrefOf={hrefOf}
          beforeText={isCompared ? t('compare.before') : null}
        />
      ) : null}
    </figure>
  );
}

function Axis({ layout, height, locale }: { layout: BarLayout; height: number; locale: AnyLocale }) {
  const { compact } = formats(locale);
  return (
    <svg aria-hidden="true" width="44" height={height + 24} className="shrink-0 overflow-visible">
      {layout.ticks.map(({ value, y }) => (
        <text
          key={value}
          x="40"
          y={y + 4}
          textAnchor="end"
          className="figures fill-muted-foreground text-xs forced-colors:fill-[CanvasText]"
        >
          {compact(value)}
        </text>
      ))}
    </svg>
  );
}

function Grid({ layout }: { layout: BarLayout }) {
  return layout.ticks.map(({ value, y }) => (
    <line
      key={value}
      x1="0"
      x2="100%"
      y1={y}
      y2={y}
      className={cn(value === 0 ? 'stroke-input' : 'stroke-chart-grid', 'forced-colors:stroke-[GrayText]')}
      strokeWidth="1"
      shapeRendering="crispEdges"
    />
  ));
}

interface BarsProps {
  layout: BarLayout;
  columns: ChartColumn[];
  seriesCount: number;
  height: number;
}

function Bars({ layout, columns, seriesCount, height }: BarsProps) {
  const single = (index: number) => (
    <Column key={columns[index]?.key} bar={layout.bars[index]} isPartial={columns[index]?.isPartial ?? false} />
  );
  if (columns.length <= MANY_COLUMNS) return layout.bars.map((_, index) => single(index));
  const partial = new Set(columns.flatMap(({ isPartial }, index) => (isPartial ? [index] : [])));
  return (
    <>
      <svg
        aria-hidden="true"
        width="100%"
        height={height}
        viewBox={`0 0 ${PATH_WIDTH} ${height}`}
        preserveAspectRatio="none"
      >
        {Array.from({ length: seriesCount }, (_, seriesIndex) => (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: series have no other identity here, and never move
            key={seriesIndex}
            d={seriesPath(layout, seriesIndex, partial)}
            data-series={seriesIndex}
            className={fillClass(seriesIndex)}
          />
        ))}
      </svg>
      {[...partial].map(single)}
    </>
  );
}

function Column({ bar, isPartial }: { bar: BarLayout['bars'][number] | undefined; isPartial: boolean }) {
  return (
    <g opacity={isPartial ? 0.6 : undefined}>
      {bar?.segments.map(({ seriesIndex, y, height }) => (
        <rect
          key={seriesIndex}
          data-series={seriesIndex}
          x={`${bar.x.toFixed(3)}%`}
          width={`${bar.width.toFixed(3)}%`}
          y={y.toFixed(2)}
          height={height.toFixed(2)}
          rx={height > 4 ? 2 : 0}
          className={cn(
            fillClass(seriesIndex),
            bar.segments.length > 1 && 'stroke-card',
            'forced-colors:stroke-[CanvasText]',
          )}
        />
      ))}
    </g>
  );
}

/** The total of the period before, as a line across each column. */
function Marks({ layout, columns }: { layout: BarLayout; columns: ChartColumn[] }) {
  return layout.bars.map(({ markY, slotX, slotWidth }, index) =>
    markY === null ? null : (
      <line
        key={columns[index]?.key}
        x1={`${(slotX + slotWidth * 0.04).toFixed(3)}%`}
        x2={`${(slotX + slotWidth * 0.96).toFixed(3)}%`}
        y1={markY.toFixed(2)}
        y2={markY.toFixed(2)}
        className="pointer-events-none stroke-foreground forced-colors:stroke-[CanvasText]"
        strokeWidth="2"
      />
    ),
  );
}

function DateLabels({ columns, layout, y }: { columns: ChartColumn[]; layout: BarLayout; y: number }) {
  return pickLabels(columns.length).map(({ index, always }) => {
    const bar = layout.bars[index];
    const column = columns[index];
    if (!bar || !column) return null;
    const middle = bar.slotX + bar.slotWidth / 2;
    const anchor = columns.length < 8 ? 'middle' : middle > 95 ? 'end' : middle < 3 ? 'start' : 'middle';
    const x = anchor === 'end' ? 100 : anchor === 'start' ? 0 : middle;
    return (
      <text
        key={column.key}
        x={`${x.toFixed(2)}%`}
        y={y}
        textAnchor={anchor}
        className={cn(
          'figures fill-muted-foreground text-xs forced-colors:fill-[CanvasText]',
          !always && 'max-sm:hidden',
        )}
      >
        {column.tick}
      </text>
    );
  });
}

interface LegendProps extends Pick<UsageChartProps, 'series' | 'hrefOf'> {
  /** Name of the marks of the period before; null: there are none. */
  beforeText: string | null;
}

/** A click on a series shows it alone; a click on its bars in the chart does the same. */
function Legend({ series, hrefOf, beforeText }: LegendProps) {
  return (
    <ul className="mt-4 flex flex-wrap gap-x-5 gap-y-1.5 pl-[52px] text-muted-foreground text-xs max-sm:pl-0">
      {series.map(({ key, label }, index) => {
        const href = hrefOf?.(key);
        const content = (
          <>
            <span
              aria-hidden="true"
              className={cn('size-2.5 shrink-0 rounded-[3px] forced-color-adjust-none', dotClass(index))}
            />
            <span className="truncate">{label}</span>
          </>
        );
        return (
          <li key={key} className="flex min-h-6 min-w-0 items-center">
            {href ? (
              <Link
                href={href}
                prefetch={false}
                scroll={false}
                data-series-link={index}
                className="flex min-w-0 items-center gap-1.5 underline-offset-4 hover:text-foreground hover:underline"
              >
                {content}
              </Link>
            ) : (
              <span className="flex min-w-0 items-center gap-1.5">{content}</span>
            )}
          </li>
        );
      })}
      {beforeText ? (
        <li className="flex min-h-6 items-center gap-1.5">
          <svg aria-hidden="true" width="14" height="4">
            <line
              x2="14"
              y1="2"
              y2="2"
              strokeWidth="2"
              className="stroke-foreground forced-colors:stroke-[CanvasText]"
            />
          </svg>
          {beforeText}
        </li>
      ) : null}
    </ul>
  );
}
