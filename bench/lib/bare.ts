import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Pool } from '@/lib/db/pool';
import { HOT_WALLET, MEMBER_COUNT, WALLET_COUNT, WORKSPACE_ID } from './books';

const ITEMS = 100;
const CLIENTS = 2;
const NIL = '00000000-0000-0000-0000-000000000000';

/** Columns of a spend, as the ledger writes them, from rows `s` with wallet_id, transaction_id, grant_id, member_id, amount, seq, after. */
const INSERTS = `
it AS (INSERT INTO transactions (workspace_id, wallet_id, id, seq, mode, kind, amount_micro, balance_before_micro,
         balance_after_micro, member_id, feature, actor_kind, booked_at, occurred_at)
       SELECT '${WORKSPACE_ID}', wallet_id, transaction_id, seq, 'live', 'consume', -amount, after + amount, after, member_id,
         'chat', 'api_key', at, at FROM s),
ia AS (INSERT INTO allocations (workspace_id, transaction_id, leg, grant_id, amount_micro, booked_at)
       SELECT '${WORKSPACE_ID}', transaction_id, 0, grant_id, -amount, at FROM s),
ii AS (INSERT INTO idempotency_records (workspace_id, credential_id, key, request_hash, status, reply, created_at)
       SELECT '${WORKSPACE_ID}', '${NIL}', transaction_id::text, decode(md5(transaction_id::text), 'hex'), 200,
         repeat('x', 400), at FROM s),
d AS MATERIALIZED (SELECT wallet_id, member_id, date_bin('15 minutes', at, 'epoch') AS bucket, sum(amount)::bigint AS used,
         count(*) AS n FROM s GROUP BY 1, 2, 3),
du AS (UPDATE usage_rollups r SET amount_micro = r.amount_micro - d.used, count = r.count + d.n FROM d
       WHERE r.workspace_id = '${WORKSPACE_ID}' AND r.mode = 'live' AND r.bucket_at = d.bucket AND r.wallet_id = d.wallet_id
         AND r.member_id = d.member_id AND r.api_key_id = '${NIL}' AND r.feature = 'chat' AND r.kind = 'consume'
       RETURNING r.wallet_id, r.member_id),
di AS (INSERT INTO usage_rollups (workspace_id, mode, bucket_at, wallet_id, member_id, api_key_id, feature, kind, amount_micro, count)
       SELECT '${WORKSPACE_ID}', 'live', bucket, wallet_id, member_id, '${NIL}', 'chat', 'consume', -used, n FROM d
       WHERE NOT EXISTS (SELECT 1 FROM du WHERE du.wallet_id = d.wallet_id AND du.member_id = d.member_id))
SELECT count(*) FROM s`;

/**
 * The rows of ${ITEMS} spends and nothing else: no idempotency look-up, no refusal, no lock order. `lane` (0 or 1) keeps
 * two clients on different wallets, because nothing here protects them from one another.
 */
function uniformWrites(lane: string): string {
  return `WITH q AS MATERIALIZED (
  SELECT DISTINCT ON (wallet_id) * FROM (
    SELECT md5('wallet-' || n)::uuid AS wallet_id, md5('member-' || n)::uuid AS member_id, gen_random_uuid() AS transaction_id, amount
    FROM (SELECT ${CLIENTS} * (1 + floor(random() * ${WALLET_COUNT / CLIENTS - 1})::int) + ${lane} AS n,
                 (1 + floor(random() * 1000000))::bigint AS amount FROM generate_series(1, ${ITEMS})) x) y ORDER BY wallet_id),
st AS MATERIALIZED (SELECT q.*, g.id AS grant_id, date_trunc('milliseconds', now()) AS at FROM q CROSS JOIN LATERAL (
  SELECT id FROM grants WHERE workspace_id = '${WORKSPACE_ID}' AND wallet_id = q.wallet_id AND is_open
  ORDER BY priority, expires_at, unit_cost_nano, effective_at, created_at, id LIMIT 1) g),
uw AS (UPDATE wallets w SET settled_micro = settled_micro - st.amount, version = version + 1, last_booked_at = st.at FROM st
       WHERE w.workspace_id = '${WORKSPACE_ID}' AND w.id = st.wallet_id RETURNING w.id, w.version, w.settled_micro),
ug AS (UPDATE grants g SET remaining_micro = remaining_micro - st.amount FROM st
       WHERE g.workspace_id = '${WORKSPACE_ID}' AND g.id = st.grant_id),
s AS MATERIALIZED (SELECT st.*, uw.version AS seq, uw.settled_micro AS after FROM st JOIN uw ON uw.id = st.wallet_id),${INSERTS}`;
}

