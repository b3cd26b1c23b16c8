import { getPool } from '../../db/pool';

/** What a process got of a window, as the shared table has it. */
export interface Lease {
  granted: number;
  /** Points leased by all processes together. */
  taken: number;
  /** Tells windows of one key apart. */
  id: bigint;
  msLeft: number;
}

export interface LeaseRequest {
  key: string;
  quota: number;
  windowMs: number;
  /** Requests that wait: granted if there is as much. */
  need: number;
  /** To have in hand; cut to an eighth of what is left, so that little lies unused when a window runs dry. */
  ahead: number;
  /** What this process has leased of the window so far. */
  own: number;
}

const AHEAD = 'least($4::int, ($2::int - w.taken) / 8)';
const GRANT = `greatest(0, least($2::int - w.taken, greatest($3::int, CASE WHEN w.is_wanted THEN 0 ELSE ${AHEAD} END)))`;
const FIRST = 'least($2::int, greatest($3::int, least($4::int, $2::int / 8)))';
const IS_OVER = 'w.ends_at <= statement_timestamp()';

// Once a window was found empty while others held unused points, nobody leases ahead in it. Windows begin with the first request after the last one's end, by the database's clock, which all processes share.
const LEASE = {
  name: 'rate-lease',
  text: `INSERT INTO rate_windows AS w (key, taken, last_grant, ends_at)
    VALUES ($1, ${FIRST}, ${FIRST}, statement_timestamp() + make_interval(secs => $6::int / 1000.0))
    ON CONFLICT (key) DO UPDATE SET
      taken = CASE WHEN ${IS_OVER} THEN excluded.taken ELSE w.taken + ${GRANT} END,
      last_grant = CASE WHEN ${IS_OVER} THEN excluded.last_grant ELSE ${GRANT} END,
      is_wanted = NOT ${IS_OVER} AND (w.is_wanted OR (w.taken + $3::int > $2::int AND w.taken > $5::int)),
      ends_at = CASE WHEN ${IS_OVER} THEN excluded.ends_at ELSE w.ends_at END
    RETURNING last_grant, taken, (extract(epoch FROM ends_at) * 1000)::bigint AS id,
      (extract(epoch FROM ends_at - statement_timestamp()) * 1000)::int AS ms_left`,
};

interface LeaseRow {
  last_grant: number;
  taken: number;
  id: bigint;
  ms_left: number;
}

/** Takes points of a key's window, or of a new one. One statement. */
export async function lease({ key, quota, windowMs, need, ahead, own }: LeaseRequest): Promise<Lease> {
  const { rows } = await getPool().query<LeaseRow>({ ...LEASE, values: [key, quota, need, ahead, own, windowMs] });
  const row = rows[0] as LeaseRow;
  return { granted: row.last_grant, taken: row.taken, id: row.id, msLeft: row.ms_left };
}

/** Gives unused points back to the window they are of; nothing happens when it is over. */
export async function giveBack(key: string, id: bigint, points: number): Promise<void> {
  await getPool().query({
    name: 'rate-give-back',
    text: `UPDATE rate_windows SET taken = taken - $3 WHERE key = $1 AND (extract(epoch FROM ends_at) * 1000)::bigint = $2`,
    values: [key, id, points],
  });
}

/** Which of these keys somebody waits for. */
export async function readWanted(keys: string[]): Promise<string[]> {
  const { rows } = await getPool().query<{ key: string }>({
    name: 'rate-wanted',
    text: `SELECT key FROM rate_windows WHERE is_wanted AND key = ANY($1) AND ends_at > now()`,
    values: [keys],
  });
  return rows.map(({ key }) => key);
}
