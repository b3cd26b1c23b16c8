import { AppError } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import type { Figures, Page, PageRequest, WalletFigures, WalletFilter, WorkspaceFigures } from '../types';
import { Conditions } from './conditions';
import { readPageRequest, toPage } from './cursor';
import { type Db, nowSql, toWalletView, type WalletRow } from './rows';
import { readDueWallets } from './wallet-state';

/** Wallets shown beside a workspace's sums. */
const WALLETS_SHOWN = 500;

interface FiguresRow extends WalletRow {
  settled_micro: bigint;
  held_micro: bigint;
  debt_micro: bigint;
  at: Date;
  due: boolean;
}

const COLUMNS = `w.id, w.workspace_id, w.mode, w.owner_kind, w.owner_id, w.overdraft_policy, w.overdraft_micro, w.created_at,
  w.settled_micro, w.held_micro, w.debt_micro, c.at, w.next_event_at <= c.at AS due`;

const figures = (settledMicro: bigint, heldMicro: bigint, debtMicro: bigint): Figures => ({
  settledMicro,
  heldMicro,
  availableMicro: settledMicro - heldMicro,
  debtMicro,
});

/** Rows as views, exact at that instant: with what fell due but is not booked. */
async function toViews(db: Db, rows: FiguresRow[]): Promise<WalletFigures[]> {
  const [first] = rows;
  if (!first) return [];
  const dueIds = rows.filter(({ due }) => due).map(({ id }) => id);
  const due = await readDueWallets(db, first.workspace_id, dueIds, first.at);
  return rows.map((row) => {
    const now = due.get(row.id) ?? { settled: row.settled_micro, held: row.held_micro, debt: row.debt_micro };
    return { ...toWalletView(row), ...figures(now.settled, now.held, now.debt) };
  });
}

/** Wallets with their figures, oldest first unless `desc`. Errors: validation_failed for a cursor or limit. */
export async function listWallets(
  db: Db,
  filter: WalletFilter,
  page: PageRequest = {},
  now?: Date,
): Promise<Page<WalletFigures>> {
  const start = readPageRequest({ order: 'asc', ...page });
  const where = new Conditions();
  where
    .add('w.workspace_id = ?', filter.workspaceId)
    .add('w.mode = ?::mode', filter.mode)
    .addIf('w.owner_kind = ?::wallet_owner_kind', filter.ownerKind);
  const at = nowSql(where.param(now ?? null));
  if (start.cursor) {
    const inclusive = ['from', 'through'].includes(start.cursor.direction) ? '=' : '';
    where.add(
      `(w.created_at, w.id) ${start.scan === 'asc' ? '>' : '<'}${inclusive} (?, ?)`,
      start.cursor.at,
      start.cursor.id,
    );
  }
  const { rows } = await db.query<FiguresRow>(
    `WITH c AS MATERIALIZED (SELECT ${at} AS at) SELECT ${COLUMNS} FROM wallets w CROSS JOIN c
     WHERE ${where} ORDER BY w.created_at ${start.scan}, w.id ${start.scan} LIMIT ${start.limit + 1}`,
    where.values,
  );
  const views = await toViews(db, rows.slice(0, start.limit));
  return toPage(
    start,
    views,
    { more: rows.length > start.limit },
    ({ createdAt, id }) => ({ at: createdAt, seq: 0n, id }),
    (view) => view,
  );
}

const missing = () => new AppError('not_found', { detail: 'There is no wallet with this id.' });

/** One wallet with its figures. Errors: not_found, for another workspace's too. */
export async function getWallet(
  db: Db,
  { workspaceId, walletId }: { workspaceId: string; walletId: string },
  now?: Date,
): Promise<WalletFigures> {
  if (!isUuid(walletId)) throw missing();
  const { rows } = await db.query<FiguresRow>({
    name: 'ledger-wallet',
    text: `WITH c AS MATERIALIZED (SELECT ${nowSql('$3')} AS at)
      SELECT ${COLUMNS} FROM wallets w CROSS JOIN c WHERE w.workspace_id = $1 AND w.id = $2`,
    values: [workspaceId, walletId, now ?? null],
  });
  const [view] = await toViews(db, rows);
  if (!view) throw missing();
  return view;
}

