/** Takes jobs from callers to the lanes and their outcomes back: joins copies of one request, tries the single statement. */

import type { PoolClient } from '../../db/pool';
import { sqlState } from '../../db/transaction';
import { isAppError } from '../../errors';
import { isUuid } from '../../ids';
import { memberOf, toFastSpend } from '../operations/consume';
import { checkIdempotency } from '../plan/checks';
import type { ConsumeInput, ConsumeResult, Mode, WalletOwner, Written } from '../types';
import { ledgerWatch } from '../watch';
import { toAppError } from './database-errors';
import { Directory, ownerKey } from './directory';
import { fastConsume } from './fast-consume';
import { copyRefusal, markReplayed, reusedKey } from './idempotency';
import type { Job } from './job';
import { Lanes, type Waiting } from './lanes';
import { findWallet } from './lock';
import type { Outcome } from './plan-batch';
import type { Engine } from './run-batch';

interface Running {
  requestHash: Buffer;
  outcome: Promise<Outcome>;
}

export class Writer {
  private readonly lanes: Lanes;
  private readonly running = new Map<string, Running>();
  private readonly watch = ledgerWatch();

  constructor(
    private readonly engine: Engine,
    laneCount: number,
  ) {
    this.lanes = new Lanes((workspaceId, mode, jobs) => engine.runBatch(workspaceId, mode, jobs), laneCount);
  }

  async write<T>(job: Job<T>): Promise<Written<T>> {
    return this.submit(job, null);
  }

  async consume(input: ConsumeInput, job: Job<ConsumeResult>): Promise<Written<ConsumeResult>> {
    return this.submit(job, () => this.tryFast(input));
  }

  /** On the caller's transaction: nothing is retried, and what is answered counts only once the caller commits. */
  async writeInTransaction<T>(client: PoolClient, job: Job<T>): Promise<T> {
    checkIdempotency(job.idempotency);
    const { clock, months } = this.engine;
    await months.ensure((clock?.now() ?? new Date()).getTime());
    // A wallet made here is gone again if the caller rolls back, so nothing seen here is remembered.
    const directory = new Directory();
    for (;;) {
      await this.engine.makeWallets(client, job);
      const outcomes = await this.engine.runInTransaction(client, job.workspaceId, job.mode, [job], directory);
      const outcome = outcomes?.[0];
      if (outcome) return unwrap<T>(outcome).result;
    }
  }

  async bookDueEvents(workspaceId: string, walletId: string): Promise<number> {
    if (!isUuid(workspaceId) || !isUuid(walletId)) return 0;
    const { rows } = await this.engine.pool.query<{ mode: Mode }>(
      'SELECT mode FROM wallets WHERE workspace_id = $1 AND id = $2',
      [workspaceId, walletId],
    );
    return rows[0] ? this.engine.bookDue(workspaceId, rows[0].mode, [walletId], false) : 0;
  }

  /** A copy of a request that is still running waits for the same outcome instead of asking the database. */
  private async submit<T>(job: Job<T>, alone: Waiting['alone']): Promise<Written<T>> {
    checkIdempotency(job.idempotency);
    const { idempotency, workspaceId } = job;
    if (!idempotency || job.isDryRun) return unwrap<T>(await this.enqueue(job, alone));
    const key = `${workspaceId} ${idempotency.credentialId} ${idempotency.key}`;
    const same = this.running.get(key);
    if (same) {
      if (!same.requestHash.equals(idempotency.requestHash)) throw reusedKey();
      return unwrap<T>(asReplay(await same.outcome));
    }
    const outcome = this.enqueue(job, alone);
    this.running.set(key, { requestHash: idempotency.requestHash, outcome });
    try {
      return unwrap<T>(await outcome);
    } finally {
      this.running.delete(key);
    }
  }

  private async enqueue(job: Job<unknown>, alone: Waiting['alone']): Promise<Outcome> {
    const outcome = await this.lanes.submit(laneKey(job), job, alone);
    if (outcome.ok && !outcome.replayed && !job.isDryRun) {
      this.watch.onWritten?.(job.workspaceId, job.mode, availableIn(outcome.result));
    }
    return outcome;
  }

  /** Null: the spend is not plain, or lost a race; the locking path decides. */
  private async tryFast(input: ConsumeInput): Promise<Outcome | null> {
    const { pool, directory, clock } = this.engine;
    const memberId = memberOf(input);
    if (input.memberId && !directory.hasMember(input.workspaceId, input.memberId)) return null;
    try {
      const wallet =
        directory.wallets.get(ownerKey(input.workspaceId, input.mode, input.owner)) ??
        (await findWallet(pool, directory, input.workspaceId, input.mode, input.owner));
      const spend = wallet && !wallet.isGuarded && toFastSpend(input, wallet.id, clock?.now() ?? null);
      if (!spend || (memberId !== null && !isUuid(memberId))) return null;
      const result = await fastConsume(pool, spend);
      return result && { ok: true, result, replayed: false };
    } catch (error) {
      // PostgreSQL refused the whole statement: nothing was done. Without its word the outcome is unknown.
      if (sqlState(error) !== undefined) return null;
      return { ok: false, error: toAppError(error) };
    }
  }
}

/** What is known of the wallet before a look-up: its owner, or what names it. */
function laneKey(job: Job<unknown>): string {
  const owner: WalletOwner | undefined = job.owners[0]?.owner;
  if (owner) return ownerKey(job.workspaceId, job.mode, owner);
  return `${job.workspaceId} ${job.mode}`;
}

/** What a spend's answer says is left; null where an answer is about something else. */
function availableIn(result: unknown): bigint | null {
  const left = (result as { availableMicro?: unknown } | null)?.availableMicro;
  return typeof left === 'bigint' ? left : null;
}

function unwrap<T>(outcome: Outcome): Written<T> {
  if (!outcome.ok) throw outcome.error;
  return { result: outcome.result as T, replayed: outcome.replayed };
}

function asReplay(outcome: Outcome): Outcome {
  if (outcome.ok) return { ...outcome, replayed: true };
  const copy = copyRefusal(outcome.error);
  return { ok: false, error: isAppError(copy) ? markReplayed(copy) : copy };
}
