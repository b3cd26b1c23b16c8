import { getPool } from '../../db/pool';
import { Conditions } from '../../ledger/read/conditions';
import type { Mode, TransactionKind } from '../../ledger/types';
import type { MovementRow } from './codec';

export interface MovementQuery {
  workspaceId: string;
  mode: Mode;
  transactionId?: string;
  kinds?: TransactionKind[];
  /** Both inclusive, on the time it happened. */
  from?: Date;
  to?: Date;
  contextId?: string;
  /** Any part of the context's description, whatever its case. */
  contextText?: string;
  /** Rows after this place, newest first; without an id, rows before that instant. */
  after?: { at: Date; id: string | null };
  limit: number;
}

/** A row happens at most this long after it is booked (lib/ledger/README.md, "Time"). */
const AHEAD = `interval '5 minutes'`;

/** What caused a row that has no context of a caller: the lot it is about. */
const CONTEXT_ID = `coalesce(t.context_id, t.grant_id::text, '')`;
const CONTEXT_TEXT = 'coalesce(t.context_description, t.reason)';

const FROM = 'FROM transactions t JOIN wallets w ON w.workspace_id = t.workspace_id AND w.id = t.wallet_id';

/**
 * A workspace's movements over all wallets, by the time they happened, newest first: charts go by the same time, so the
 * rows of a day are what its bar is made of. Rows stand by the time they were booked, so the first step finds an instant
 * that the page cannot reach below (enough rows lie above it), and the second sorts only what was booked since.
 */
export async function readMovements(query: MovementQuery): Promise<MovementRow[]> {
  const where = conditionsOf(query);
  const limit = where.param(query.limit);
  const { rows } = await getPool().query<MovementRow>(
    `WITH enough AS MATERIALIZED (
       SELECT t.occurred_at ${FROM} WHERE ${where} ORDER BY t.booked_at DESC LIMIT 2 * ${limit}::int
     ), floor AS MATERIALIZED (
       SELECT occurred_at FROM enough ORDER BY occurred_at DESC OFFSET ${limit}::int - 1 LIMIT 1
     )
     SELECT t.id, t.kind, t.amount_micro AS "amountMicro", t.occurred_at AS "occurredAt",
       coalesce(t.member_id, CASE WHEN w.owner_kind = 'member' THEN w.owner_id END) AS "memberId",
       ${CONTEXT_ID} AS "contextId", ${CONTEXT_TEXT} AS "contextDescription"
     ${FROM} WHERE ${where}
       AND t.booked_at >= coalesce((SELECT occurred_at FROM floor) - ${AHEAD}, '-infinity'::timestamptz)
     ORDER BY t.occurred_at DESC, t.id DESC LIMIT ${limit}::int`,
    where.values,
  );
  return rows;
}

function conditionsOf(query: MovementQuery): Conditions {
  const where = new Conditions()
    .add('t.workspace_id = ?', query.workspaceId)
    .add('t.mode = ?::mode', query.mode)
    .addIf('t.id = ?', query.transactionId)
    .addIf('t.kind = ANY(?::transaction_kind[])', query.kinds)
    .addIf('t.occurred_at <= ?', query.to)
    .addIf(`${CONTEXT_ID} = ?`, query.contextId)
    .addIf(`${CONTEXT_TEXT} ILIKE '%' || ? || '%'`, query.contextText ? escapeLike(query.contextText) : undefined);
  if (query.from) where.add(`t.occurred_at >= ? AND t.booked_at >= ?::timestamptz - ${AHEAD}`, query.from, query.from);
  const { after } = query;
  if (after?.id) where.add('(t.occurred_at, t.id) < (?, ?)', after.at, after.id);
  else if (after) where.add('t.occurred_at < ?', after.at);
  return where;
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
