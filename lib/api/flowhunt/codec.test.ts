import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { TransactionKind } from '@/prisma/generated/enums';
import { readJson } from '../json';
import { parseZonelessInstant } from '../wires/words';
import { writeJson } from '../wires/write-json';
import { type PeriodSum, sumByType, toChart, toFlowHuntTransaction } from './codec';
import { DEFAULT_TYPES, kindsOf, mergeTypes, TRANSACTION_TYPES } from './transaction-types';

const row = {
  id: '5b0c7a56-3a0f-4d55-8f0e-bb3f2e5b7f0a',
  kind: 'consume' as const,
  amountMicro: -240n,
  memberId: null,
  contextId: null,
  contextDescription: null,
  occurredAt: new Date('2026-01-02T03:04:05.678Z'),
};
const workspace = { id: '8a2f5b1e-77aa-4f0e-9a7b-0c6f4a5d1e90', name: 'acme.inc' };

beforeAll(() => {
  process.env.DATABASE_URL = 'postgresql://unused/unused'; // the environment is read as a whole
});

describe('rows', () => {
  it('have every required text, and integer tokens to the last digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (amountMicro) => {
        const text = writeJson(toFlowHuntTransaction({ ...row, amountMicro }, workspace));
        expect(text).toContain(`"amount":${amountMicro}`);
        expect(String((readJson(Buffer.from(text)) as { amount: unknown }).amount)).toBe(String(amountMicro));
      }),
    );
    expect(toFlowHuntTransaction(row, workspace)).toEqual({
      transaction_id: row.id,
      workspace_id: 'acme.inc',
      user_id: workspace.id,
      created_at: '2026-01-02T03:04:05.678Z',
      transaction_type: 'G',
      context_id: '',
      context_desc: undefined,
      amount: -240n,
    });
  });
});

describe('sums', () => {
  const day = (date: string, kind: TransactionKind, amountMicro: bigint): PeriodSum => ({
    startAt: new Date(`${date}T00:00:00Z`),
    kind,
    amountMicro,
    count: 1n,
  });

  it('put kinds of one code together and lose nothing', () => {
    const kind = fc.constantFrom(...Object.values(TransactionKind));
    const sum = fc
      .tuple(fc.constantFrom('2026-01-01', '2026-01-02'), kind, fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }))
      .map(([date, of, amount]) => day(date, of, amount));
    fc.assert(
      fc.property(fc.array(sum), (sums) => {
        const byType = sumByType(sums);
        const total = (list: { amountMicro: bigint }[]) => list.reduce((all, { amountMicro }) => all + amountMicro, 0n);
        expect(total(byType)).toBe(total(sums));
        expect(byType.reduce((all, { count }) => all + count, 0n)).toBe(BigInt(sums.length));
        const bars = toChart(byType).per_day.flatMap(({ transaction_types }) => Object.values(transaction_types));
        expect(bars.reduce((all, amount) => all + amount, 0n)).toBe(total(sums));
      }),
    );
  });

  it('stand newest first in the list and oldest first in the chart', () => {
    const sums = sumByType([
      day('2026-01-01', 'consume', -3n),
      day('2026-01-02', 'expire', -2n),
      day('2026-01-02', 'grant', 9n),
    ]);
    expect(sums.map(({ startAt, type }) => `${startAt.toISOString().slice(0, 10)} ${type}`)).toEqual([
      '2026-01-02 E',
      '2026-01-02 P',
      '2026-01-01 G',
    ]);
    expect(toChart(sums)).toEqual({
      per_day: [
        { date: '2026-01-01', transaction_types: { G: -3n } },
        { date: '2026-01-02', transaction_types: { E: -2n, P: 9n } },
      ],
      transaction_types: ['E', 'G', 'P'],
    });
  });
});

describe('transaction types', () => {
  it('are the closed list of the vendor, and every kind has one', () => {
    const { components } = parse(readFileSync('lib/api/flowhunt/openapi.yaml', 'utf8'));
    expect([...TRANSACTION_TYPES]).toEqual(components.schemas.TransactionType.enum);
    expect(Object.keys(DEFAULT_TYPES).sort()).toEqual(Object.values(TransactionKind).sort());
    expect(kindsOf('G').sort()).toEqual(['capture', 'consume', 'reverse', 'settle']);
    expect(kindsOf('FTS_T')).toEqual([]);
  });

  it('follow the setting of the operator, given as JSON or as a file', () => {
    expect(mergeTypes(undefined)).toEqual(DEFAULT_TYPES);
    expect(mergeTypes('{"consume":"K"}')).toEqual({ ...DEFAULT_TYPES, consume: 'K' });
    const folder = mkdtempSync(path.join(tmpdir(), 'coffer-types-'));
    const file = path.join(folder, 'types.json');
    writeFileSync(file, '{"expire":"TOOL_PUBMED"}');
    expect(mergeTypes(file).expire).toBe('TOOL_PUBMED');
    rmSync(folder, { recursive: true });
  });

  it.each(['{"consume":"ZZ"}', '{"spend":"G"}', '{'])('refuse a setting that is not right: %s', (setting) => {
    expect(() => mergeTypes(setting)).toThrow();
  });
});

describe('times', () => {
  it.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02T03:04:05.678901+05:30', '2026-01-01T21:34:05.678Z'],
    ['2026-01-02T03:04:05.5', '2026-01-02T03:04:05.500Z'],
    ['2026-01-02T03:04:05', '2026-01-02T03:04:05.000Z'],
  ])('%s is %s', (text, iso) => expect(parseZonelessInstant(text)?.toISOString()).toBe(iso));

  it.each(['', 'yesterday', '2026-02-30T00:00:00', '2026-01-02', '2026-01-02T25:00:00Z'])('%s is none', (text) =>
    expect(parseZonelessInstant(text)).toBeUndefined(),
  );
});
