import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AppError, type ErrorCode } from '../errors';
import { MESSAGES } from '../i18n/messages';
import { Issues } from './change';
import { answerOf } from './endpoints';
import { explainError } from './explain-error';
import { reasonText, translateRefusal } from './refusals';

/** Where the sentences come from that a form of the portal or of the console can meet. */
const LAYERS = [
  'lib/auth/keys.ts',
  'lib/auth/invites.ts',
  ...readdirSync('lib/workspace').map((file) => `lib/workspace/${file}`),
  'lib/webhooks/endpoints.ts',
  'lib/alerts/rules.ts',
  'lib/webhooks/address.ts',
  'lib/webhooks/agent.ts',
  'lib/webhooks/deliver.ts',
  'lib/webhooks/send.ts',
  'lib/portal/endpoints.ts',
  'lib/notify/mail.ts',
  'lib/db/transaction.ts',
  'lib/ledger/operations/transfer.ts',
  'lib/ledger/operations/set-overdraft.ts',
  'lib/billing/refund-purchase.ts',
  'lib/billing/disputes.ts',
].filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

/** Said in other ways: by a reason or a problem of their own, or to programs alone. */
const ELSEWHERE = [
  'A workspace keeps at least one owner. Make somebody else an owner first.',
  'Choose another member who signs in.',
  'More than was not spent cannot be refunded.',
  'A refund needs a reason.',
  'This form was sent for another amount before. Open the page again.',
  'Another refund of this purchase is being made. Wait a moment, and look again.',
  'A member belongs to a workspace: name it.',
  'The overlap must be between 0 seconds and 30 days.',
  'kind 20.',
  ' FOR UPDATE',
  'The endpoint answered 410',
];

/** Sentences on the lines that give a reason. */
const reasonsOf = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /\breason: |CAME_BACK = |noteWriteOff\(/.test(line))
    .flatMap((line) => [...line.matchAll(/'([A-Za-z][^']* [^']*)'/g)].map((match) => match[1] ?? ''));

/** Sentences of the source, with figures for what is put into them. */
function sentencesOf(file: string): string[] {
  const codes = "'(?:conflict|unavailable|validation_failed)'";
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    new RegExp(`new AppError\\(\\s*${codes},\\s*\\{\\s*detail:\\s*(['\`])((?:(?!\\1)[\\s\\S])*)\\1`, 'g'),
  );
  const plain = text.matchAll(
    /(?:\breturn |error: |null : |\? |\|\| |new Error\()(['`])((?:(?!\1).)* (?:(?!\1).)*)\1/g,
  );
  const all =
    file.startsWith('lib/webhooks/') || file === 'lib/portal/endpoints.ts' ? [...found, ...plain] : [...found];
  return all.map((match) => (match[2] ?? '').replaceAll(/\$\{[^}]*\}/g, '20'));
}

const written = LAYERS.flatMap(sentencesOf);

describe('what lower layers say in English', () => {
  test('reaches nobody in English who reads German', () => {
    expect(written.length).toBeGreaterThan(20);
    const untold = written.filter((text) => !ELSEWHERE.includes(text) && translateRefusal(text, 'de') === null);
    expect(untold).toEqual([]);
    for (const text of written)
      expect(explainError(new AppError('conflict', { detail: text }), 'de').message).not.toBe(text);
  });

  test('stays as it is for those who read English', () => {
    for (const text of written.filter((one) => translateRefusal(one, 'en') !== null)) {
      expect(translateRefusal(text, 'en')).toBe(text);
    }
  });

  test('is translated only where somebody still says it', () => {
    const said = new Set(written.map((text) => text.replaceAll('20', '#')));
    const kept = Object.values(MESSAGES.en.forms.refusals).map((text) => text.replaceAll(/\{\w+\}/g, '#'));
    expect(kept.filter((text) => !said.has(text))).toEqual([]);
  });

  test('keeps its figures', () => {
    expect(translateRefusal('There are 20 endpoints already.', 'de')).toBe('Es gibt schon 20 Endpunkte.');
    expect(translateRefusal('There are 20 endpoints already. Or not.', 'de')).toBeNull();
    expect(translateRefusal('The URL must begin with https://.', 'de')).toBe(
      'Die URL geht nicht: sie muss mit https:// beginnen.',
    );
    expect(answerOf({ lastStatus: 503, lastError: 'The endpoint answered 503.' }, 'de')).toEqual({
      text: '503 · Der Endpunkt hat mit 503 geantwortet.',
      raw: null,
    });
  });

  test('beside a field becomes a sentence of the reader’s, whatever it was', () => {
    const error = new AppError('validation_failed', { fields: [{ path: ['percent'], message: 'must be whole' }] });
    expect(explainError(error, 'de').fields).toEqual({ percent: 'Diese Angabe passt hier nicht.' });
    expect(explainError(error, 'en').fields).toEqual({ percent: 'must be whole' });
  });
});

test('what background work gives as its reason is in the reader’s language on every screen', () => {
  const files = ['refunds', 'disputes', 'dispute-credits', 'credits-back'].map((name) => `lib/billing/${name}.ts`);
  const others = ['webhooks/deliver', 'ledger/plan/events', 'auth/keys', 'billing/auto-top-up/re-arm'];
  const given = [...files, ...others.map((name) => `lib/${name}.ts`)].flatMap(reasonsOf);
  expect(given.length).toBeGreaterThan(7);
  expect(given.filter((reason) => reasonText(reason, 'de') === reason)).toEqual([]);
  expect(Object.values(MESSAGES.en.forms.ownReasons).filter((text) => !given.includes(text))).toEqual([]);
  expect(reasonText('The customer asked', 'de')).toBe('The customer asked');
});

test('figures that do not fit, without a field to mark, point at no field', () => {
  const error = new AppError('validation_failed', { detail: 'The sum would go beyond what the books can hold.' });
  expect(explainError(error, 'de').message).toBe('Diese Angabe passt hier nicht.');
});

test('what a form’s own check says is told as it is', () => {
  const issues = new Issues();
  issues.add('name', 'Bitte ausfüllen.');
  const error = (() => {
    try {
      return issues.refuse();
    } catch (refused) {
      return refused as AppError;
    }
  })();
  expect(explainError(error as AppError, 'de')).toEqual({
    message: 'Sehen Sie sich die markierten Angaben an.',
    fields: { name: 'Bitte ausfüllen.' },
  });
});

test('a code without a sentence has words of its own, and people are not told of Idempotency-Keys', () => {
  const say = (code: ErrorCode, locale: 'en' | 'de', detail?: string) =>
    explainError(new AppError(code, { detail }), locale).message;
  for (const code of ['grant_ended', 'budget_exceeded', 'overloaded', 'payment_provider_failed'] as const) {
    expect(say(code, 'de'), code).not.toBe(MESSAGES.de.forms.codes.other);
  }
  expect(say('unavailable', 'en', 'The database did not answer. Try again with the same Idempotency-Key.')).toBe(
    MESSAGES.en.forms.codes.unavailable,
  );
});
