import { getPool } from '../../db/pool';
import { Conditions } from '../../ledger/read/conditions';
import { statusOf } from '../../ledger/read/due-events';
import { GRANT_JSON, type GrantRow, toGrantView } from '../../ledger/read/rows';
import type { Mode, TransactionKind } from '../../ledger/types';
import { type CreditStatus, type Lot, type Movement, TAKEN_KINDS } from './codec';

export interface CreditQuery {
  mode: Mode;
  /** Absent: every workspace's. */
  workspaceId?: string;
  /** Only lots of this member's own wallet. */
  memberId?: string | null;
  grantId?: string;
  status?: CreditStatus;
  /** Only what stands after this place, newest first. */
  after?: { createdAt: Date; grantId: string };
  limit: number;
}

interface LotRow {
  json: GrantRow;
  workspace_id: string;
  external_id: string | null;
  time_zone: string;
  taken: string;
  moved_at: Date | null;
  at: Date;
}

/** The same four states as toCreditStatus, where the rows are. */
const STATUS = `CASE
  WHEN g.end_reason = 'voided' THEN 'VOIDED'
  WHEN g.end_reason = 'expired' THEN 'EXPIRED'
  WHEN g.is_started AND g.remaining_micro = 0 THEN 'CONSUMED'
  WHEN g.expires_at <= now() THEN 'EXPIRED'
  ELSE 'ACTIVE' END`;

const KINDS = TAKEN_KINDS.map((kind) => `'${kind}'`).join(', ');

/** What an ended lot lost without being used: rows of its end or later, so that a long history is not read. */
const TAKEN = `CASE WHEN g.ended_at IS NULL THEN 0 ELSE (
  SELECT -coalesce(sum(a.amount_micro), 0) FROM allocations a
  JOIN transactions t ON t.workspace_id = a.workspace_id AND t.id = a.transaction_id AND t.booked_at = a.booked_at
  WHERE a.workspace_id = g.workspace_id AND a.grant_id = g.id AND a.booked_at >= g.ended_at AND t.kind IN (${KINDS})
) END`;

/** When a lot last got or gave something. */
const MOVED_AT =
  '(SELECT max(a.booked_at) FROM allocations a WHERE a.workspace_id = g.workspace_id AND a.grant_id = g.id)';

/** Lots of one workspace or of all, newest first. */
export async function readCredits(query: CreditQuery): Promise<Lot[]> {
  const where = new Conditions()
    .add('w.mode = ?::mode', query.mode)
    .addIf('g.workspace_id = ?', query.workspaceId)
    .addIf("w.owner_kind = 'member' AND w.owner_id = ?", query.memberId)
    .addIf('g.id = ?', query.grantId)
    .addIf(`${STATUS} = ?`, query.status);
  if (query.after) where.add('(g.created_at, g.id) < (?, ?)', query.after.createdAt, query.after.grantId);
  const limit = where.param(query.limit);
  const { rows } = await getPool().query<LotRow>(
    `SELECT ${GRANT_JSON} AS json, g.workspace_id, ws.external_id, ws.time_zone, (${TAKEN})::text AS taken,
       ${MOVED_AT} AS moved_at, now() AS at
     FROM grants g
     JOIN wallets w ON w.workspace_id = g.workspace_id AND w.id = g.wallet_id
     JOIN workspaces ws ON ws.id = g.workspace_id
     WHERE ${where} ORDER BY g.created_at DESC, g.id DESC LIMIT ${limit}`,
    where.values,
  );
  return rows.map((row) => ({
    account: { workspaceId: row.workspace_id, externalId: row.external_id, timeZone: row.time_zone },
    grant: toGrantView(row.json, statusOf(row.json, row.at.getTime())),
    isStarted: row.json.isStarted,
    takenMicro: BigInt(row.taken),
    movedAt: row.moved_at,
  }));
}

