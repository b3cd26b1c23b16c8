import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../auth/actor';
import { newId } from '../ids';
import { useTestDatabase } from '../testing/database';
import { createWorkspace } from '../testing/factories';
import { userIn } from './testing/readers';
import { readUsage } from './usage';
import { parseUsageParams } from './usage-params';
import { loadWorkspace, type PortalWorkspace } from './workspace';

const database = useTestDatabase();
const QUARTER_MS = 900_000;

let workspace: PortalWorkspace;
let reader: UserActor;

/** One rollup for each quarter of an hour of the year's two changes of the clock, each with its own amount. */
beforeAll(async () => {
  const id = await createWorkspace(database.pool);
  const wallet = newId();
  await database.pool.query(
    `INSERT INTO usage_rollups (workspace_id, mode, bucket_at, wallet_id, member_id, api_key_id, feature, kind, amount_micro, count)
     SELECT $1, 'live', at, $2, $3, $3, 'f' || (n % 11), 'consume', -(n * 7919 + 1), 1
     FROM (SELECT at, row_number() OVER (ORDER BY at) AS n FROM (
       SELECT generate_series('2026-03-01'::timestamptz, '2026-04-10', interval '15 minutes') AS at
       UNION ALL SELECT generate_series('2026-10-20'::timestamptz, '2026-11-10', interval '15 minutes')) s) t`,
    [id, wallet, '00000000-0000-0000-0000-000000000000'],
  );
  reader = userIn(id, 'viewer');
  const { rows } = await database.pool.query<{ slug: string }>('SELECT slug FROM workspaces WHERE id = $1', [id]);
  workspace = await loadWorkspace(reader, rows[0]!.slug);
});

/** Sums without rows are no books: they go before the books are verified. */
afterAll(async () => {
  await database.pool.query('DELETE FROM usage_rollups WHERE workspace_id = $1', [workspace.id]);
});

const readIn = async (tz: string, query: Record<string, string>) => {
  const asked = parseUsageParams({ tz, ...query }, { today: '2026-11-21', timeZone: 'UTC' });
  return (await readUsage(reader, workspace, asked, new Date('2026-11-21T12:00:00Z')))!;
};

const ZONES: [zone: string, springHours: [day: string, hours: number], autumn: [day: string, hours: number]][] = [
  ['Europe/Berlin', ['2026-03-29', 23], ['2026-10-25', 25]],
  ['America/New_York', ['2026-03-08', 23], ['2026-11-01', 25]],
  ['America/St_Johns', ['2026-03-08', 23], ['2026-11-01', 25]],
  ['Australia/Lord_Howe', ['2026-04-05', 24.5], ['2026-10-21', 24]],
  ['Asia/Kathmandu', ['2026-03-29', 24], ['2026-10-25', 24]],
];

describe.each(ZONES)('in %s', (zone, spring, autumn) => {
  test('the days sum up to the total, grouped or not, by day, week and month', async () => {
    const range = { from: '2026-03-02', to: '2026-11-09' };
    const totals = [];
    for (const by of ['day', 'week', 'month']) {
      for (const group of ['none', 'feature']) {
        const view = await readIn(zone, { ...range, by, group });
        expect(view.columns.reduce((sum, { totalMicro }) => sum + totalMicro, 0n)).toBe(view.totalMicro);
        expect(view.series.reduce((sum, { totalMicro }) => sum + totalMicro, 0n)).toBe(view.totalMicro);
        expect(view.series.length).toBe(group === 'none' ? 1 : 9);
        for (const { totalMicro, valuesMicro } of view.columns) {
          expect(valuesMicro.reduce((sum, micro) => sum + micro, 0n)).toBe(totalMicro);
        }
        totals.push(view.totalMicro);
      }
    }
    expect(new Set(totals).size).toBe(1);
    expect(totals[0]).toBeGreaterThan(0n);
  });

  test.each([spring, autumn])('%s has %d hours, and their usage', async (day, hours) => {
    const { columns } = await readIn(zone, { from: day, to: day });
    const [column] = columns;
    expect((column!.endAt.getTime() - column!.startAt.getTime()) / 3_600_000).toBe(hours);
    expect(column!.count).toBe(BigInt((hours * 3_600_000) / QUARTER_MS));
  });
});

test('the whole is the same whatever zone it is looked at from', async () => {
  const totals = new Set<bigint>();
  for (const [zone] of ZONES) totals.add((await readIn(zone, { from: '2026-02-01', to: '2026-11-20' })).totalMicro);
  expect(totals.size).toBe(1);
});
