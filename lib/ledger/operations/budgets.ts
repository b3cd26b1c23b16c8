/**
 * Budgets. Setting one takes the workspace's row and then every wallet of the mode, so that no spend is under way that
 * does not know of it; from then on each of these wallets is guarded. Counters are made at the first touch of a period.
 */
import type { PoolClient } from '../../db/pool';
import { withRetry } from '../../db/transaction';
import { AppError, isAppError } from '../../errors';
import { isUuid, newId } from '../../ids';
import { isLostRace, toAppError } from '../engine/database-errors';
import { isStoredRefusal, replay, storeRefusal, storeResult } from '../engine/idempotency';
import { type Facts, loadFacts, replyKey } from '../engine/load-facts';
import type { Engine } from '../engine/run-batch';
import { run } from '../engine/sql';
import { storeOutcome } from '../engine/write';
import { checkIdempotency, checkNotNegative } from '../plan/checks';
import { listBudgets } from '../read/budgets';
import type {
  BudgetView,
  CopyKeyBudgetsInput,
  RemoveBudgetInput,
  Scope,
  SetBudgetInput,
  WriteOptions,
  Written,
} from '../types';

const LOCK_WORKSPACE = `SELECT id FROM workspaces WHERE id = $1 FOR UPDATE`;
const LOCK_WALLETS = `SELECT id FROM wallets WHERE workspace_id = $1 AND mode = $2::mode ORDER BY id FOR NO KEY UPDATE`;
const HAS_MEMBER = `SELECT id FROM members WHERE workspace_id = $1 AND id = $2::uuid`;
const HAS_KEY = `SELECT id FROM api_keys WHERE id = $2::uuid AND (workspace_id = $1 OR workspace_id IS NULL)`;
const SET = `
  INSERT INTO budgets (workspace_id, id, mode, scope, scope_id, period, limit_micro, created_at)
  VALUES ($1, $2::uuid, $3::mode, $4::budget_scope, $5::uuid, $6::budget_period, $7::bigint, $8::timestamptz)
  ON CONFLICT (workspace_id, mode, scope, scope_id, period) DO UPDATE SET limit_micro = excluded.limit_micro
  RETURNING id`;
const GUARD = `UPDATE wallets SET is_guarded = true WHERE workspace_id = $1 AND mode = $2::mode AND NOT is_guarded`;
const OF_KEY = `
  SELECT workspace_id, mode, period, limit_micro FROM budgets WHERE scope = 'api_key' AND scope_id = $1::uuid
  ORDER BY workspace_id, mode, period`;
const REMOVE = `DELETE FROM budgets WHERE workspace_id = $1 AND id = $2::uuid AND mode = $3::mode`;
const UNGUARD = `
  UPDATE wallets w SET is_guarded = false
  WHERE w.workspace_id = $1 AND w.mode = $2::mode AND w.is_guarded AND w.overdraft_policy = 'none' AND w.debt_micro = 0
    AND NOT EXISTS (SELECT 1 FROM budgets b WHERE b.workspace_id = $1 AND b.mode = $2::mode)
    AND NOT EXISTS (
      SELECT 1 FROM grants g WHERE g.workspace_id = $1 AND g.wallet_id = w.id AND g.ended_at IS NULL
        AND g.features <> '{}' AND (NOT g.is_started OR g.remaining_micro > 0))`;

/** What the books know of a cap; who set it stands in the audit log. */
type Cap = Omit<SetBudgetInput, 'actor' | 'idempotency' | 'dryRun'>;

type KeyBudgetRow = { workspace_id: string; limit_micro: bigint } & Pick<BudgetView, 'mode' | 'period'>;

/** Makes a budget, or changes the limit of the one there is for this scope and period. Errors: not_found. */
export async function setBudget(engine: Engine, input: SetBudgetInput): Promise<Written<BudgetView>> {
  checkNotNegative(input.limitMicro, 'limitMicro');
  return underWorkspace(engine, input, (client, facts) => placeBudget(client, input, facts));
}

/**
 * The same on a transaction of the caller's, which retries after a deadlock: a cap that must be there from the first
 * moment of what it caps. Errors: not_found.
 */
export async function setBudgetOn(client: PoolClient, engine: Engine, input: Cap): Promise<BudgetView> {
  checkNotNegative(input.limitMicro, 'limitMicro');
  await run(client, 'lock-workspace-whole', LOCK_WORKSPACE, [input.workspaceId]);
  const facts = await loadFacts(client, input.workspaceId, [], engine.clock?.now() ?? null);
  if (!facts) throw new AppError('not_found', { detail: 'There is no such workspace.' });
  const budget = await placeBudget(client, input, facts);
  await input.alongside?.(client);
  return budget;
}

/**
 * Gives a key the caps of another, in every workspace that has some for it, on a transaction of the caller's, which
 * retries after a deadlock. `workspaceId` is the keys' own; null: the operator's. Use of the caps begins at zero.
 */
