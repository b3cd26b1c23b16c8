import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NIL_UUID, newId } from '../ids';
import { useTestDatabase } from '../testing/database';
import { createWorkspace } from '../testing/factories';
import { cleanUp } from './clean-up';
import { startJobs } from './index';
import { ensureMonths } from './months';
import { wakeInbox } from './wake';

const database = useTestDatabase();

describe('clean-up', () => {
  it('deletes what has run out, and nothing else', async () => {
    const userId = newId();
    const { pool } = database;
    await pool.query(`INSERT INTO users (id, email) VALUES ($1, 'a@b.test')`, [userId]);
    for (const [token, age] of [
      ['old', '2 days'],
      ['new', '-1 day'],
    ]) {
      await pool.query(
        `INSERT INTO sessions (id, session_token, user_id, expires) VALUES ($1, $2, $3, now() - $4::interval)`,
        [newId(), token, userId, age],
      );
      await pool.query(
        `INSERT INTO verification_tokens (identifier, token, expires) VALUES ('a@b.test', $1, now() - $2::interval)`,
        [token, age],
      );
    }
    for (const [key, age] of [
      ['old', '14 months'],
      ['new', '12 months'],
    ]) {
      await pool.query(
        `INSERT INTO idempotency_records (workspace_id, credential_id, key, request_hash, status, reply, created_at)
         VALUES ($1, $1, $2, $3, 200, '{}', now() - $4::interval)`,
        [NIL_UUID, key, randomBytes(32), age],
      );
    }
    for (const [id, age] of [
      ['old', '14 months'],
      ['new', '12 months'],
      ['open', null],
    ]) {
      await pool.query(
        `INSERT INTO stripe_events (id, type, livemode, payload, processed_at) VALUES ($1, 't', false, '{}', now() - $2::interval)`,
        [id, age],
      );
    }
    const workspaceId = await createWorkspace(pool);
    const endpointId = newId();
    await pool.query(
      `INSERT INTO webhook_endpoints (workspace_id, id, mode, url, secret) VALUES ($1, $2, 'live', 'https://x.test', '')`,
      [workspaceId, endpointId],
    );
    for (const age of ['31 days', '29 days']) {
      await pool.query(
        `INSERT INTO webhook_deliveries (workspace_id, id, endpoint_id, event_id, type, payload, created_at)
         VALUES ($1, $2, $3, $2, 't', '{}', now() - $4::interval)`,
        [workspaceId, newId(), endpointId, age],
      );
    }
    for (const [key, age] of [
      ['old', '2 hours'],
      ['new', '30 minutes'],
    ]) {
      await pool.query(
        'INSERT INTO rate_windows (key, taken, last_grant, ends_at) VALUES ($1, 1, 1, now() - $2::interval)',
        [key, age],
      );
    }
    for (const [status, age] of [
      ['sent', '31 days'],
      ['sent', '29 days'],
      ['pending', '31 days'],
    ]) {
      await pool.query(
        `INSERT INTO outgoing_mails (id, kind, recipient, subject, text, html, status, next_try_at, sent_at, created_at)
         VALUES ($1, 't', 'a@b.test', '', '', '', $2, CASE WHEN $2 = 'pending' THEN now() END,
           CASE WHEN $2 = 'sent' THEN now() END, now() - $3::interval)`,
        [newId(), status, age],
      );
    }
    const ruleId = newId();
    await pool.query(
      `INSERT INTO alert_rules (workspace_id, id, kind, days) VALUES ($1, $2, 'grants_expiring', '{7}')`,
      [workspaceId, ruleId],
    );
    for (const age of ['7 months', '5 months']) {
      await pool.query(
        `INSERT INTO alert_notices (workspace_id, rule_id, grant_id, days, created_at)
         VALUES ($1, $2, $3, 7, now() - $4::interval)`,
        [workspaceId, ruleId, newId(), age],
      );
    }
    const tables = [
      'sessions',
      'verification_tokens',
      'idempotency_records',
      'stripe_events',
      'webhook_deliveries',
      'rate_windows',
      'outgoing_mails',
      'alert_notices',
    ];
    const each = (count: number) => Object.fromEntries(tables.map((table) => [table, count]));
    expect(await cleanUp()).toEqual(each(1));
    expect(await cleanUp()).toEqual(each(0));
    const { rows } = await pool.query('SELECT id FROM stripe_events ORDER BY id');
    expect(rows).toEqual([{ id: 'new' }, { id: 'open' }]);
  });
});

it('keeps the ledger’s months ahead of time, and asks for none twice', async () => {
  await database.pool.query('SELECT ensure_ledger_months(now(), now())');
  await ensureMonths();
  expect(await ensureMonths()).toBe(0);
  const { rows } = await database.pool.query(
    `SELECT to_regclass('transactions_' || to_char(now() AT TIME ZONE 'UTC' + interval '6 months', 'YYYYMM')) AS month`,
  );
  expect(rows[0].month).not.toBeNull();
});

it('works on what is in the inbox when it is woken, and stops when it is told', async () => {
  const jobs = startJobs();
  await database.pool.query(
    `INSERT INTO stripe_events (id, type, livemode, payload) VALUES ('evt_unknown', 'nothing.handles', false, '{}')`,
  );
  wakeInbox();
  const isDone = async () => {
    const { rows } = await database.pool.query(`SELECT processed_at FROM stripe_events WHERE id = 'evt_unknown'`);
    return rows[0].processed_at !== null;
  };
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 20));
  await jobs.stop();
});
