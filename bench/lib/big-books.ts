import type { Pool } from '@/lib/db/pool';

export const BIG_WORKSPACE_ID = '5b1f3a52-6f0e-4c1e-9d3a-0c9a4be20002';
const WORKSPACES = 10_000;
const MEMBERS = 20;
const START_MICRO = 1_000_000_000_000_000n;
const NIL = '00000000-0000-0000-0000-000000000000';

/** Id of the n-th workspace in SQL; the big one is number 0. */
const workspace = (n: string) =>
  `CASE ${n} WHEN 0 THEN '${BIG_WORKSPACE_ID}'::uuid ELSE md5('workspace-' || ${n})::uuid END`;

/**
 * Fills an empty database with a year of history: `rows` spends over 10,000 workspaces of 20 members and four features, the
 * big one's `share` of the rows in its one wallet. Allocations are left out: no read that is measured touches them.
 * Indexes are dropped for the load and made again after it.
 */
export async function fillBigBooks(pool: Pool, rows: number, share = 0.1): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(
      `SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET synchronous_commit = off; SET work_mem = '512MB';
       SET maintenance_work_mem = '1GB'; SELECT ensure_ledger_months(now() - interval '13 months', now())`,
    );
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE i.indrelid = 'transactions'::regclass AND NOT i.indisprimary`,
    );
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    await client.query('ALTER TABLE transactions DROP CONSTRAINT transactions_pkey');
    await fillWallets(client);
    await client.query(
      `INSERT INTO transactions (workspace_id, wallet_id, id, seq, mode, kind, amount_micro, balance_before_micro,
         balance_after_micro, member_id, feature, context_id, actor_kind, booked_at, occurred_at)
       SELECT ${workspace('wallet')}, md5('wallet-' || wallet)::uuid, md5('tx-' || i)::uuid, 1 + row_number() OVER w, 'live', 'consume', -amount,
              $2::bigint - (sum(amount) OVER w)::bigint + amount, $2::bigint - (sum(amount) OVER w)::bigint,
              md5('member-' || wallet || '-' || (1 + floor(random() * ${MEMBERS})::int))::uuid,
              (ARRAY['chat', 'search', 'image', 'speech'])[1 + floor(random() * 4)::int], 'job-' || i % 1000, 'api_key', at, at
       FROM (SELECT i, CASE WHEN random() < $3::float8 THEN 0 ELSE 1 + floor(random() * ${WORKSPACES - 1})::int END AS wallet,
                    (1 + floor(random() * 1000000))::bigint AS amount,
                    date_trunc('milliseconds', now() - interval '365 days' * (1 - i::float8 / $1::int)) AS at
             FROM generate_series(1, $1::int) i) x
       WINDOW w AS (PARTITION BY wallet ORDER BY i)`,
      [rows, START_MICRO, share],
    );
    await sumUp(client);
    await client.query('ALTER TABLE transactions ADD PRIMARY KEY (workspace_id, wallet_id, booked_at, seq)');
    // PostgreSQL writes a partitioned index as ON ONLY the parent: without its partitions it would index nothing.
    for (const { definition } of indexes) await client.query(definition.replace(' ON ONLY ', ' ON '));
    await client.query('VACUUM ANALYZE');
  } finally {
    client.release(true); // the session's settings go with it
  }
}

async function fillWallets(client: { query(sql: string, values?: unknown[]): Promise<unknown> }): Promise<void> {
  await client.query(
    `INSERT INTO workspaces (id, slug, name, created_at)
     SELECT ${workspace('n')}, 'w-' || n, 'Workspace ' || n, now() - interval '366 days' FROM generate_series(0, ${WORKSPACES - 1}) n`,
  );
  await client.query(
    `INSERT INTO members (workspace_id, id, external_id, name)
     SELECT ${workspace('n')}, md5('member-' || n || '-' || m)::uuid, 'u-' || m, 'Member ' || m
     FROM generate_series(0, ${WORKSPACES - 1}) n, generate_series(1, ${MEMBERS}) m`,
  );
  await client.query(
    `INSERT INTO wallets (workspace_id, id, mode, owner_kind, owner_id, created_at)
     SELECT ${workspace('n')}, md5('wallet-' || n)::uuid, 'live', 'workspace', ${workspace('n')}, now() - interval '366 days'
     FROM generate_series(0, ${WORKSPACES - 1}) n`,
  );
  await client.query(
    `INSERT INTO transactions (workspace_id, wallet_id, id, seq, mode, kind, amount_micro, balance_before_micro,
       balance_after_micro, grant_id, actor_kind, booked_at, occurred_at)
     SELECT ${workspace('n')}, md5('wallet-' || n)::uuid, md5('grant-tx-' || n)::uuid, 1, 'live', 'grant', $1::bigint, 0, $1::bigint,
            md5('grant-' || n)::uuid, 'job', at, at
     FROM generate_series(0, ${WORKSPACES - 1}) n, (SELECT date_trunc('second', now() - interval '366 days') AS at) t`,
    [START_MICRO],
  );
}

/** Grants, wallets and rollups as the history leaves them. */
async function sumUp(client: { query(sql: string, values?: unknown[]): Promise<unknown> }): Promise<void> {
  await client.query('ANALYZE transactions');
  await client.query(
    `WITH s AS (SELECT wallet_id, -sum(amount_micro) FILTER (WHERE kind = 'consume') AS used FROM transactions GROUP BY 1)
     INSERT INTO grants (workspace_id, wallet_id, id, source, amount_micro, remaining_micro, effective_at, is_started, is_open, created_at)
     SELECT ${workspace('n')}, md5('wallet-' || n)::uuid, md5('grant-' || n)::uuid, 'admin', $1::bigint, $1::bigint - coalesce(s.used, 0), at, true, true, at
     FROM generate_series(0, ${WORKSPACES - 1}) n CROSS JOIN (SELECT date_trunc('second', now() - interval '366 days') AS at) t
     LEFT JOIN s ON s.wallet_id = md5('wallet-' || n)::uuid`,
    [START_MICRO],
  );
  await client.query(
    `UPDATE wallets w SET settled_micro = t.settled, version = t.version, last_booked_at = t.at
     FROM (SELECT workspace_id, wallet_id, sum(amount_micro) AS settled, max(seq) AS version, max(booked_at) AS at
           FROM transactions GROUP BY 1, 2) t
     WHERE w.workspace_id = t.workspace_id AND w.id = t.wallet_id`,
  );
  await client.query(
    `INSERT INTO usage_rollups (workspace_id, mode, bucket_at, wallet_id, member_id, api_key_id, feature, kind, amount_micro, count)
     SELECT workspace_id, mode, date_bin('15 minutes', occurred_at, 'epoch'), wallet_id, coalesce(member_id, $1::uuid), $1::uuid,
            coalesce(feature, ''), kind, sum(amount_micro), count(*)
     FROM transactions GROUP BY workspace_id, mode, 3, wallet_id, 5, 7, kind`,
    [NIL],
  );
}
