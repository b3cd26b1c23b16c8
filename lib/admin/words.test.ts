import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { because, CAUSE_NAMES, COMPARED_NAMES, differs, joinReasons } from '../billing/review-reason';
import { LOCALES } from '../i18n/locales';
import { MESSAGES } from '../i18n/messages';
import { listChecks } from './verify';
import {
  checkTexts,
  disputeReasonText,
  disputeStatusText,
  refundFailureText,
  refundStatusText,
  reviewReasonTexts,
} from './words';

/** The codes that the types of the installed Stripe library name in the comment above a field. */
function codesOf(file: string, field: string): string[] {
  const text = readFileSync(`node_modules/stripe/cjs/resources/${file}.d.ts`, 'utf8');
  const comment = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*${field}\\??: `).exec(text)?.[1] ?? '';
  return [...comment.matchAll(/`([a-z_]+)`/g)].map((match) => match[1] ?? '');
}

describe.each(LOCALES)('in %s', (locale) => {
  test.each([
    ['refund’s state', refundStatusText, codesOf('Refunds', 'status'), 5],
    ['failed refund’s reason', refundFailureText, codesOf('Refunds', 'failure_reason'), 7],
    ['dispute’s state', disputeStatusText, codesOf('Disputes', 'status'), 10],
    ['dispute’s reason', disputeReasonText, codesOf('Disputes', 'reason'), 15],
  ] as const)('every %s that Stripe documents has words', (_name, textOf, codes, atLeast) => {
    expect(codes.length).toBeGreaterThanOrEqual(atLeast);
    expect(codes.filter((code) => textOf(locale, code) === code)).toEqual([]);
  });

  test('every check of the books has a name and a sentence, and none that is gone', () => {
    const checks = listChecks();
    expect(Object.keys(MESSAGES[locale].checks)).toEqual(checks.map(({ check }) => check));
    const names = checks.map((check) => checkTexts(locale, check).name);
    expect(new Set(names).size).toBe(checks.length);
    expect(checkTexts(locale, { check: 'I99-new', rule: 'the moon is round' })).toEqual({
      name: 'I99-new',
      text: 'the moon is round',
    });
  });

  test('every reason for a review is read back from what is kept, and said in words', () => {
    for (const cause of CAUSE_NAMES) {
      const kept = because(cause, 'x-1');
      const [text = ''] = reviewReasonTexts(locale, kept, 'eur');
      if (kept.includes('x-1')) expect(text).toContain('x-1');
      if (locale !== 'en') expect(text).not.toBe(kept);
    }
    for (const what of COMPARED_NAMES) {
      const [text = ''] = reviewReasonTexts(locale, differs(what, 'usd', 'eur'), 'eur');
      expect(text).toMatch(locale === 'de' ? /: bei Stripe usd, erwartet eur$/ : /: at Stripe usd, expected eur$/);
    }
  });
});

test('several reasons stay several, and a sentence of another release stays as it is', () => {
  const kept = joinReasons([differs('total', '1', '2500'), because('closed'), 'the moon is wrong']);
  expect(kept).toBe('total is 1, expected 2500; paid, but the workspace is closed; the moon is wrong');
  expect(reviewReasonTexts('de', kept, 'eur')).toEqual([
    'Gesamtbetrag: bei Stripe 0,01\u00A0€, erwartet 25,00\u00A0€',
    'Bezahlt, aber der Kunde ist geschlossen',
    'the moon is wrong',
  ]);
});

test('amounts of a review are money, but bare figures where the payment has another currency', () => {
  const amounts = differs('amounts', '4500 and 135', '5000 and 150');
  expect(reviewReasonTexts('en', amounts, 'usd')[0]).toMatch(
    /at Stripe \$45\.00 and \$1\.35, expected \$50\.00 and \$1\.50$/,
  );
  // The audit log keeps the sentence alone.
  expect(reviewReasonTexts('en', amounts, null)[0]).toMatch(/at Stripe 4500 and 135, expected 5000 and 150$/);
  const quantity = differs('quantity', 2, 1);
  expect(reviewReasonTexts('en', quantity, 'usd')[0]).toMatch(/at Stripe 2, expected 1$/);
  const other = joinReasons([differs('currency', 'eur', 'usd'), differs('total', '1', '2500')]);
  expect(reviewReasonTexts('en', other, 'usd')[1]).toMatch(/at Stripe 1, expected 2500$/);
});

test('a code that Stripe adds later stays itself', () => {
  expect(disputeStatusText('de', 'warning_of_tomorrow')).toBe('warning_of_tomorrow');
  expect(refundStatusText('de', 'toString')).toBe('toString');
});
