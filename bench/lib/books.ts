import type { Pool } from '@/lib/db/pool';

/** The workspace that every measurement of spending uses. Ids of its rows are MD5 of a name, so that SQL can make them too. */
export const WORKSPACE_ID = '5b1f3a52-6f0e-4c1e-9d3a-0c9a4be20001';
export const WALLET_COUNT = 10_000;
export const MEMBER_COUNT = 20;

/** Name of the wallet that takes all spends of the hot workload: the workspace's own. */
export const HOT_WALLET = 'wallet-0';

const GRANT_MICRO = 1_000_000_000_000_000n; // 1e9 credits: no run empties it

/**
 * Fills an empty database: one workspace, a wallet for each of 10,000 members and one for the workspace, three open
 * grants in each, and the grant rows behind them, so that the oracle holds before and after every run.
 */
export async function fillSpendingBooks(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("SET statement_timeout = '10min'");
    await client.query('BEGIN');
    await client.query(`INSERT INTO workspaces (id, slug, name) VALUES ($1, 'bench', 'Bench')`, [WORKSPACE_ID]);
    await client.query(
      `INSERT INTO members (workspace_id, id, external_id, name)
       SELECT $1, md5('member-' || n)::uuid, 'u-' || n, 'Member ' || n FROM generate_series(1, $2::int) n`,
      [WORKSPACE_ID, WALLET_COUNT],
    );
    await client.query(
      `INSERT INTO wallets (workspace_id, id, mode, owner_kind, owner_id, settled_micro, version, next_event_at, last_booked_at)
       SELECT $1::uuid, md5('wallet-' || n)::uuid, 'live',
              CASE n WHEN 0 THEN 'workspace' ELSE 'member' END::wallet_owner_kind,
              CASE n WHEN 0 THEN $1::uuid ELSE md5('member-' || n)::uuid END,
              3 * $3::bigint, 3, date_trunc('day', now()) + interval '20 days', date_trunc('second', now())
       FROM generate_series(0, $2::int) n`,
      [WORKSPACE_ID, WALLET_COUNT, GRANT_MICRO],
    );
    await client.query(
      `INSERT INTO grants (workspace_id, wallet_id, id, source, amount_micro, remaining_micro, priority, effective_at,
                           expires_at, is_started, is_open, created_at)
       SELECT $1, md5('wallet-' || n)::uuid, md5('grant-' || n || '-' || p)::uuid, 'admin', $3::bigint, $3::bigint, p, t.at,
              CASE p WHEN 1 THEN date_trunc('day', now()) + interval '20 days'
                     WHEN 2 THEN date_trunc('day', now()) + interval '200 days' ELSE 'infinity' END,
              true, true, t.at
       FROM generate_series(0, $2::int) n, generate_series(1, 3) p, (SELECT date_trunc('second', now()) AS at) t`,
      [WORKSPACE_ID, WALLET_COUNT, GRANT_MICRO],
    );
    await client.query(
      `INSERT INTO transactions (workspace_id, wallet_id, id, seq, mode, kind, amount_micro, balance_before_micro,
                                 balance_after_micro, grant_id, actor_kind, booked_at, occurred_at)
       SELECT $1, md5('wallet-' || n)::uuid, md5('tx-' || n || '-' || p)::uuid, p, 'live', 'grant', $3::bigint,
              (p - 1) * $3::bigint, p * $3::bigint, md5('grant-' || n || '-' || p)::uuid, 'job', t.at, t.at
       FROM generate_series(0, $2::int) n, generate_series(1, 3) p, (SELECT date_trunc('second', now()) AS at) t`,
      [WORKSPACE_ID, WALLET_COUNT, GRANT_MICRO],
    );
    await client.query(
      `INSERT INTO allocations (workspace_id, transaction_id, leg, grant_id, amount_micro, booked_at)
       SELECT workspace_id, id, 0, grant_id, amount_micro, booked_at FROM transactions WHERE workspace_id = $1`,
      [WORKSPACE_ID],
    );
    await client.query(
      `INSERT INTO usage_rollups (workspace_id, mode, bucket_at, wallet_id, member_id, api_key_id, feature, kind, amount_micro, count)
       SELECT workspace_id, mode, date_bin('15 minutes', occurred_at, 'epoch'), wallet_id, $2::uuid, $2::uuid, '', kind,
              sum(amount_micro), count(*)
       FROM transactions WHERE workspace_id = $1 GROUP BY 1, 2, 3, 4, kind`,
      [WORKSPACE_ID, '00000000-0000-0000-0000-000000000000'],
    );
    await client.query('COMMIT');
    await client.query('VACUUM ANALYZE');
  } finally {
    client.release();
  }
}
