import { AppError } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import type { HoldFilter, HoldView, Page, PageRequest } from '../types';
import { Conditions } from './conditions';
import { readPageRequest, toPage } from './cursor';
import { type Db, type HoldRow, holdColumns, nowSql, ownerId, toHoldView } from './rows';

const FROM = 'FROM holds h JOIN wallets w ON w.workspace_id = h.workspace_id AND w.id = h.wallet_id';

/** Holds, newest first. One that ran out is expired at once. Errors: validation_failed for a cursor or limit. */
export async function listHolds(
  db: Db,
  filter: HoldFilter,
  page: PageRequest = {},
  now?: Date,
): Promise<Page<HoldView>> {
  const start = readPageRequest(page);
  const where = new Conditions();
  where
    .add('h.workspace_id = ?', filter.workspaceId)
    .add('w.mode = ?::mode', filter.mode)
    .addIf('h.id = ANY(?::uuid[])', filter.ids)
    .addId('h.wallet_id = ?', filter.walletId)
    .addId('h.member_id = ?', filter.memberId)
    .addId('h.api_key_id = ?', filter.apiKeyId);
  if (filter.owner) {
    where
      .add('w.owner_kind = ?::wallet_owner_kind', filter.owner.kind)
      .addId('w.owner_id = ?', ownerId(filter.owner, filter.workspaceId));
  }
  const at = nowSql(where.param(now ?? null));
  if (filter.statuses) {
    where.add(
      `(CASE WHEN h.status = 'open' AND h.expires_at <= c.at THEN 'expired' ELSE h.status END) = ANY(?::hold_status[])`,
      filter.statuses,
    );
  }
  if (start.cursor) {
    const inclusive = ['from', 'through'].includes(start.cursor.direction) ? '=' : '';
    where.add(
      `(h.placed_at, h.id) ${start.scan === 'asc' ? '>' : '<'}${inclusive} (?, ?)`,
      start.cursor.at,
      start.cursor.id,
    );
  }
  const { rows } = await db.query<HoldRow>(
    `WITH c AS MATERIALIZED (SELECT ${at} AS at)
     SELECT ${holdColumns('c.at')} ${FROM} CROSS JOIN c
     WHERE ${where} ORDER BY h.placed_at ${start.scan}, h.id ${start.scan} LIMIT ${start.limit + 1}`,
    where.values,
  );
  return toPage(
    start,
    rows.slice(0, start.limit),
    { more: rows.length > start.limit },
    ({ placed_at, id }) => ({ at: placed_at, seq: 0n, id }),
    toHoldView,
  );
}

const missing = () => new AppError('not_found', { detail: 'There is no hold with this id.' });

/** One hold. Errors: not_found, for another workspace's too. */
export async function getHold(
  db: Db,
  { workspaceId, holdId }: { workspaceId: string; holdId: string },
  now?: Date,
): Promise<HoldView> {
  if (!isUuid(holdId)) throw missing();
  const { rows } = await db.query<HoldRow>({
    name: 'ledger-hold',
    text: `WITH c AS MATERIALIZED (SELECT ${nowSql('$3')} AS at)
      SELECT ${holdColumns('c.at')} ${FROM} CROSS JOIN c WHERE h.workspace_id = $1 AND h.id = $2`,
    values: [workspaceId, holdId, now ?? null],
  });
  if (!rows[0]) throw missing();
  return toHoldView(rows[0]);
}
