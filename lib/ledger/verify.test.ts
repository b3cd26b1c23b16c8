import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testClock } from '@/lib/clock';
import type { PoolClient } from '@/lib/db/pool';
import { newId } from '@/lib/ids';
import { useTestDatabase } from '@/lib/testing/database';
import { createLedger } from '.';
import type { WalletOwner } from './types';
import { parseChecks, runChecks, verifyLedger } from './verify';

const database = useTestDatabase();
const workspaceId = randomUUID();
const [member, key, purchaseId] = [newId(), newId(), newId()];
const ids = {
  consume: '',
  split: '',
  reverse: '',
  hold: '',
  captured: '',
  grant: '',
  scoped: '',
  expired: '',
  bought: '',
};
const books = { workspaceId, mode: 'live', actor: { kind: 'api_key', id: key } } as const;
const workspace: WalletOwner = { kind: 'workspace' };
const membersOwn: WalletOwner = { kind: 'member', memberId: member };

/** Books with something of everything: holds of each end, an expiry, a reversal, debt repaid, a purchase, a transfer, a budget. */
beforeAll(async () => {
  const { pool } = database;
  await pool.query(
    `INSERT INTO workspaces (id, slug, name, time_zone) VALUES ($1, 'oracle', 'Oracle', 'Europe/Berlin')`,
    [workspaceId],
  );
  await pool.query(`INSERT INTO members (workspace_id, id, name) VALUES ($1, $2, 'Member')`, [workspaceId, member]);
  const clock = testClock(new Date(Date.now() - 60_000));
  const ledger = createLedger({ pool, clock });
  const at = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000);
  const grant = (owner: WalletOwner, amountMicro: bigint, terms: object = {}) =>
    ledger.grant({ ...books, owner, amountMicro, source: 'admin', ...terms }).then(({ result }) => result.grant.id);

  ids.expired = await grant(workspace, 7n, { priority: 1, expiresAt: at(5) });
  ids.grant = await grant(workspace, 100n, { priority: 10, expiresAt: at(3600) });
  await grant(workspace, 50n);
  ids.scoped = await grant(membersOwn, 20n, { features: ['chat'] });
  await grant(membersOwn, 9n, { effectiveAt: at(600) });
  await ledger.setBudget({ ...books, scope: 'workspace', period: 'month', limitMicro: 1_000n });
  clock.tick({ seconds: 6 });
  ids.consume = (
    await ledger.consume({ ...books, owner: workspace, amountMicro: 10n, feature: 'chat' })
  ).result.transaction.id;
  ids.split = (
    await ledger.consume({ ...books, owner: workspace, amountMicro: 95n, memberId: member })
  ).result.transaction.id;
  const reverse = { ...books, transactionId: ids.split, amountMicro: 20n, reason: 'Failed' };
  ids.reverse = (await ledger.reverse(reverse)).result.transaction.id;
  ids.hold = (await ledger.placeHold({ ...books, owner: workspace, amountMicro: 8n })).result.hold.id;
  ids.captured = (await ledger.placeHold({ ...books, owner: workspace, amountMicro: 6n })).result.hold.id;
  await ledger.captureHold({ ...books, holdId: ids.captured, amountMicro: 4n });
  const released = await ledger.placeHold({ ...books, owner: workspace, amountMicro: 3n });
  await ledger.releaseHold({ ...books, holdId: released.result.hold.id });
  await ledger.transfer({ ...books, from: workspace, to: membersOwn, amountMicro: 5n });
  await ledger.setOverdraft({ ...books, owner: membersOwn, policy: 'limit', limitMicro: 30n });
  await ledger.consume({ ...books, owner: membersOwn, amountMicro: 12n });
  await pool.query(
    `INSERT INTO purchases (workspace_id, id, status, credit_micro, price_minor, currency, actor_kind, paid_at)
     VALUES ($1, $2, 'paid', 40, 100, 'eur', 'user', now())`,
    [workspaceId, purchaseId],
  );
  ids.bought = await grant(workspace, 40n, { source: 'purchase', purchaseId });
  // A second workspace, so that strangers exist.
  const other = randomUUID();
  await pool.query(`INSERT INTO workspaces (id, slug, name) VALUES ($1, 'other', 'Other')`, [other]);
  await ledger.grant({ ...books, workspaceId: other, owner: workspace, amountMicro: 1n, source: 'admin' });
  const key5 = { credentialId: key, key: 'k', requestHash: Buffer.alloc(32) };
  await ledger.consume({ ...books, owner: workspace, amountMicro: 1n, idempotency: key5 });
});