export async function copyKeyBudgets(
  client: PoolClient,
  engine: Engine,
  { workspaceId, fromKeyId, toKeyId }: CopyKeyBudgetsInput,
): Promise<BudgetView[]> {
  // Whoever is setting a cap for the old key at this moment is waited for.
  if (workspaceId) await run(client, 'lock-workspace-whole', LOCK_WORKSPACE, [workspaceId]);
  const rows = await run<KeyBudgetRow>(client, 'budgets-of-key', OF_KEY, [fromKeyId]);
  const copies: BudgetView[] = [];
  for (const { workspace_id, mode, period, limit_micro } of rows) {
    const target = { workspaceId: workspace_id, mode, scope: 'api_key', scopeId: toKeyId } as const;
    copies.push(await setBudgetOn(client, engine, { ...target, period, limitMicro: limit_micro }));
  }
  return copies;
}

async function placeBudget(client: PoolClient, input: Cap, facts: Facts): Promise<BudgetView> {
  const scopeId = input.scope === 'workspace' ? input.workspaceId : (input.scopeId ?? '');
  await checkScope(client, input, scopeId);
  await run(client, 'lock-mode-wallets', LOCK_WALLETS, [input.workspaceId, input.mode]);
  const [row] = await run<{ id: string }>(client, 'set-budget', SET, [
    input.workspaceId,
    newId(),
    input.mode,
    input.scope,
    scopeId,
    input.period,
    input.limitMicro.toString(),
    new Date(facts.now).toISOString(),
  ]);
  await run(client, 'guard-wallets', GUARD, [input.workspaceId, input.mode]);
  return readBudget(client, input, row?.id ?? '', facts);
}

/** Takes a budget away, and the guard from wallets that have no other reason for one. Errors: not_found. */
export async function removeBudget(engine: Engine, input: RemoveBudgetInput): Promise<Written<BudgetView>> {
  return underWorkspace(engine, input, async (client, facts) => {
    await run(client, 'lock-mode-wallets', LOCK_WALLETS, [input.workspaceId, input.mode]);
    const removed = await readBudget(client, input, input.budgetId, facts);
    await run(client, 'remove-budget', REMOVE, [input.workspaceId, input.budgetId, input.mode]);
    await run(client, 'unguard-wallets', UNGUARD, [input.workspaceId, input.mode]);
    return removed;
  });
}

async function checkScope(client: PoolClient, input: Cap, scopeId: string): Promise<void> {
  if (input.scope === 'workspace') return;
  const isMember = input.scope === 'member';
  const found = isUuid(scopeId)
    ? await run(client, isMember ? 'has-member' : 'has-key', isMember ? HAS_MEMBER : HAS_KEY, [
        input.workspaceId,
        scopeId,
      ])
    : [];
  if (found.length > 0) return;
  throw new AppError('not_found', {
    detail: `This workspace has no ${isMember ? 'member' : 'API key'} ${scopeId}.`,
  });
}

async function readBudget(
  client: PoolClient,
  scope: Pick<Scope, 'workspaceId' | 'mode'>,
  id: string,
  facts: Facts,
): Promise<BudgetView> {
  const { workspaceId, mode } = scope;
  const budget = (await listBudgets(client, { workspaceId, mode }, new Date(facts.now))).find((one) => one.id === id);
  if (!budget) throw new AppError('not_found', { detail: `There is no budget ${id}.` });
  return budget;
}

class Rehearsed extends Error {
  constructor(readonly result: BudgetView) {
    super('a dry run is undone');
  }
}

/** One transaction under the workspace's row, with the contract of idempotency keys. */
async function underWorkspace(
  engine: Engine,
  input: Scope & WriteOptions,
  work: (client: PoolClient, facts: Facts) => Promise<BudgetView>,
): Promise<Written<BudgetView>> {
  checkIdempotency(input.idempotency);
  const key = input.dryRun ? undefined : input.idempotency;
  const once = () =>
    withRetry(() =>
      engine.commit(async (client): Promise<Written<BudgetView> | AppError> => {
        await run(client, 'lock-workspace-whole', LOCK_WORKSPACE, [input.workspaceId]);
        const now = engine.clock?.now() ?? null;
        const facts = await loadFacts(client, input.workspaceId, key ? [key] : [], now);
        if (!facts) throw new AppError('not_found', { detail: 'There is no such workspace.' });
        const stored = key && facts.replies.get(replyKey(key));
        if (key && stored) {
          return { result: (await replay(client, input.workspaceId, key, stored)) as BudgetView, replayed: true };
        }
        try {
          const result = await work(client, facts);
          if (input.dryRun) throw new Rehearsed(result);
          await input.alongside?.(client);
          if (key) await storeOutcome(client, input.workspaceId, storeResult(key, result), facts.now);
          return { result, replayed: false };
        } catch (error) {
          if (!key || !isAppError(error) || !isStoredRefusal(error)) throw error;
          await storeOutcome(client, input.workspaceId, storeRefusal(key, error), facts.now);
          return error;
        }
      }),
    );
  try {
    const done = await once().catch((error: unknown) => {
      if (isLostRace(error)) return once();
      throw error;
    });
    if (done instanceof Error) throw done;
    return done;
  } catch (error) {
    if (error instanceof Rehearsed) return { result: error.result, replayed: false };
    throw toAppError(error);
  }
}
