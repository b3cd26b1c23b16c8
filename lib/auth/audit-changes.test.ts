import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LOCALES } from '../i18n/locales';
import { auditChanges, fieldLabel } from './audit-changes';

/** Sources that write the audit log. */
const WRITERS = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|testing\//.test(file))
  .map((file) => readFileSync(`lib/${file}`, 'utf8'))
  .filter((text) => /recordAudit\(|audit\(client|const audit = |action: '\w+\.\w+'/.test(text));

/** Names in the objects that are kept as before and after: `after: { name, limitMicro: …, ...terms }`. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(/\b(?:before|after|terms)(?::| =)(?: before &&)? \{((?:[^{}]|\{[^{}]*\})*)\}/g)].flatMap((match) =>
    (match[1] ?? '')
      .replace(/\{[^{}]*\}/g, '')
      .replace(/\([^()]*\)/g, '')
      .split(',')
      .map((part) => /^\s*(\w+)\s*(?::|$)/.exec(part)?.[1] ?? '')
      .filter(Boolean),
  );

describe.each(LOCALES)('in %s', (locale) => {
  test('every field that somebody keeps in the audit log has a name', () => {
    const names = [...new Set(WRITERS.flatMap(namesIn))];
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => fieldLabel(locale, name) === name)).toEqual([]);
  });
});

test('amounts are credits, yes is a word, and lists are read as lists', () => {
  const changes = auditChanges('de', {
    before: { amountMicro: '12500000', isActive: true, expiresAt: null },
    after: {
      amountMicro: '1250000',
      isActive: false,
      prices: [
        { currency: 'eur', priceMinor: '2500' },
        { currency: 'jpy', priceMinor: '3900' },
      ],
      scopes: ['read', 'spend'],
    },
  });
  expect(changes).toEqual([
    { field: 'amountMicro', label: 'Menge in Credits', before: '12,50', after: '1,25' },
    { field: 'isActive', label: 'Im Verkauf', before: 'ja', after: 'nein' },
    { field: 'expiresAt', label: 'Gültig bis', before: null, after: null },
    {
      field: 'prices',
      label: 'Preise',
      before: null,
      after: 'Währung: eur, Preis in kleinsten Einheiten: 2500; Währung: jpy, Preis in kleinsten Einheiten: 3900',
    },
    { field: 'scopes', label: 'Rechte', before: null, after: 'read, spend' },
  ]);
});

test('columns of the database have the same names, and a field of another release stays itself', () => {
  expect(fieldLabel('en', 'unit_cost_nano')).toBe(fieldLabel('en', 'unitCostNano'));
  expect(fieldLabel('de', 'moonPhase')).toBe('moonPhase');
  expect(auditChanges('de', { before: null, after: 'text' })).toEqual([]);
});