const WORKSPACE_WALLET = `(SELECT id FROM wallets WHERE workspace_id = $1 AND owner_kind = 'workspace')`;

/**
 * One thing gone wrong, and the checks that must notice: the first is the one it is made for; the others see the same
 * figure from another side. `$1` is the workspace, `$2` the id named.
 */
const CORRUPTIONS: { name: string; notices: string[]; sql: string; id?: keyof typeof ids }[] = [
  {
    name: 'an allocation of another amount, and the grant to fit',
    notices: ['I1-allocations', 'I2-grants'],
    id: 'consume',
    sql: `WITH a AS (UPDATE allocations SET amount_micro = amount_micro - 1 WHERE workspace_id = $1 AND transaction_id = $2 RETURNING grant_id)
      UPDATE grants g SET remaining_micro = remaining_micro - 1 FROM a WHERE g.workspace_id = $1 AND g.id = a.grant_id`,
  },
  {
    name: 'an allocation without a transaction, and the grants to fit',
    notices: ['I1-orphans', 'I2-remaining'],
    id: 'grant',
    sql: `INSERT INTO allocations (workspace_id, transaction_id, leg, grant_id, amount_micro, booked_at)
      SELECT $1, gen_random_uuid(), 0, $2, -1, now()`,
  },
  {
    name: 'a transfer that never arrived',
    notices: ['I1-transfers'],
    sql: `WITH t AS (UPDATE transactions SET kind = 'adjust' WHERE workspace_id = $1 AND kind = 'transfer_in' RETURNING bookED_at)
      UPDATE usage_rollups SET kind = 'adjust' WHERE workspace_id = $1 AND kind = 'transfer_in'`,
  },
  {
    name: 'a gap in the chain',
    notices: ['I2-chain', 'I2-version'],
    sql: `UPDATE transactions SET seq = seq + 1 WHERE workspace_id = $1 AND seq = (SELECT version FROM wallets WHERE id = ${WORKSPACE_WALLET})
      AND wallet_id = ${WORKSPACE_WALLET}`,
  },
  {
    name: 'balances that do not follow from each other',
    notices: ['I2-chain'],
    id: 'consume',
    sql: `UPDATE transactions SET balance_before_micro = balance_before_micro + 1, balance_after_micro = balance_after_micro + 1
      WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'a row booked before the one before it',
    notices: ['I2-time'],
    sql: `UPDATE transactions SET booked_at = booked_at - interval '1 second' WHERE workspace_id = $1 AND kind = 'purchase';
      UPDATE allocations SET booked_at = booked_at - interval '1 second' WHERE workspace_id = $1
        AND transaction_id = (SELECT id FROM transactions WHERE workspace_id = $1 AND kind = 'purchase')`,
  },
  {
    name: 'two rows of one id',
    notices: ['I2-ids', 'I1-orphans', 'I1-allocations'],
    id: 'consume',
    sql: `UPDATE transactions SET id = $2 WHERE workspace_id = $1 AND id = (SELECT id FROM transactions WHERE workspace_id = $1 AND kind = 'capture')`,
  },
  {
    name: 'a wallet that forgets a row',
    notices: ['I2-version'],
    sql: `UPDATE wallets SET version = version - 1 WHERE workspace_id = $1 AND owner_kind = 'workspace'`,
  },
  {
    name: 'a settled balance that is not the sum of its rows, though grants agree',
    notices: ['I2-settled', 'I2-remaining'],
    id: 'grant',
    sql: `WITH w AS (UPDATE wallets SET settled_micro = settled_micro + 1 WHERE workspace_id = $1 AND owner_kind = 'workspace')
      UPDATE grants SET remaining_micro = remaining_micro + 1 WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'a remainder that does not add up to the balance',
    notices: ['I2-grants', 'I2-remaining'],
    id: 'grant',
    sql: `UPDATE grants SET remaining_micro = remaining_micro + 1 WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'one grant that has what another should have',
    notices: ['I2-remaining'],
    id: 'bought',
    sql: `UPDATE grants SET remaining_micro = remaining_micro + CASE WHEN id = $2 THEN -1 ELSE 1 END
      WHERE workspace_id = $1 AND id IN ($2, (SELECT id FROM grants WHERE workspace_id = $1 AND amount_micro = 50))`,
  },
  {
    name: 'debt that no row made',
    notices: ['I2-debt', 'I2-remaining'],
    id: 'scoped',
    sql: `WITH w AS (UPDATE wallets SET debt_micro = debt_micro - 1 WHERE workspace_id = $1 AND owner_kind = 'member')
      UPDATE grants SET remaining_micro = remaining_micro - 1 WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'a wallet that holds more than its holds',
    notices: ['I2-held'],
    sql: `UPDATE wallets SET held_micro = held_micro + 1 WHERE workspace_id = $1 AND owner_kind = 'workspace'`,
  },
  {
    name: 'a hold of another amount than it set aside',
    notices: ['I2-hold-legs'],
    id: 'captured',
    sql: `UPDATE holds SET amount_micro = amount_micro + 1 WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'a grant that holds more than its holds',
    notices: ['I2-grant-held'],
    id: 'bought',
    sql: `UPDATE grants SET held_micro = held_micro + 1 WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'less than nothing available',
    notices: ['I3-available', 'I2-held'],
    sql: `ALTER TABLE wallets DROP CONSTRAINT wallets_available_floor;
      UPDATE wallets SET held_micro = settled_micro + 1 WHERE workspace_id = $1 AND owner_kind = 'workspace'`,
  },
  {
    name: 'a paid purchase without credits',
    notices: ['I4-paid'],
    id: 'bought',
    sql: `UPDATE grants SET purchase_id = NULL WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'credits for a purchase that is not paid',
    notices: ['I4-paid'],
    sql: `UPDATE purchases SET status = 'failed', paid_at = NULL WHERE workspace_id = $1`,
  },
  {
    name: 'credits that were not bought',
    notices: ['I4-amount'],
    sql: `UPDATE purchases SET credit_micro = credit_micro - 1 WHERE workspace_id = $1`,
  },
  {
    name: 'a failure of ours stored for replay',
    notices: ['I5-replies'],
    sql: `UPDATE idempotency_records SET status = 503 WHERE workspace_id = $1`,
  },
  {
    name: 'a right to change history',
    notices: ['I6-append-only'],
    sql: `GRANT UPDATE ON audit_log TO CURRENT_USER`,
  },
  {
    name: 'a grant with more than its amount',
    notices: ['I7-bounds'],
    id: 'scoped',
    sql: `ALTER TABLE grants DROP CONSTRAINT grants_remaining_bounds, DROP CONSTRAINT grants_held_bounds;
      UPDATE grants SET amount_micro = remaining_micro - 1 WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'a spend from a grant that had ended',
    notices: ['I7-term'],
    id: 'grant',
    sql: `UPDATE grants SET expires_at = (SELECT booked_at FROM transactions t WHERE t.workspace_id = $1 AND t.kind = 'consume' ORDER BY booked_at LIMIT 1)
      WHERE workspace_id = $1 AND id = $2;
      UPDATE wallets SET next_event_at = '-infinity' WHERE workspace_id = $1`,
  },
  {
    name: 'a spend from a grant for another feature',
    notices: ['I7-scope'],
    id: 'grant',
    sql: `UPDATE grants SET features = '{image}' WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'a spend that began with the grant that burns later',
    notices: ['I7-order'],
    id: 'grant',
    sql: `UPDATE grants SET priority = 200 WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'a used grant that is still open',
    notices: ['I7-open'],
    id: 'bought',
    sql: `UPDATE grants SET is_open = false WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'an ended grant with something left',
    notices: ['I7-ended'],
    id: 'bought',
    sql: `UPDATE grants SET is_open = false, ended_at = now(), end_reason = 'voided' WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'an unguarded wallet under a budget',
    notices: ['I7-guarded'],
    sql: `UPDATE wallets SET is_guarded = false WHERE workspace_id = $1 AND owner_kind = 'workspace'`,
  },
  {
    name: 'a wallet that sleeps through the end of a hold',
    notices: ['I8-next-event'],
    sql: `UPDATE wallets SET next_event_at = 'infinity' WHERE workspace_id = $1 AND owner_kind = 'workspace'`,
  },
  {
    name: 'a hold captured for less than its row says',
    notices: ['I8-once'],
    id: 'captured',
    sql: `UPDATE holds SET captured_micro = captured_micro - 1 WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'a hold that ended before it was placed',
    notices: ['I8-ended'],
    id: 'captured',
    sql: `UPDATE holds SET ended_at = placed_at - interval '1 second' WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'a reversal of a row that was no spend',
    notices: ['I9-reversals', 'I9-same-grants'],
    id: 'reverse',
    sql: `UPDATE transactions SET related_id = (SELECT id FROM transactions WHERE workspace_id = $1 AND kind = 'purchase')
      WHERE workspace_id = $1 AND id = $2`,
  },
  {
    name: 'a reversal to a grant that had not paid',
    notices: ['I9-same-grants', 'I2-remaining'],
    id: 'reverse',
    sql: `UPDATE allocations SET grant_id = (SELECT id FROM grants WHERE workspace_id = $1 AND source = 'purchase')
      WHERE workspace_id = $1 AND transaction_id = $2`,
  },
  {
    name: 'a chart that shows more than was used',
    notices: ['I13-rollups'],
    sql: `UPDATE usage_rollups SET count = count + 1 WHERE workspace_id = $1 AND kind = 'capture'`,
  },
  {
    name: 'a budget that counts less than was used',
    notices: ['I13-budgets'],
    sql: `UPDATE budget_counters SET used_micro = used_micro - 1 WHERE workspace_id = $1`,
  },
  {
    name: 'a budget that forgets a hold',
    notices: ['I13-budgets'],
    sql: `UPDATE budget_counters SET held_micro = held_micro - 1 WHERE workspace_id = $1`,
  },
  {
    name: 'a row of the other mode',
    notices: ['I14-wallets', 'I1-transfers', 'I13-rollups'],
    sql: `UPDATE transactions SET mode = 'test' WHERE workspace_id = $1 AND kind = 'transfer_in'`,
  },
  {
    name: 'a spend paid by a grant of another wallet',
    notices: ['I14-grants', 'I2-remaining', 'I7-scope', 'I9-same-grants'],
    id: 'split',
    sql: `UPDATE allocations SET grant_id = (SELECT id FROM grants WHERE workspace_id = $1 AND features <> '{}' LIMIT 1)
      WHERE workspace_id = $1 AND transaction_id = $2 AND leg = 0`,
  },
  {
    name: 'a hold on a grant of another wallet',
    notices: ['I14-holds'],
    id: 'captured',
    sql: `UPDATE hold_allocations SET grant_id = (SELECT id FROM grants WHERE workspace_id = $1 AND features <> '{}' LIMIT 1)
      WHERE workspace_id = $1 AND hold_id = $2`,
  },
  {
    name: 'a wallet of somebody unknown',
    notices: ['I14-owners'],
    sql: `UPDATE wallets SET owner_id = gen_random_uuid() WHERE workspace_id = $1 AND owner_kind = 'member'`,
  },
];

