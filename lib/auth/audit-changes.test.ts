import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  BudgetPeriod,
  GrantSource,
  Mode,
  OverdraftPolicy,
  PurchaseStatus,
  Role,
  WalletOwnerKind,
} from '@/prisma/generated/enums';
import { LOCALES } from '../i18n/locales';
import { MESSAGES } from '../i18n/messages';
import { auditChanges, fieldLabel } from './audit-changes';

/** Sources that write the audit log. */
const WRITERS = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|testing\//.test(file))
  .map((file) => readFileSync(`lib/${file}`, 'utf8'))
  .filter((text) => /recordAudit\(|audit\(client|const audit = |action: '\w+\.\w+'/.test(text));

const CONTEXT = {
  targetKind: 'pack',
  timeZone: 'Europe/Berlin',
  names: new Map<string, string>(),
  reviewReason: (kept: string) => `[${kept}]`,
};

/** What a row about such a thing says that this field became. */
const saidOf = (field: string, value: unknown, more: Partial<typeof CONTEXT> = {}) =>
  auditChanges('de', { ...CONTEXT, ...more, before: null, after: { [field]: value } })[0]?.after;

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
    ...CONTEXT,
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
      after: 'Währung: EUR, Preis: 25,00 €; Währung: JPY, Preis: 3.900 ¥',
    },
    { field: 'scopes', label: 'Rechte', before: null, after: 'lesen, verbrauchen' },
  ]);
});

test('money is told in its currency, and where none is known in figures that say what they count', () => {
  const kept = { refundedMinor: '1050' };
  const row = { ...CONTEXT, before: kept, after: { amountMinor: '500', currency: 'eur', unitCostNano: '1250000000' } };
  expect(auditChanges('de', row)).toMatchObject([
    { label: 'Bisher erstattet', before: '10,50 €', after: null },
    { label: 'Betrag', after: '5,00 €' },
    { label: 'Währung', after: 'EUR' },
    { label: 'Preis je Credit', after: '0,0125 €' },
  ]);
  expect(auditChanges('de', { ...CONTEXT, before: null, after: kept })).toMatchObject([
    { label: 'Bisher erstattet, in kleinsten Einheiten der Währung', after: '1050' },
  ]);
});

test('columns of the database have the same names, and a field of another release stays itself', () => {
  expect(fieldLabel('en', 'unit_cost_nano')).toBe(fieldLabel('en', 'unitCostNano'));
  expect(fieldLabel('de', 'moonPhase')).toBe('moonPhase');
  expect(auditChanges('de', { ...CONTEXT, before: null, after: 'text' })).toEqual([]);
});

describe('codes are told in the words that the screens have for them', () => {
  test.each<[string, readonly string[], string?]>([
    ['role', Object.values(Role)],
    ['formerOwnerRole', Object.values(Role)],
    ['mode', Object.values(Mode)],
    ['source', Object.values(GrantSource)],
    ['period', Object.values(BudgetPeriod)],
    ['policy', Object.values(OverdraftPolicy)],
    ['kind', Object.values(WalletOwnerKind)],
    ['from', Object.values(WalletOwnerKind)],
    ['kind', Object.keys(MESSAGES.en.alerts.kinds), 'alert_rule'],
    ['scopes', ['read', 'spend', 'grant', 'admin']],
    ['state', ['on', 'off', 'paused']],
    ['reason', Object.keys(MESSAGES.en.automatic.reasons), 'auto_top_up_rule'],
    ['resolution', ['credited', 'refunded', 'dismissed']],
    ['status', Object.values(PurchaseStatus), 'purchase'],
    ['status', ['active', 'flagged', 'closed'], 'workspace'],
    ['status', ['scheduled', 'active', 'consumed', 'expired', 'voided'], 'grant'],
    ['provider', ['email', 'github', 'google', 'oidc']],
    ['locale', ['en', 'de']],
    ['currency', ['eur', 'usd']],
  ])('%s: %j', (field, codes, targetKind = 'thing') => {
    expect(codes.filter((code) => saidOf(field, code, { targetKind }) === code)).toEqual([]);
  });

  test('by name, wherever an id stands', () => {
    const names = new Map([['01990000-0000-7000-8000-000000000001', 'Vera']]);
    const [id] = names.keys();
    expect(saidOf('memberId', id, { names })).toBe('Vera');
    expect(saidOf('recipients', { billingContact: true, memberIds: [id], emails: [] }, { names })).toContain('Vera');
    expect(saidOf('owner', id)).toBe(id);
  });

  test('times in the reader’s zone, amounts with the reader’s signs, and lists that mean something by being empty', () => {
    expect(saidOf('expiresAt', '2026-11-21T23:30:00.000Z')).toBe('22.11.2026, 00:30');
    expect(saidOf('limit', '1250.5')).toBe('1.250,50');
    expect(saidOf('amount', '-0.25')).toBe('−0,25');
    expect(saidOf('events', [])).toBe('Alles');
    expect(saidOf('allowedIps', [])).toBe('Überall');
    expect(saidOf('reviewReason', 'kept')).toBe('[kept]');
  });

  test('and what a person typed, or another release knows, stays as it is', () => {
    expect(saidOf('name', 'admin')).toBe('admin');
    expect(saidOf('to', 'jo@example.com')).toBe('jo@example.com');
    expect(saidOf('role', 'janitor')).toBe('janitor');
    expect(saidOf('status', 'active', { targetKind: 'moon' })).toBe('active');
  });
});
