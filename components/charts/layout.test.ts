import { describe, expect, test } from 'vitest';
import { layoutBars, PATH_WIDTH, pickLabels, seriesPath } from './layout';

const HEIGHT = 200;

describe('layoutBars', () => {
  test('heights are in proportion to values, on one zero line', () => {
    const { bars, zeroY } = layoutBars({
      bars: [{ values: [10] }, { values: [5] }, { values: [0] }],
      seriesCount: 1,
      height: HEIGHT,
    });
    const [ten, five, none] = bars;
    expect(ten!.segments[0]!.height).toBeCloseTo(2 * five!.segments[0]!.height);
    expect(ten!.segments[0]!.y + ten!.segments[0]!.height).toBeCloseTo(zeroY);
    expect(none!.segments).toEqual([]);
  });

  test('series stand on each other without gap or overlap', () => {
    const [bar] = layoutBars({ bars: [{ values: [3, 0, 4] }], seriesCount: 3, height: HEIGHT }).bars;
    const [lower, upper] = bar!.segments;
    expect(bar!.segments.map((segment) => segment.seriesIndex)).toEqual([0, 2]);
    expect(upper!.y + upper!.height).toBeCloseTo(lower!.y);
    expect(upper!.height / lower!.height).toBeCloseTo(4 / 3);
  });

  test('what was given back hangs below zero', () => {
    const { bars, zeroY } = layoutBars({
      bars: [{ values: [8] }, { values: [-4] }],
      seriesCount: 1,
      height: HEIGHT,
    });
    expect(bars[1]!.segments[0]!.y).toBeCloseTo(zeroY);
    expect(bars[0]!.segments[0]!.y + bars[0]!.segments[0]!.height).toBeCloseTo(zeroY);
  });

  test('every bar stays inside the plot and inside its own slot', () => {
    const values = Array.from({ length: 400 }, (_, i) => ({
      values: Array.from({ length: 8 }, (_, s) => (i * s) % 97),
    }));
    const { bars } = layoutBars({ bars: values, seriesCount: 8, height: HEIGHT });
    expect(bars).toHaveLength(400);
    for (const bar of bars) {
      expect(bar.x).toBeGreaterThanOrEqual(bar.slotX - 0.01);
      expect(bar.x + bar.width).toBeLessThanOrEqual(bar.slotX + bar.slotWidth + 0.01);
      for (const segment of bar.segments) {
        expect(segment.y).toBeGreaterThanOrEqual(0);
        expect(segment.y + segment.height).toBeLessThanOrEqual(HEIGHT);
      }
    }
  });

  test('a tiny day beside a huge one can still be seen', () => {
    const { bars } = layoutBars({ bars: [{ values: [1] }, { values: [1_000_000] }], seriesCount: 1, height: HEIGHT });
    expect(bars[0]!.segments[0]!.height).toBeGreaterThanOrEqual(1);
  });

  test('no usage at all still draws an axis that begins at zero', () => {
    const { ticks, bars } = layoutBars({ bars: [{ values: [0] }, { values: [0] }], seriesCount: 1, height: HEIGHT });
    expect(ticks[0]!.value).toBe(0);
    expect(bars.every((bar) => bar.segments.length === 0)).toBe(true);
  });
});

describe('the period before', () => {
  test('is marked at its own height, and the axis has room for it', () => {
    const { bars, ticks, zeroY } = layoutBars({
      bars: [
        { values: [5], mark: 10 },
        { values: [10], mark: null },
        { values: [0], mark: 0 },
      ],
      seriesCount: 1,
      height: HEIGHT,
    });
    expect(bars[0]!.markY).toBeCloseTo(bars[1]!.segments[0]!.y);
    expect(bars[1]!.markY).toBeNull();
    expect(bars[2]!.markY).toBeCloseTo(zeroY);
    const higher = layoutBars({ bars: [{ values: [5], mark: 500 }], seriesCount: 1, height: HEIGHT });
    expect(Math.max(...higher.ticks.map(({ value }) => value))).toBeGreaterThan(
      Math.max(...ticks.map(({ value }) => value)),
    );
  });
});

describe('seriesPath', () => {
  test('draws every segment of its series once, where the single bars would be', () => {
    const layout = layoutBars({
      bars: Array.from({ length: 100 }, (_, i) => ({ values: [i, 100 - i] })),
      seriesCount: 2,
      height: HEIGHT,
    });
    const parts = [...seriesPath(layout, 1, new Set([99])).matchAll(/M(\d+) ([\d.]+)h(\d+)v([\d.]+)h-\d+z/g)];
    expect(parts).toHaveLength(99);
    parts.forEach(([, x, y, , height], index) => {
      const bar = layout.bars[index]!;
      const segment = bar.segments.find(({ seriesIndex }) => seriesIndex === 1)!;
      expect(Number(x)).toBeCloseTo((bar.x * PATH_WIDTH) / 100, -1);
      expect(Number(y)).toBeCloseTo(segment.y, 0);
      expect(Number(height)).toBeCloseTo(segment.height, 0);
    });
  });
});

describe('pickLabels', () => {
  test.each([1, 7, 30, 31, 90, 400])('%i columns: the newest has a label, and they do not crowd', (count) => {
    const labels = pickLabels(count);
    expect(labels.at(-1)).toEqual({ index: count - 1, always: true });
    expect(labels.length).toBeLessThanOrEqual(8);
    expect(labels.filter((label) => label.always).length).toBeLessThanOrEqual(4);
  });
});
