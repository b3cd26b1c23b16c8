import { describe, expect, it } from 'vitest';
import { safeReturnPath } from './return-path';

const BASE = 'https://portal.example';
const HOSTS = [
  'evil.example',
  'portal.example.evil.example',
  'portal.example@evil.example',
  '127.0.0.1',
  'xn--0ca.example',
];
const BEFORE = [
  '//',
  '///',
  '////',
  '/\\',
  '\\\\',
  '\\/',
  '/\t/',
  '/\n/',
  ' //',
  '\u0000//',
  'http://',
  'https://',
  'HTTPS://',
  'https:/',
  'https:',
  'http:\\\\',
  'ftp://',
  '//user:pass@',
  '/.//',
  '/..//',
  '/./\\',
  '/a/..//',
  '/%2e//',
  '/%2e%2e//',
  '\u00a0//',
  '/\u000b/',
  '/\u000c/',
  '/\u0085\\',
  '/\u007f/',
  '@',
  '.',
  ':',
  '?//',
  '#//',
];
const SCRIPTS = [
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'blob:https://portal.example/x',
  'about:blank',
  'mailto:a@b.example',
  'file:///etc/passwd',
  'view-source:https://evil.example',
];

/** Where a browser on the portal would go. */
const destination = (path: string) => new URL(path, `${BASE}/sign-in`);

describe('safeReturnPath', () => {
  const forms = [...HOSTS.flatMap((host) => BEFORE.map((before) => `${before}${host}/x`)), ...SCRIPTS];

  it(`keeps ${forms.length} ways of pointing elsewhere inside the portal`, () => {
    for (const form of forms) {
      const path = safeReturnPath(form, BASE);
      expect(path.startsWith('/') && !path.startsWith('//'), form).toBe(true);
      expect(destination(path).origin, form).toBe(BASE);
      // What is let through is let through as a path, and says the same again.
      expect(safeReturnPath(path, BASE)).toBe(path);
    }
  });

  it('keeps paths of the portal, with query and fragment', () => {
    expect(safeReturnPath('/w/acme/usage?from=2026-01-01&next=https://x.example/#day', BASE)).toBe(
      '/w/acme/usage?from=2026-01-01&next=https://x.example/#day',
    );
    expect(safeReturnPath('https://portal.example/w/acme', BASE)).toBe('/w/acme');
  });

  it('falls back for nothing, for another port and for what is far too long', () => {
    expect(safeReturnPath(undefined, BASE)).toBe('/');
    expect(safeReturnPath('', BASE, '/home')).toBe('/home');
    expect(safeReturnPath('https://portal.example:444/x', BASE)).toBe('/');
    expect(safeReturnPath(`/${'a'.repeat(3000)}`, BASE)).toBe('/');
  });
});
