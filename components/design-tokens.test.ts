import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { goOnPage } from '@/lib/auth/go-on-page';

const css = readFileSync('app/globals.css', 'utf8');

function tokensOf(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1]!, m[2]!]));
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi! + 0.05) / (lo! + 0.05);
}

/** What a dichromat sees, by the usual linear model (Viénot 1999), as coordinates in which distance can be measured. */
function asSeenBy(kind: 'protan' | 'deutan', hex: string): number[] {
  const lin = [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2);
  const [r, g, b] = lin as [number, number, number];
  const yellow = kind === 'protan' ? 0.112 * r + 0.888 * g : 0.293 * r + (1 - 0.293) * g;
  return [yellow ** (1 / 2.4) * 100, b ** (1 / 2.4) * 100];
}

const TEXT_ON = [
  ['foreground', 'background'],
  ['foreground', 'card'],
  ['foreground', 'muted'],
  ['muted-foreground', 'background'],
  ['muted-foreground', 'card'],
  ['muted-foreground', 'muted'],
  ['primary-foreground', 'primary'],
  ['primary-foreground', 'primary-hover'],
  ['accent-foreground', 'accent'],
  ['accent-foreground', 'card'],
  ['accent-foreground', 'background'],
  ['destructive', 'card'],
  ['destructive', 'background'],
  ['destructive', 'destructive-surface'],
  ['success', 'card'],
  ['success', 'success-surface'],
  ['warning', 'card'],
  ['warning', 'warning-surface'],
] as const;

describe.each([':root', '.dark'])('theme %s', (selector) => {
  const tokens = tokensOf(selector);
  const ratio = (a: string, b: string) => contrast(tokens[a]!, tokens[b]!);

  test.each(TEXT_ON)('%s is readable on %s', (text, surface) => {
    expect(ratio(text, surface)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['ring', 'input', 'chart-other', ...Array.from({ length: 8 }, (_, i) => `chart-${i + 1}`)])(
    '%s can be seen',
    (name) => {
      expect(ratio(name, 'background')).toBeGreaterThanOrEqual(3);
      expect(ratio(name, 'card')).toBeGreaterThanOrEqual(3);
    },
  );

  test.each(['protan', 'deutan'] as const)('neighbouring chart colours stay apart for %s eyes', (kind) => {
    for (let i = 1; i < 8; i++) {
      const a = asSeenBy(kind, tokens[`chart-${i}`]!);
      const b = asSeenBy(kind, tokens[`chart-${i + 1}`]!);
      const distance = Math.hypot(...a.map((value, at) => value - b[at]!));
      expect(distance, `chart-${i} and chart-${i + 1}`).toBeGreaterThan(15);
    }
  });
});

test('the page on the way to a provider, which has no style sheet, wears the same colours', () => {
  const html = goOnPage({ locale: 'en', href: 'https://example.com', provider: null });
  const worn = (block: RegExp) =>
    Object.fromEntries(
      [...(block.exec(html)?.[1] ?? '').matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1]!, m[2]!]),
    );
  const light = worn(/:root\{color-scheme:light dark;([^}]+)\}/);
  const dark = worn(/prefers-color-scheme:dark\)\{:root\{([^}]+)\}/);
  expect(Object.keys(light).length).toBeGreaterThan(5);
  expect(Object.keys(dark)).toEqual(Object.keys(light));
  expect(tokensOf(':root')).toMatchObject(light);
  expect(tokensOf('.dark')).toMatchObject(dark);
});
