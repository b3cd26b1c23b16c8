import { type TestClock, testClock } from '../../clock';
import { inTransaction } from '../../db/transaction';
import { newId } from '../../ids';
import { createLedger } from '../../ledger';
import type { Mode } from '../../ledger/types';
import { dropSingleton, singleton } from '../../singleton';
import type { TestDatabase } from '../../testing/database';
import { booksOf, CREDIT, createWorkspace, giveCredits, TEST_ACTOR } from '../../testing/factories';
import { alertsClock } from '../clock';
import { createRuleIn } from '../rules';
import type { AlertRule, AlertRuleInput } from '../types';

export interface SentMail {
  kind: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface Scene {
  workspaceId: string;
  clock: TestClock;
  give(credits: number, more?: Parameters<typeof giveCredits>[3]): Promise<string>;
  spend(credits: number): Promise<void>;
  rule(input: AlertRuleInput, mode?: Mode): Promise<AlertRule>;
  /** What lies in the outbox for this workspace, oldest first. */
  mails(): Promise<SentMail[]>;
  /** Events for the workspace's one endpoint. */
  events(): Promise<{ type: string; data: Record<string, unknown> }[]>;
}

const toMicro = (credits: number): bigint => BigInt(Math.round(credits * Number(CREDIT)));

/** A workspace with a billing contact, an endpoint and no alerts yet, on a clock that stands still until told. */
export async function openScene(database: TestDatabase, at = '2030-05-01T12:00:00Z'): Promise<Scene> {
  const clock = testClock(at);
  dropSingleton('ledger');
  const ledger = singleton('ledger', () => createLedger({ pool: database.pool, clock }));
  alertsClock().clock = clock;
  const { pool } = database;
  const workspaceId = await createWorkspace(pool);
  await pool.query(`UPDATE workspaces SET billing_email = 'billing@example.com', name = 'Acme' WHERE id = $1`, [
    workspaceId,
  ]);
  await pool.query(
    `INSERT INTO webhook_endpoints (workspace_id, id, mode, url, secret) VALUES ($1, $2, 'live', 'https://example.com/', '')`,
    [workspaceId, newId()],
  );
  return {
    workspaceId,
    clock,
    give: (credits, more) => giveCredits(ledger, workspaceId, toMicro(credits), more),
    spend: async (credits) => {
      const owner = { kind: 'workspace' } as const;
      await ledger.consume({ ...booksOf(workspaceId), owner, amountMicro: toMicro(credits) });
    },
    rule: (input, mode = 'live') =>
      inTransaction((client) => createRuleIn(client, { workspaceId, mode, actor: TEST_ACTOR }, input)),
    mails: async () => {
      const { rows } = await pool.query<SentMail>(
        `SELECT kind, recipient AS "to", subject, text, html FROM outgoing_mails WHERE workspace_id = $1
         ORDER BY created_at, id`,
        [workspaceId],
      );
      return rows;
    },
    events: async () => {
      const { rows } = await pool.query<{ payload: string }>(
        `SELECT payload FROM webhook_deliveries WHERE workspace_id = $1 ORDER BY created_at, id`,
        [workspaceId],
      );
      return rows.map(({ payload }) => JSON.parse(payload) as { type: string; data: Record<string, unknown> });
    },
  };
}
