import { describe, expect, test } from 'vitest';
import { keptUserAgent, nameBrowser } from './user-agent';

const request = (userAgent?: string) =>
  new Request('http://localhost', { headers: userAgent === undefined ? {} : { 'user-agent': userAgent } });

describe('which browser it is', () => {
  test.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0', 'Firefox', 'Windows'],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
      'Chrome',
      'Linux',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
      'Safari',
      'macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
      'Safari',
      'iOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
      'Chrome',
      'Android',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
      'Microsoft Edge',
      'Windows',
    ],
  ])('%s', (userAgent, browser, system) => {
    expect(nameBrowser(userAgent)).toEqual({ browser, system });
  });

  test.each([null, '', 'x', '\u0000', '<script>alert(1)</script>'])('nobody knows of %j', (userAgent) => {
    expect(nameBrowser(userAgent)).toEqual({ browser: null, system: null });
  });
});

describe('what is kept', () => {
  test('no more than a browser says, and nothing of one that says nothing', () => {
    expect(keptUserAgent(request())).toBeNull();
    expect(keptUserAgent(request('  '))).toBeNull();
    expect(keptUserAgent(request('a'.repeat(9_000)))).toHaveLength(400);
  });
});
