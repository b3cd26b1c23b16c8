import { describe, expect, it } from 'vitest';
import { acceptVouchedEmail, normalizeEmail } from './email';

describe('normalizeEmail', () => {
  it.each([
    ['Ada@Example.COM', 'ada@example.com'],
    ['  ada@example.com \n', 'ada@example.com'],
    ['ada+billing@mail.example.com', 'ada+billing@mail.example.com'],
    ["o'neil@example.com", "o'neil@example.com"],
    ['ada@münchen.de', 'ada@xn--mnchen-3ya.de'],
    ['ａｄａ@example.com', 'ada@example.com'], // full-width letters
    ['ada@ｅxample。com', 'ada@example.com'], // ideographic full stop
  ])('brings %j into its one form', (typed, expected) => {
    expect(normalizeEmail(typed)).toBe(expected);
  });

  it.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada@example',
    'ada@@example.com',
    'ada@evil.com@example.com',
    'ada＠example.com', // full-width at
    'ada﹫example.com', // small at
    'ada@evil.com＠example.com',
    '"ada"@example.com',
    '"ada@evil.com"@example.com',
    'ada@example.com,eve@evil.com',
    'ada@example.com;eve@evil.com',
    'ada eve@example.com',
    'ada@exa mple.com',
    'ada@example.com\r\nBcc: eve@evil.com',
    'ada\u0000@example.com',
    'ada\u200b@example.com', // zero width space
    'аda@example.com', // Cyrillic a
    '.ada@example.com',
    'ada.@example.com',
    'a..da@example.com',
    'ada@-example.com',
    'ada@example-.com',
    'ada@example..com',
    'ada@.example.com',
    'ada@example.com.',
    'ada@127.0.0.1',
    'ada@[127.0.0.1]',
    'ada@1.2.3',
    'ada@0x7f.1',
    'ada@evil%2ecom.example',
    'ada@evil.com/example.com',
    'ada@evil.com\\example.com',
    'ada@evil.com:25',
    'ada@evil.com?x.example.com',
    'ada@evil.com#.example.com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a'.repeat(64)}.com`,
    `ada@${'abc.'.repeat(70)}com`,
  ])('refuses %j', (typed) => {
    expect(normalizeEmail(typed)).toBeNull();
  });

  it('changes nothing the second time', () => {
    for (const typed of ['Ada@Example.COM', 'ada@münchen.de', 'ａda@example.com']) {
      const once = normalizeEmail(typed) ?? '';
      expect(normalizeEmail(once)).toBe(once);
    }
  });
});

describe('an address that a provider vouches for', () => {
  it('is taken in plain form only, so that folding gives nobody a stranger’s account', () => {
    expect(acceptVouchedEmail('Ada@Example.com')).toBe('ada@example.com');
    expect(acceptVouchedEmail('ａda@example.com')).toBeNull();
    expect(acceptVouchedEmail(' ada@example.com')).toBeNull();
    expect(acceptVouchedEmail('ada@münchen.de')).toBeNull();
    expect(acceptVouchedEmail(undefined)).toBeNull();
  });
});
