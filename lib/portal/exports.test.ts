import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ANONYMOUS, type UserActor } from '../auth/actor';
import { formats } from '../i18n/formats';
import { newId } from '../ids';
import { getLedger } from '../ledger';
import type { TransactionKind } from '../ledger/types';
import { useTestDatabase } from '../testing/database';
import { booksOf, CREDIT, createMember, createWorkspace, giveCredits } from '../testing/factories';
import { exportTransactions } from './export-transactions';
import { exportUsage } from './export-usage';
import type { SearchParams } from './query';
import { cellsOf, textOf, userIn } from './testing/readers';
import { readTransactions } from './transactions';
import { parseTransactionsParams } from './transactions-params';
import { readUsage } from './usage';
import { parseUsageParams } from './usage-params';
import { loadWorkspace, type PortalWorkspace } from './workspace';

const database = useTestDatabase();

const NASTY = ['=1+1', '@cmd', 'a "quoted", cell', 'two\r\nlines', '-5', 'plain'];
const FEATURES = ['chat', 'images', '=HYPERLINK("x")'];
const HOUR_MS = 3_600_000;

let workspace: PortalWorkspace;
let reader: UserActor;
let members: string[];

beforeAll(async () => {
  const { pool } = database;
  const ledger = getLedger();
  const id = await createWorkspace(pool, { timeZone: 'Europe/Berlin' });
  members = [await createMember(pool, id, '=Maria'), await createMember(pool, id, 'Jörg')];
  await giveCredits(ledger, id, 5_000n * CREDIT);
  const owner = { kind: 'member', memberId: members[0]! } as const;
  await ledger.grant({ ...booksOf(id), owner, source: 'admin', amountMicro: 50n * CREDIT });
  // 270 rows: more than one batch of an export and more than five pages of the screen.
  for (let round = 0; round < 3; round++) {
    await ledger.consumeBatch({
      ...booksOf(id),
      atomic: true,
      items: Array.from({ length: 90 }, (_, n) => ({
        owner: n % 30 === 7 ? owner : ({ kind: 'workspace' } as const),
        amountMicro: (BigInt(n * 1_000_003 + 1) % (3n * CREDIT)) + 1n,
        memberId: n % 3 === 0 ? null : members[n % 2],
        feature: n % 4 === 0 ? null : FEATURES[n % 3],
        contextId: `job-${n % 10}`,
        contextDescription: n % 5 === 0 ? null : NASTY[n % NASTY.length],
        occurredAt: new Date(Date.now() - ((n * 37) % 70) * HOUR_MS),
      })),
    });
  }
  reader = userIn(id, 'viewer');
  const { rows } = await pool.query<{ slug: string }>('SELECT slug FROM workspaces WHERE id = $1', [id]);
  workspace = await loadWorkspace(reader, rows[0]!.slug, 'en');
});

/** Every row of the screen, page after page. */
async function listAll(asked: SearchParams) {
  const rows = [];
  let cursor: string | undefined;
  do {
    const page = await readTransactions(reader, workspace, parseTransactionsParams({ ...asked, cursor }, workspace));
    rows.push(...page!.rows);
    cursor = page!.older ?? undefined;
  } while (cursor);
  return rows;
}

const exportCsv = (asked: SearchParams, more: { rowLimit?: number; bom?: boolean } = {}) =>
  textOf(exportTransactions(reader, workspace, parseTransactionsParams(asked, workspace), { format: 'csv', ...more }));

const localDate = (daysAgo: number) => new Date(Date.now() - daysAgo * 24 * HOUR_MS).toISOString().slice(0, 10);

const filters = fc.record(
  {
    kind: fc.subarray<TransactionKind>(['grant', 'consume', 'expire'], { minLength: 1 }),
    q: fc.constantFrom('plain', 'quoted', 'chat', 'nothing'),
    feature: fc.constantFrom(...FEATURES),
    context: fc.constantFrom('job-3', 'job-7'),
    direction: fc.constantFrom('in', 'out'),
    min: fc.constantFrom('-2.5', '-1', '0'),
    max: fc.constantFrom('-0.5', '0', '100'),
    from: fc.integer({ min: 0, max: 3 }).map(localDate),
    to: fc.integer({ min: 0, max: 3 }).map(localDate),
    tz: fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/St_Johns'),
    member: fc.constantFrom(0, 1),
  },
  { requiredKeys: [] },
);