describe('the oracle', () => {
  let client: PoolClient;
  beforeAll(async () => {
    client = await database.pool.connect();
  });
  afterAll(() => client.release());

  it('finds nothing wrong in right books', async () => {
    expect(await verifyLedger(database.pool)).toEqual([]);
  });

  it.each(CORRUPTIONS)('notices $name', async ({ notices, sql, id }) => {
    await client.query('BEGIN');
    try {
      // The owner of the tables may give itself the rights back: only so can history be bent here at all.
      await client.query('GRANT UPDATE, DELETE ON transactions, allocations, audit_log TO CURRENT_USER');
      const before = await runChecks(client);
      expect(before.map(({ check }) => check)).toEqual(['I6-append-only']);
      for (const statement of sql.split(/;\s*\n/)) {
        const values = [workspaceId, ids[id ?? 'consume']].slice(0, statement.includes('$2') ? 2 : 1);
        const { rowCount } = await client.query(statement, statement.includes('$1') ? values : []);
        if (/^\s*(UPDATE|INSERT|DELETE|WITH)/.test(statement)) expect(rowCount).toBeGreaterThan(0);
      }
      if (!notices.includes('I6-append-only')) {
        await client.query('REVOKE UPDATE, DELETE ON transactions, allocations, audit_log FROM CURRENT_USER');
      }
      const found = await runChecks(client);
      expect(found.map(({ check }) => check).sort()).toEqual([...notices].sort());
    } finally {
      await client.query('ROLLBACK');
    }
  });

  it('has a corruption that each of its checks is made for', () => {
    const checks = parseChecks(readFileSync('lib/ledger/verify.sql', 'utf8')).map(({ name }) => name);
    expect(new Set(CORRUPTIONS.map(({ notices }) => notices[0]))).toEqual(new Set(checks));
  });
});