/** The same for the one hot wallet; at most one client. */
function hotWrites(): string {
  return `WITH q AS MATERIALIZED (
  SELECT md5('${HOT_WALLET}')::uuid AS wallet_id, md5('member-' || (1 + floor(random() * ${MEMBER_COUNT}))::int)::uuid AS member_id,
         gen_random_uuid() AS transaction_id, (1 + floor(random() * 1000000))::bigint AS amount, i
  FROM generate_series(1, ${ITEMS}) i),
g AS MATERIALIZED (SELECT id FROM grants WHERE workspace_id = '${WORKSPACE_ID}' AND wallet_id = md5('${HOT_WALLET}')::uuid AND is_open
  ORDER BY priority, expires_at, unit_cost_nano, effective_at, created_at, id LIMIT 1),
t AS MATERIALIZED (SELECT sum(amount)::bigint AS total, date_trunc('milliseconds', now()) AS at FROM q),
uw AS (UPDATE wallets w SET settled_micro = settled_micro - t.total, version = version + ${ITEMS}, last_booked_at = t.at FROM t
       WHERE w.workspace_id = '${WORKSPACE_ID}' AND w.id = md5('${HOT_WALLET}')::uuid RETURNING w.version, w.settled_micro),
ug AS (UPDATE grants SET remaining_micro = remaining_micro - t.total FROM t, g
       WHERE grants.workspace_id = '${WORKSPACE_ID}' AND grants.id = g.id),
s AS MATERIALIZED (SELECT q.wallet_id, q.member_id, q.transaction_id, q.amount, g.id AS grant_id, t.at,
         uw.version - ${ITEMS} + q.i AS seq,
         (uw.settled_micro + t.total - sum(q.amount) OVER (ORDER BY q.i))::bigint AS after FROM q, g, t, uw),${INSERTS}`;
}

export type Workload = 'uniform' | 'hot';

/** True where PostgreSQL's own load generator is on the PATH. */
export const hasPgbench = (): boolean => spawnSync('pgbench', ['--version']).status === 0;

/**
 * Spends per second of the bare SQL: the same rows written set-based, ${ITEMS} spends a statement, by pgbench where it is
 * on the PATH, else by a bare loop on pg. The ceiling that the ledger is measured against.
 */
export async function bareWritesPerSecond(
  workload: Workload,
  seconds: number,
  url: string,
  pool: Pool,
): Promise<number> {
  const clients = workload === 'hot' ? 1 : CLIENTS;
  if (hasPgbench())
    return pgbench(workload === 'hot' ? hotWrites() : uniformWrites(':client_id'), clients, seconds, url);
  return loop(workload, clients, seconds, pool);
}

async function pgbench(sql: string, clients: number, seconds: number, url: string): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coffer-bench-'));
  try {
    const file = path.join(folder, 'writes.sql');
    writeFileSync(file, `${sql.replace(/\s+/g, ' ')};\n`);
    const { stdout } = await promisify(execFile)(
      'pgbench',
      ['-n', '-M', 'prepared', '-c', `${clients}`, '-j', `${clients}`, '-T', `${seconds}`, '-f', file, url],
      { env: { ...process.env, PGOPTIONS: '-c plan_cache_mode=force_generic_plan' } },
    );
    const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
    if (!tps) throw new Error(`pgbench answered something unexpected:\n${stdout}`);
    return Number(tps) * ITEMS;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function loop(workload: Workload, clients: number, seconds: number, pool: Pool): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let statements = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, lane) => {
      const text = workload === 'hot' ? hotWrites() : uniformWrites(String(lane));
      while (performance.now() < end) {
        await pool.query({ name: `bare-${workload}-${lane}`, text });
        statements += 1;
      }
    }),
  );
  return (statements * ITEMS) / seconds;
}
