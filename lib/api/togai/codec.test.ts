import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatAmount } from '../amount';
import { endOfDay, localDateOf, startOfDay } from '../dates';
import { readJson } from '../json';
import { parseWire } from '../wires/parse';
import { positiveCredits } from '../wires/words';
import { creditNumber, writeJson } from '../wires/write-json';
import { readCreation, toCreationMetadata, toFeatures, toMovementType } from './codec';
import { fromCreditId, toCreditId, toMovementId } from './ids';
import { decodePageToken, encodePageToken } from './page-token';

const uuid = fc.uuid();
const bytes = (value: unknown) => Buffer.from(writeJson(value));

describe('ids', () => {
  it('carry a workspace and a grant there and back in 50 characters', () => {
    fc.assert(
      fc.property(uuid, uuid, (workspaceId, grantId) => {
        const id = toCreditId({ workspaceId, grantId });
        expect(id).toMatch(/^cred\.[0-9A-Za-z]{22}\.[0-9A-Za-z]{22}$/);
        expect(id.length).toBe(50);
        expect(fromCreditId(id)).toEqual({ workspaceId, grantId });
      }),
    );
  });

  it('of the edges are told apart', () => {
    const none = '00000000-0000-0000-0000-000000000000';
    const all = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    expect(fromCreditId(toCreditId({ workspaceId: none, grantId: all }))).toEqual({ workspaceId: none, grantId: all });
  });

  it.each(['', 'cred.a.b', `cred.${'z'.repeat(22)}.${'0'.repeat(22)}`, 'cred.22LLLScunZg.om5kC', '../cred'])(
    'that we never made name nothing: %s',
    (text) => expect(fromCreditId(text)).toBeUndefined(),
  );

  it('of movements stay within 50 characters', () => {
    expect(toMovementId('ffffffff-ffff-ffff-ffff-ffffffffffff', 32_767).length).toBeLessThanOrEqual(50);
  });
});

describe('dates', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kolkata', 'Africa/Cairo', 'Pacific/Apia'];

  it('mean whole days of the zone, and read back as they were written', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom(...zones), (at, zone) => {
        const date = at.toISOString().slice(0, 10);
        // Samoa skipped a day of the calendar: nothing can begin on it.
        fc.pre(!(zone === 'Pacific/Apia' && date === '2011-12-30'));
        expect(localDateOf(startOfDay(date, zone), zone)).toBe(date);
        expect(localDateOf(new Date(endOfDay(date, zone).getTime() - 1), zone)).toBe(date);
      }),
      { numRuns: 300 },
    );
  });
});

describe('amounts', () => {
  it('keep every digit there and back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 9_223_372_036_854_775_807n }), (micro) => {
        const text = writeJson({ creditAmount: creditNumber(micro) });
        expect(text).toBe(`{"creditAmount":${formatAmount(micro)}}`);
        const sent = (readJson(bytes({ creditAmount: creditNumber(micro) })) as { creditAmount: unknown }).creditAmount;
        expect(parseWire(positiveCredits, sent, 'body')).toBe(micro);
      }),
    );
  });
});

describe('what a credit was created with', () => {
  it('survives in the grant', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.string()), (accountId, purpose, applicableEntityIds) => {
        const creation = { accountId, purpose, applicableEntityIds };
        expect(readCreation(toCreationMetadata(creation))).toEqual(creation);
      }),
    );
  });

  it('is unknown for grants of other makers', () => {
    expect(readCreation(null)).toBeUndefined();
    expect(readCreation({ togai: 'mine' })).toBeUndefined();
  });

  it('limits it to the named items, and to none when all metered ones are named', () => {
    expect(toFeatures(undefined)).toEqual([]);
    expect(toFeatures(['chat', 'chat', 'images'])).toEqual(['chat', 'images']);
    expect(toFeatures(['chat', 'ALL_USAGE_METER_RATE_CARDS'])).toEqual([]);
    expect(toFeatures(['ALL_FIXED_FEE_RATE_CARDS'])).toEqual(['ALL_FIXED_FEE_RATE_CARDS']);
  });
});

it('movements go by kind and direction', () => {
  expect(toMovementType('grant', 1n)).toBe('CREDITED');
  expect(toMovementType('reverse', 1n)).toBe('CREDITED');
  expect(toMovementType('capture', -1n)).toBe('DEBITED');
  expect(toMovementType('expire', -1n)).toBe('EXPIRED');
  expect(toMovementType('refund', -1n)).toBe('VOIDED');
});

describe('page tokens', () => {
  beforeAll(() => {
    process.env.DATABASE_URL = 'postgresql://unused/unused'; // the environment is read as a whole
  });

  const end = {
    createdAt: new Date('2026-01-02T03:04:05.678Z'),
    grantId: '0b8f5a0e-1f34-4f6f-9c53-0d7a3b8f2a11',
    pageSize: 7,
  };

  it('come back as they were given', () => expect(decodePageToken(encodePageToken(end))).toEqual(end));

  it('are refused when one character is another, or cut, or foreign', () => {
    const token = encodePageToken(end);
    for (let i = 0; i < token.length; i++) {
      const other = token[i] === 'A' ? 'B' : 'A';
      expect(() => decodePageToken(token.slice(0, i) + other + token.slice(i + 1))).toThrow(/nextToken/);
    }
    expect(() => decodePageToken(token.slice(0, -2))).toThrow(/nextToken/);
    expect(() => decodePageToken('eyJsYXN0SXRlbUlkIjoiY3JlZC4xIn0')).toThrow(/nextToken/);
  });
});
