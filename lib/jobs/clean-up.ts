import { getPool } from '../db/pool';

/** Few rows at a time, so that no delete holds locks for long. */
const BATCH = 1_000;
const MAX_BATCHES = 20;

/** What may go, and when. Money, history and audit never do. */
const DUE: Record<string, string> = {
  sessions: `DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires < now() - interval '1 day' LIMIT $1)`,
  verification_tokens: `DELETE FROM verification_tokens WHERE token IN
    (SELECT token FROM verification_tokens WHERE expires < now() - interval '1 day' LIMIT $1)`,
  idempotency_records: `DELETE FROM idempotency_records WHERE (workspace_id, credential_id, key) IN
    (SELECT workspace_id, credential_id, key FROM idempotency_records
     WHERE created_at < now() - interval '13 months' ORDER BY created_at LIMIT $1)`,
  stripe_events: `DELETE FROM stripe_events WHERE id IN
    (SELECT id FROM stripe_events WHERE processed_at < now() - interval '13 months' LIMIT $1)`,
  rate_windows: `DELETE FROM rate_windows WHERE key IN
    (SELECT key FROM rate_windows WHERE ends_at < now() - interval '1 hour' LIMIT $1 FOR UPDATE SKIP LOCKED)`,
  alert_notices: `DELETE FROM alert_notices WHERE (workspace_id, rule_id, grant_id, days) IN
    (SELECT workspace_id, rule_id, grant_id, days FROM alert_notices WHERE created_at < now() - interval '6 months' LIMIT $1)`,
  outgoing_mails: `DELETE FROM outgoing_mails WHERE id IN
    (SELECT id FROM outgoing_mails WHERE status <> 'pending' AND created_at < now() - interval '30 days' LIMIT $1)`,
  webhook_deliveries: `DELETE FROM webhook_deliveries WHERE (workspace_id, id) IN
    (SELECT workspace_id, id FROM webhook_deliveries WHERE created_at < now() - interval '30 days' LIMIT $1)`,
};

/** Deletes what has run out: sessions, sign-in tokens, replies and events older than 13 months. Returns rows by table. */
export async function cleanUp(): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  for (const [table, sql] of Object.entries(DUE)) {
    deleted[table] = 0;
    for (let batch = 0; batch < MAX_BATCHES; batch++) {
      const { rowCount } = await getPool().query(sql, [BATCH]);
      deleted[table] += rowCount ?? 0;
      if ((rowCount ?? 0) < BATCH) break;
    }
  }
  return deleted;
}
