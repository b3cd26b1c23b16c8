/** Class names of the chart's colours, in the order of the series; the same in chart, legend, table and tooltip. */
const FILLS = [
  'fill-chart-1',
  'fill-chart-2',
  'fill-chart-3',
  'fill-chart-4',
  'fill-chart-5',
  'fill-chart-6',
  'fill-chart-7',
  'fill-chart-8',
] as const;

const DOTS = [
  'bg-chart-1',
  'bg-chart-2',
  'bg-chart-3',
  'bg-chart-4',
  'bg-chart-5',
  'bg-chart-6',
  'bg-chart-7',
  'bg-chart-8',
] as const;

export const MAX_SERIES = FILLS.length;

/** Beyond the eighth comes "other", in grey. */
export const fillClass = (index: number): string => FILLS[index] ?? 'fill-chart-other';
export const dotClass = (index: number): string => DOTS[index] ?? 'bg-chart-other';