interface SumsRow {
  at: Date;
  /** Text: a sum over many wallets may be more than 64 bits. */
  settled: string;
  held: string;
  debt: string;
  wallets: number;
  scheduled: string;
  due_ids: string[] | null;
}

const SUMS = `
WITH c AS MATERIALIZED (SELECT ${nowSql('$3')} AS at)
SELECT c.at, s.settled, s.held, s.debt, s.wallets, s.due_ids,
  (SELECT coalesce(sum(g.amount_micro), 0)::text FROM grants g
   JOIN wallets w ON w.workspace_id = g.workspace_id AND w.id = g.wallet_id
   WHERE g.workspace_id = $1 AND w.mode = $2::mode AND NOT g.is_started AND g.ended_at IS NULL AND g.effective_at > c.at) AS scheduled
FROM c CROSS JOIN LATERAL (
  SELECT coalesce(sum(w.settled_micro), 0)::text AS settled, coalesce(sum(w.held_micro), 0)::text AS held,
    coalesce(sum(w.debt_micro), 0)::text AS debt, count(*)::int AS wallets,
    array_agg(w.id) FILTER (WHERE w.next_event_at <= c.at) AS due_ids
  FROM wallets w WHERE w.workspace_id = $1 AND w.mode = $2::mode) s`;

const LARGEST = `
WITH c AS MATERIALIZED (SELECT $3::timestamptz AS at)
SELECT ${COLUMNS} FROM wallets w CROSS JOIN c WHERE w.workspace_id = $1 AND w.mode = $2::mode
ORDER BY w.settled_micro - w.held_micro DESC, w.id LIMIT ${WALLETS_SHOWN}`;

/** Sums over all wallets of a workspace, exact at that instant, and its wallets. */
export async function workspaceFigures(
  db: Db,
  { workspaceId, mode }: { workspaceId: string; mode: WalletFilter['mode'] },
  now?: Date,
): Promise<WorkspaceFigures> {
  const { rows } = await db.query<SumsRow>({
    name: 'ledger-workspace-sums',
    text: SUMS,
    values: [workspaceId, mode, now ?? null],
  });
  const [sums] = rows;
  if (!sums) throw new Error('the sums of a workspace are one row');
  const largest = await db.query<FiguresRow>({
    name: 'ledger-workspace-wallets',
    text: LARGEST,
    values: [workspaceId, mode, sums.at],
  });
  const dueIds = [...new Set([...(sums.due_ids ?? []), ...largest.rows.filter(({ due }) => due).map(({ id }) => id)])];
  const wallets = await toViews(db, largest.rows);
  const change = await dueChange(db, workspaceId, dueIds, sums.at);
  return {
    asOf: sums.at,
    ...figures(BigInt(sums.settled) + change.settled, BigInt(sums.held) + change.held, BigInt(sums.debt) + change.debt),
    scheduledMicro: BigInt(sums.scheduled),
    walletCount: sums.wallets,
    wallets: wallets.sort((a, b) =>
      a.availableMicro === b.availableMicro ? 0 : a.availableMicro > b.availableMicro ? -1 : 1,
    ),
  };
}

/** By how much what fell due but is not booked moves the sums. */
async function dueChange(db: Db, workspaceId: string, walletIds: string[], at: Date) {
  const change = { settled: 0n, held: 0n, debt: 0n };
  const due = await readDueWallets(db, workspaceId, walletIds, at);
  if (due.size === 0) return change;
  const { rows } = await db.query<{ id: string; settled_micro: bigint; held_micro: bigint; debt_micro: bigint }>({
    name: 'ledger-wallet-figures',
    text: 'SELECT id, settled_micro, held_micro, debt_micro FROM wallets WHERE workspace_id = $1 AND id = ANY($2::uuid[])',
    values: [workspaceId, [...due.keys()]],
  });
  for (const row of rows) {
    const then = due.get(row.id);
    if (!then) continue;
    change.settled += then.settled - row.settled_micro;
    change.held += then.held - row.held_micro;
    change.debt += then.debt - row.debt_micro;
  }
  return change;
}
