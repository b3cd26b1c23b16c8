import { AppError } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import type { GrantFilter, GrantView, Page, PageRequest } from '../types';
import { Conditions } from './conditions';
import { type PageStart, readPageRequest, toPage } from './cursor';
import { statusOf, toPresentRow } from './due-events';
import { type Db, GRANT_JSON, type GrantRow, nowSql, ownerId, toGrantView } from './rows';
import { readDueWallets } from './wallet-state';

interface ListedGrant {
  json: GrantRow;
  at: Date;
  due: boolean;
}

/** A status in SQL, the same before and after a sweep; see statusOf. `at`: the instant; `used`: what fell due used up. */
const statusSql = (at: string, used: string): string => `CASE
  WHEN g.end_reason IS NOT NULL THEN g.end_reason
  WHEN (g.is_started AND g.remaining_micro = 0) OR g.id = ANY(${used}::uuid[]) THEN 'consumed'
  WHEN g.expires_at <= ${at} THEN 'expired'
  WHEN g.effective_at > ${at} THEN 'scheduled'
  ELSE 'active' END`;

const FROM = 'FROM grants g JOIN wallets w ON w.workspace_id = g.workspace_id AND w.id = g.wallet_id';

/** Grants, newest first, as they stand at that instant. Errors: validation_failed for a cursor or limit that is not valid. */
export async function listGrants(
  db: Db,
  filter: GrantFilter,
  page: PageRequest = {},
  now?: Date,
): Promise<Page<GrantView>> {
  const start = readPageRequest(page);
  const where = grantConditions(filter);
  const used = filter.statuses ? await readUsedUp(db, filter, now) : null;
  const at = nowSql(where.param(used?.at ?? now ?? null));
  if (used) where.add(`(${statusSql('c.at', where.param(used.ids))}) = ANY(?::text[])`, filter.statuses);
  addCursor(where, start);
  const { rows } = await db.query<ListedGrant>(
    `WITH c AS MATERIALIZED (SELECT ${at} AS at)
     SELECT ${GRANT_JSON} AS json, c.at, w.next_event_at <= c.at AS due ${FROM} CROSS JOIN c
     WHERE ${where} ORDER BY g.created_at ${start.scan}, g.id ${start.scan} LIMIT ${start.limit + 1}`,
    where.values,
  );
  const views = await toViews(db, filter.workspaceId, rows.slice(0, start.limit));
  return toPage(
    start,
    views,
    { more: rows.length > start.limit },
    ({ createdAt, id }) => ({ at: createdAt, seq: 0n, id }),
    (view) => view,
  );
}

/** Grants that start in debt may be used up by it at once, before anybody books their start. */
async function readUsedUp(db: Db, { workspaceId, mode }: GrantFilter, now: Date | undefined) {
  const { rows } = await db.query<{ at: Date; ids: string[] }>({
    name: 'ledger-due-in-debt',
    text: `WITH c AS MATERIALIZED (SELECT ${nowSql('$3')} AS at)
      SELECT c.at, ARRAY(SELECT w.id FROM wallets w WHERE w.workspace_id = $1 AND w.mode = $2::mode
        AND w.debt_micro > 0 AND w.next_event_at <= c.at) AS ids FROM c`,
    values: [workspaceId, mode, now ?? null],
  });
  const { at = new Date(0), ids = [] } = rows[0] ?? {};
  const due = await readDueWallets(db, workspaceId, ids, at);
  const grants = [...due.values()].flatMap((wallet) => [...wallet.grants.values()]);
  const usedUp = grants.filter(
    ({ row, started, ended, remaining }) => !row.isStarted && started && !ended && remaining === 0n,
  );
  return { at, ids: usedUp.filter(({ row }) => row.endReason === null).map(({ row }) => row.id) };
}

function grantConditions(filter: GrantFilter): Conditions {
  const where = new Conditions();
  where
    .add('g.workspace_id = ?', filter.workspaceId)
    .add('w.mode = ?::mode', filter.mode)
    .addIf('g.id = ANY(?::uuid[])', filter.ids)
    .addId('g.wallet_id = ?', filter.walletId)
    .addIf('g.source = ANY(?::grant_source[])', filter.sources)
    .addId('g.purchase_id = ?', filter.purchaseId)
    .addIf('g.external_ref = ?', filter.externalRef);
  if (filter.owner) {
    where
      .add('w.owner_kind = ?::wallet_owner_kind', filter.owner.kind)
      .addId('w.owner_id = ?', ownerId(filter.owner, filter.workspaceId));
  }
  return where;
}

function addCursor(where: Conditions, { cursor, scan }: PageStart): void {
  if (!cursor) return;
  const inclusive = cursor.direction === 'from' || cursor.direction === 'through' ? '=' : '';
  where.add(`(g.created_at, g.id) ${scan === 'asc' ? '>' : '<'}${inclusive} (?, ?)`, cursor.at, cursor.id);
}

/** Rows as views, with what fell due but is not booked. */
async function toViews(db: Db, workspaceId: string, rows: ListedGrant[]): Promise<GrantView[]> {
  const at = rows[0]?.at ?? new Date(0);
  const dueIds = [...new Set(rows.filter(({ due }) => due).map(({ json }) => json.walletId))];
  const due = await readDueWallets(db, workspaceId, dueIds, at);
  return rows.map(({ json }) => {
    const live = due.get(json.walletId)?.grants.get(json.id);
    const row = live ? toPresentRow(live) : json;
    return toGrantView(row, statusOf(row, at.getTime()));
  });
}

const missing = () => new AppError('not_found', { detail: 'There is no grant with this id.' });

/** One grant. Errors: not_found, for another workspace's too. */
export async function getGrant(
  db: Db,
  { workspaceId, grantId }: { workspaceId: string; grantId: string },
  now?: Date,
): Promise<GrantView> {
  if (!isUuid(grantId)) throw missing();
  const { rows } = await db.query<ListedGrant>({
    name: 'ledger-grant',
    text: `WITH c AS MATERIALIZED (SELECT ${nowSql('$3')} AS at)
      SELECT ${GRANT_JSON} AS json, c.at, w.next_event_at <= c.at AS due ${FROM} CROSS JOIN c
      WHERE g.workspace_id = $1 AND g.id = $2`,
    values: [workspaceId, grantId, now ?? null],
  });
  const [view] = await toViews(db, workspaceId, rows);
  if (!view) throw missing();
  return view;
}
