import { expect, it } from 'vitest';
import { originOf } from './same-origin';

const BASE = 'https://portal.example';
const judge = (headers: Record<string, string>) => originOf(new Headers(headers), BASE);

it('believes what the browser says about the site first', () => {
  expect(judge({ 'sec-fetch-site': 'same-origin', origin: 'null' })).toBe('same');
  for (const site of ['cross-site', 'same-site', 'none', 'nonsense']) {
    expect(judge({ 'sec-fetch-site': site, origin: BASE }), site).toBe('other');
  }
});

it('compares the origin where the browser says nothing about the site', () => {
  expect(judge({ origin: BASE })).toBe('same');
  expect(judge({ origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' })).toBe('same');
  for (const origin of [
    'null',
    'https://evil.example',
    'https://portal.example.evil.example',
    'http://portal.example',
  ]) {
    expect(judge({ origin, host: 'portal.example:443' }), origin).toBe('other');
  }
});

it('knows nothing about a program', () => {
  expect(judge({})).toBe('unknown');
});