/** Movements shown of one credit. */
const MOVEMENTS_SHOWN = 1_000;

interface MovementRow {
  transaction_id: string;
  leg: number;
  kind: TransactionKind;
  amount_micro: bigint;
  feature: string | null;
  booked_at: Date;
}

/** What one lot got and gave, oldest first; of a very long history the newest thousand. */
export async function readMovements(workspaceId: string, grantId: string): Promise<Movement[]> {
  const { rows } = await getPool().query<MovementRow>({
    name: 'togai-movements',
    text: `SELECT a.transaction_id, a.leg, t.kind, a.amount_micro, t.feature, t.booked_at FROM (
        SELECT * FROM allocations WHERE workspace_id = $1 AND grant_id = $2 ORDER BY booked_at DESC LIMIT ${MOVEMENTS_SHOWN}
      ) a
      JOIN transactions t ON t.workspace_id = a.workspace_id AND t.id = a.transaction_id AND t.booked_at = a.booked_at
      ORDER BY t.booked_at, t.seq, a.leg`,
    values: [workspaceId, grantId],
  });
  return rows.map((row) => ({
    transactionId: row.transaction_id,
    leg: row.leg,
    kind: row.kind,
    amountMicro: row.amount_micro,
    feature: row.feature,
    bookedAt: row.booked_at,
  }));
}

export interface AccountFigures {
  activeMicro: bigint;
  availableMicro: bigint;
  runningMicro: bigint;
  inapplicableMicro: bigint;
  updatedAt: Date;
}

/** The wallets behind an account's sums. */
const SUMMED = `w.workspace_id = $1 AND w.mode = $2::mode
  AND ($3::uuid IS NULL OR w.owner_kind = 'member' AND w.owner_id = $3)`;

export interface FiguresQuery {
  workspaceId: string;
  mode: Mode;
  /** Null: of all wallets of the workspace, else of this member's own. */
  memberId: string | null;
}

/**
 * Sums over the lots that are ACTIVE: those that are good for everything today, and apart from them what is dated ahead
 * or limited to features.
 */
export async function readAccountFigures({ workspaceId, mode, memberId }: FiguresQuery): Promise<AccountFigures> {
  const { rows } = await getPool().query<
    Record<'active' | 'available' | 'running' | 'inapplicable', string> & { updated_at: Date }
  >({
    name: 'togai-figures',
    text: `SELECT
        coalesce(sum(l.amount_micro) FILTER (WHERE l.is_general), 0)::text AS active,
        coalesce(sum(l.remaining_micro) FILTER (WHERE l.is_general), 0)::text AS available,
        coalesce(sum(l.remaining_micro - l.held_micro) FILTER (WHERE l.is_general), 0)::text AS running,
        coalesce(sum(CASE WHEN l.is_started THEN l.remaining_micro ELSE l.amount_micro END)
          FILTER (WHERE NOT l.is_general), 0)::text AS inapplicable,
        greatest(
          (SELECT created_at FROM workspaces WHERE id = $1),
          (SELECT max(last_booked_at) FROM wallets w WHERE ${SUMMED} AND isfinite(last_booked_at)),
          max(l.created_at)) AS updated_at
      FROM (
        SELECT g.*, g.is_started AND cardinality(g.features) = 0 AS is_general
        FROM grants g JOIN wallets w ON w.workspace_id = g.workspace_id AND w.id = g.wallet_id
        WHERE ${SUMMED} AND g.ended_at IS NULL AND g.expires_at > now()
          AND NOT (g.is_started AND g.remaining_micro = 0)) l`,
    values: [workspaceId, mode, memberId],
  });
  const [row] = rows;
  if (!row) throw new Error('sums are one row');
  return {
    activeMicro: BigInt(row.active),
    availableMicro: BigInt(row.available),
    runningMicro: BigInt(row.running),
    inapplicableMicro: BigInt(row.inapplicable),
    updatedAt: row.updated_at,
  };
}
