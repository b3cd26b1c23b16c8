import { useId } from 'react';
import { cn } from '../cn';
import { ChartReader } from './chart-reader';
import { dotClass, fillClass } from './colors';
import { type BarLayout, layoutBars, pickLabels } from './layout';

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
}

export interface UsageChartProps {
  title: string;
  /** One or two sentences that say what the chart shows. */
  summary: string;
  unit: string;
  series: { key: string; label: string }[];
  columns: ChartColumn[];
  /** Axis labels, drawn as they are given. */
  formatTick: (value: number) => string;
  height?: number;
}

/**
 * Bars over time, drawn on the server: it is there before any script and prints as it looks. A small island adds the
 * reading of single columns by pointer and keyboard. Pair it with a table of the same figures.
 */
export function UsageChart({ title, summary, unit, series, columns, formatTick, height = 220 }: UsageChartProps) {
  const id = useId();
  const layout = layoutBars({ bars: columns, seriesCount: series.length, height });
  return (
    <figure className="min-w-0">
      <div className="flex gap-2">
        <Axis layout={layout} height={height} formatTick={formatTick} />
        <ChartReader
          label={`${title}: read single columns with the arrow keys`}
          unit={unit}
          series={series.map(({ label }) => label)}
          points={columns.map(({ label, totalText, valueTexts, isPartial }) => ({
            label: isPartial ? `${label} (so far)` : label,
            total: totalText,
            values: valueTexts,
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
            {layout.ticks.map(({ value, y }) => (
              <line
                key={value}
                x1="0"
                x2="100%"
                y1={y}
                y2={y}
                className={value === 0 ? 'stroke-input' : 'stroke-chart-grid'}
                strokeWidth="1"
                shapeRendering="crispEdges"
              />
            ))}
            {layout.bars.map((bar, index) => (
              <Column key={columns[index]?.key} bar={bar} isPartial={columns[index]?.isPartial ?? false} />
            ))}
            <DateLabels columns={columns} layout={layout} y={height + 18} />
          </svg>
        </ChartReader>
      </div>
      {series.length > 1 ? <Legend series={series} /> : null}
    </figure>
  );
}

function Axis({
  layout,
  height,
  formatTick,
}: { layout: BarLayout; height: number } & Pick<UsageChartProps, 'formatTick'>) {
  return (
    <svg aria-hidden="true" width="44" height={height + 24} className="shrink-0 overflow-visible">
      {layout.ticks.map(({ value, y }) => (
        <text key={value} x="40" y={y + 4} textAnchor="end" className="figures fill-muted-foreground text-xs">
          {formatTick(value)}
        </text>
      ))}
    </svg>
  );
}

function Column({ bar, isPartial }: { bar: BarLayout['bars'][number]; isPartial: boolean }) {
  return (
    <g opacity={isPartial ? 0.6 : undefined}>
      {bar.segments.map(({ seriesIndex, y, height }) => (
        <rect
          key={seriesIndex}
          x={`${bar.x.toFixed(3)}%`}
          width={`${bar.width.toFixed(3)}%`}
          y={y.toFixed(2)}
          height={height.toFixed(2)}
          rx={height > 4 ? 2 : 0}
          className={cn(fillClass(seriesIndex), bar.segments.length > 1 && 'stroke-card')}
        />
      ))}
    </g>
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
        className={cn('figures fill-muted-foreground text-xs', !always && 'max-sm:hidden')}
      >
        {column.tick}
      </text>
    );
  });
}

function Legend({ series }: { series: UsageChartProps['series'] }) {
  return (
    <ul className="mt-4 flex flex-wrap gap-x-5 gap-y-1.5 pl-[52px] text-muted-foreground text-xs max-sm:pl-0">
      {series.map(({ key, label }, index) => (
        <li key={key} className="flex min-w-0 items-center gap-1.5">
          <span aria-hidden="true" className={cn('size-2.5 shrink-0 rounded-[3px]', dotClass(index))} />
          <span className="truncate">{label}</span>
        </li>
      ))}
    </ul>
  );
}
