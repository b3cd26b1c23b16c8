import { scaleBand, scaleLinear } from 'd3-scale';
import { type Series, stack, stackOffsetDiverging } from 'd3-shape';

/** One column of the chart: a value for each series, in any unit; negative values hang below the zero line. */
export interface BarInput {
  values: number[];
  /** A level to mark across the column, such as the total of the period before. */
  mark?: number | null;
}

export interface BarSegment {
  seriesIndex: number;
  /** Pixels from the top of the plot. */
  y: number;
  height: number;
}

export interface Bar {
  /** Percent of the plot's width, so that the drawing is as wide as its place. */
  x: number;
  width: number;
  /** The whole column's share of the width, gaps included: what a pointer may hit. */
  slotX: number;
  slotWidth: number;
  segments: BarSegment[];
  /** Where the mark is drawn; null without one. */
  markY: number | null;
}

export interface BarLayout {
  bars: Bar[];
  ticks: { value: number; y: number }[];
  zeroY: number;
}

export interface BarLayoutOptions {
  bars: BarInput[];
  seriesCount: number;
  /** Pixels. */
  height: number;
  tickCount?: number;
}

/** Room above the highest gridline for its label. */
const TOP_PX = 8;
/** A used day never rounds to nothing: one pixel at least. */
const MIN_SEGMENT_PX = 1;

/**
 * Where each bar, segment and gridline goes: widths in percent, heights in pixels. Pure; knows no colour and no text.
 * A chart without any value still gets an axis from 0 to 1.
 */
export function layoutBars({ bars, seriesCount, height, tickCount = 4 }: BarLayoutOptions): BarLayout {
  const band = scaleBand<number>()
    .domain(bars.map((_, index) => index))
    .range([0, 100])
    .paddingInner(bars.length > 60 ? 0.15 : 0.3)
    .paddingOuter(0.15);
  const stacks = stackSeries(bars, seriesCount);
  const marks = bars.flatMap(({ mark }) => mark ?? []);
  const [low, high] = rangeOf([...stacks.flatMap((series) => series.flat()), ...marks]);
  const y = scaleLinear()
    .domain(low === 0 && high === 0 ? [0, 1] : [low, high])
    .nice(tickCount)
    .range([height - 1, TOP_PX]);

  return {
    zeroY: y(0),
    ticks: y.ticks(tickCount).map((value) => ({ value, y: y(value) })),
    bars: bars.map((_, index) => ({
      x: band(index) ?? 0,
      width: band.bandwidth(),
      slotX: (index * 100) / bars.length,
      slotWidth: 100 / bars.length,
      segments: segmentsOf(stacks, index, y),
      markY: typeof bars[index]?.mark === 'number' ? y(bars[index].mark) : null,
    })),
  };
}

const rangeOf = (values: number[]): [low: number, high: number] =>
  values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [0, 0]);

/** Plot width of `seriesPath`, in its own units. */
export const PATH_WIDTH = 10_000;

/**
 * All segments of one series as a single path, in units of PATH_WIDTH across and pixels down: hundreds of columns are
 * then nine elements, not thousands. Columns in `leaveOut` are drawn by themselves.
 */
export function seriesPath({ bars }: BarLayout, seriesIndex: number, leaveOut: ReadonlySet<number>): string {
  const scale = PATH_WIDTH / 100;
  return bars
    .flatMap((bar, index) =>
      leaveOut.has(index)
        ? []
        : bar.segments
            .filter((segment) => segment.seriesIndex === seriesIndex)
            .map(({ y, height }) => {
              const [left, width] = [Math.round(bar.x * scale), Math.round(bar.width * scale)];
              return `M${left} ${y.toFixed(1)}h${width}v${height.toFixed(1)}h-${width}z`;
            }),
    )
    .join('');
}

function stackSeries(bars: BarInput[], seriesCount: number): Series<BarInput, number>[] {
  return stack<BarInput, number>()
    .keys(Array.from({ length: seriesCount }, (_, index) => index))
    .value((bar, key) => bar.values[key] ?? 0)
    .offset(stackOffsetDiverging)(bars);
}

function segmentsOf(stacks: Series<BarInput, number>[], index: number, y: (value: number) => number): BarSegment[] {
  return stacks.flatMap((series, seriesIndex) => {
    const [from, to] = series[index] ?? [0, 0];
    if (from === to) return [];
    const top = Math.min(y(from), y(to));
    const size = Math.max(MIN_SEGMENT_PX, Math.abs(y(from) - y(to)));
    return [{ seriesIndex, y: top, height: size }];
  });
}

/**
 * Which columns carry a date, counted back from the newest so that it always has one. `always` also on a phone.
 * About 8 labels on a wide screen, 3 or 4 on a narrow one, where the newest one ends at the edge and needs more room.
 */
export function pickLabels(count: number): { index: number; always: boolean }[] {
  const step = Math.max(1, Math.ceil(count / 8));
  const onPhones = step * (count < 8 ? 2 : 3);
  return Array.from({ length: count }, (_, index) => index)
    .filter((index) => (count - 1 - index) % step === 0)
    .map((index) => ({ index, always: (count - 1 - index) % onPhones === 0 }));
}
