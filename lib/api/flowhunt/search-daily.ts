import type { z } from 'zod';
import { bookDue } from '../wires/book-due';
import { parseWire } from '../wires/parse';
import { wireOperation } from '../wires/wire-operation';
import { members } from '../wires/words';
import { sumByType, type TypeSum, toChart, toDailyRow } from './codec';
import { flowhunt } from './dialect';
import { workspaceOf } from './names';
import { readSums } from './read-sums';
import { kindsOf } from './transaction-types';
import { grouping, LIMIT_DEFAULT, limit, pagination, period } from './words';

const ChartBody = members({ ...period, grouping });
const DailyBody = members({ ...period, grouping, limit, pagination });

/** POST /v2/credits/search_daily: sums by period and code, newest first; by day unless asked otherwise. */
export const searchDaily = wireOperation({
  dialect: flowhunt,
  summary: 'Credit movements summed by period and type',
  policy: 'usage:view',
  hasBody: true,
  run: async (wire) => {
    const { scope, name } = await workspaceOf(wire);
    const asked = parseWire(DailyBody, wire.body, 'body');
    const sums = await readTypeSums(scope, asked);
    const rest = asked.pagination ? sums.filter((sum) => isAfter(sum, asked.pagination)) : sums;
    return { body: rest.slice(0, asked.limit ?? LIMIT_DEFAULT).map((sum) => toDailyRow(sum, name)) };
  },
});

/** POST /v2/credits/daily/chart: the same sums, one row for each period in which something happened. */
export const getChart = wireOperation({
  dialect: flowhunt,
  summary: 'The same sums, pivoted for a chart',
  policy: 'usage:view',
  hasBody: true,
  run: async (wire) => {
    const { scope } = await workspaceOf(wire);
    const asked = parseWire(ChartBody, wire.body, 'body');
    return { body: toChart(await readTypeSums(scope, asked)) };
  },
});

type Workspace = Awaited<ReturnType<typeof workspaceOf>>['scope'];

async function readTypeSums({ workspaceId, mode }: Workspace, asked: z.infer<typeof ChartBody>): Promise<TypeSum[]> {
  const kinds = asked.transaction_type ? kindsOf(asked.transaction_type) : undefined;
  if (kinds?.length === 0) return [];
  await bookDue(workspaceId, mode);
  const sums = await readSums({
    workspaceId,
    mode,
    kinds,
    from: asked.created_at_from ?? undefined,
    to: asked.created_at_to ?? undefined,
    grouping: asked.grouping ?? 'date',
  });
  return sumByType(sums);
}

/** Rows of a period have no id of their own: the code of the last one seen tells them apart. */
function isAfter({ startAt, type }: TypeSum, seen: z.infer<typeof pagination>): boolean {
  const seenAt = seen?.sorting_key_value?.getTime();
  if (seenAt === undefined) return true;
  if (startAt.getTime() !== seenAt) return startAt.getTime() < seenAt;
  return typeof seen?.scroll_id === 'string' && type > seen.scroll_id;
}