describe('an export of the history', () => {
  test('has, for any filters, the rows of the screen in its order, to the last unit', async () => {
    const f = formats('en');
    await fc.assert(
      fc.asyncProperty(filters, async ({ member, ...rest }) => {
        const asked: SearchParams = { ...rest, member: member === undefined ? undefined : members[member] };
        const [header = [], ...lines] = cellsOf(await exportCsv(asked));
        const column = (name: string) => lines.map((line) => line[header.indexOf(name)] ?? '');
        const shown = await listAll(asked);
        expect(column('id')).toEqual(shown.map(({ id }) => id));
        // The screen shows a gain with its plus, which would begin a formula.
        expect(column('amount')).toEqual(shown.map(({ amount }) => amount.replace(/^\+/, '')));
        expect(column('balance_after')).toEqual(shown.map(({ balanceAfter }) => balanceAfter));
        expect(column('amount_micro_credits').map((text) => f.credits(BigInt(text)))).toEqual(column('amount'));
        expect(column('occurred_at').map((text) => new Date(text).toISOString())).toEqual(shown.map(({ at }) => at));
        expect(new Set(column('time_zone')).size).toBeLessThan(2);
      }),
      { numRuns: 25 },
    );
  });

  test('is safe for spreadsheets, and times carry the offset of their zone', async () => {
    const text = await exportCsv({ tz: 'Asia/Kathmandu' }, { bom: true });
    expect(text.startsWith('\uFEFFid,')).toBe(true);
    const [header = [], ...lines] = cellsOf(text.slice(1));
    const starts = new Set(lines.flat().map((cell) => cell.slice(0, 1)));
    for (const start of ['=', '+', '@', '\t', '\r']) expect(starts.has(start), start).toBe(false);
    expect(lines.some((line) => line.includes("'=Maria"))).toBe(true);
    expect(lines[0]![header.indexOf('occurred_at')]).toMatch(/\+05:45$/);
    // Raw amounts are numbers, so the sign of a spend stays.
    expect(lines.some((line) => /^-\d+$/.test(line[header.indexOf('amount_micro_credits')] ?? ''))).toBe(true);
  });

  test('is the same in JSON, with amounts as text', async () => {
    const asked = { kind: 'consume', context: 'job-3' };
    const params = parseTransactionsParams(asked, workspace);
    const json = JSON.parse(await textOf(exportTransactions(reader, workspace, params, { format: 'json' }))) as {
      time_zone: string;
      transactions: Record<string, unknown>[];
    };
    const [header = [], ...lines] = cellsOf(await exportCsv(asked));
    expect(json.time_zone).toBe('Europe/Berlin');
    expect(json.transactions.map(({ id, amount_micro_credits }) => [id, amount_micro_credits])).toEqual(
      lines.map((line) => [line[0], line[header.indexOf('amount_micro_credits')]]),
    );
    expect(json.transactions).toHaveLength(27);
  });

  test('that is cut says so in its last line, and one that just fits does not', async () => {
    const cut = cellsOf(await exportCsv({}, { rowLimit: 250 }));
    expect(cut).toHaveLength(252);
    expect(cut.at(-1)![0]).toBe('Stopped after 250 rows. Choose dates to export the rest.');
    const all = (await listAll({})).length;
    expect(cellsOf(await exportCsv({}, { rowLimit: all }))).toHaveLength(all + 1);
  });

  test('is not for strangers', () => {
    const params = parseTransactionsParams({}, workspace);
    const take = (actor: UserActor | typeof ANONYMOUS) => () =>
      exportTransactions(actor, workspace, params, { format: 'csv' });
    expect(take(userIn(newId(), 'owner'))).toThrow(expect.objectContaining({ code: 'not_found' }));
    expect(take(ANONYMOUS)).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
  });
});

describe('an export of usage', () => {
  test.each([
    { group: 'feature', compare: '1', range: '7d' },
    { group: 'none', range: '30d', tz: 'America/St_Johns' },
    { group: 'member', by: 'week', range: '90d', compare: '1' },
  ])('is the table: %o', async (query) => {
    const now = new Date();
    const today = now.toISOString().slice(0, 10);
    const asked = parseUsageParams(query, { today, timeZone: workspace.timeZone });
    const view = await readUsage(reader, workspace, asked, now);
    const [header = [], ...lines] = cellsOf(await textOf(await exportUsage(reader, workspace, asked, { now })));
    const column = (name: string) => lines.map((line) => line[header.indexOf(name)]);
    const rows = view!.columns.toReversed();
    expect(column('total')).toEqual([...rows.map(({ totalText }) => totalText), view!.totalText]);
    expect(column('transactions')).toEqual([...rows.map(({ countText }) => countText), view!.countText]);
    const sum = (name: string) => {
      const micro = column(name).map((text) => BigInt(text || 0));
      return [micro.slice(0, -1).reduce((a, b) => a + b), micro.at(-1)];
    };
    for (const name of header.filter((text) => text.includes('micro_credits'))) {
      const [rowsSum, total] = sum(name);
      expect(rowsSum, name).toBe(total);
    }
    expect(view!.totalMicro).toBeGreaterThan(0n);
  });
});
