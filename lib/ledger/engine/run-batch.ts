/**
 * The one engine: lock, load, plan, write, commit. Everything that changes the books goes through runInTransaction.
 */
import type { Clock } from '../../clock';
import type { Pool, PoolClient } from '../../db/pool';
import { sqlState, withRetry } from '../../db/transaction';
import { AppError, isAppError } from '../../errors';
import { failpoint } from '../failpoints';
import { max, min } from '../plan/amounts';
import { Books } from '../plan/books';
import type { BudgetTouch } from '../plan/budgets';
import { bookEvent } from '../plan/events';
import { availableIn } from '../plan/spend';
import type { WalletState } from '../plan/state';
import type { Mode, WalletOwner } from '../types';
import { isLostRace, noAnswer, toAppError } from './database-errors';
import { Directory, ownerKey } from './directory';
import type { Job, PlanView } from './job';
import { loadBudgets } from './load-budgets';
import { type Facts, findStrangers, loadFacts } from './load-facts';
import { type BurnNeeds, loadForBurn } from './load-grants';
import {
  type DueOfWallet,
  loadDueEvents,
  loadGrantsBehind,
  loadHeldOverdraft,
  loadHoldsById,
  loadPastById,
  loadVoidRows,
} from './load-related';
import { lockByIds, lockWalletsOf, makeWallets, newWalletState, uniqueIds } from './lock';
import { isMissingMonth, Months } from './months';
import { type Batch, type Outcome, planBatch } from './plan-batch';
import { run } from './sql';
import { writeBooks } from './write';

const MAX_RACES = 8;

export class Engine {
  readonly directory = new Directory();
  readonly months: Months;

  constructor(
    readonly pool: Pool,
    readonly clock: Clock | null,
  ) {
    this.months = new Months(pool);
  }

  /** Runs the jobs of one workspace and mode in one database transaction. Answers one outcome per job. */
  async runBatch(workspaceId: string, mode: Mode, jobs: readonly Job<unknown>[]): Promise<Outcome[]> {
    for (let race = 1; ; race++) {
      try {
        return await withRetry(() => this.runUntilDue(workspaceId, mode, jobs));
      } catch (error) {
        if (isLostRace(error) && race < MAX_RACES) continue;
        const told = toAppError(error);
        // After an outage nobody knows what was done, so nothing is done again.
        const isOutage = isAppError(told) && told.code === 'unavailable';
        if (jobs.length === 1 || isOutage) return jobs.map(() => ({ ok: false, error: told }));
        // One of them brought a value that the database refuses: alone, only that one fails.
        const outcomes: Outcome[] = [];
        for (const job of jobs) outcomes.push(...(await this.runBatch(workspaceId, mode, [job])));
        return outcomes;
      }
    }
  }

  /** Books events in steps of their own while there are more than one step takes, then the jobs. */
  private async runUntilDue(workspaceId: string, mode: Mode, jobs: readonly Job<unknown>[]): Promise<Outcome[]> {
    for (;;) {
      const outcomes = await this.commit((client) => this.runInTransaction(client, workspaceId, mode, jobs));
      if (outcomes) return outcomes;
    }
  }

  /** One READ COMMITTED transaction on one connection; a month that is missing is made and the work done again. */
  async commit<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const client = await this.pool.connect();
      let broken: Error | undefined;
      let failure: unknown;
      let isDecided = false;
      try {
        await client.query('BEGIN');
        await failpoint('batch:begun');
        const result = await work(client);
        isDecided = true;
        await client.query('COMMIT');
        await failpoint('batch:committed');
        return result;
      } catch (error) {
        failure = error;
        await client.query('ROLLBACK').catch((rollbackError: Error) => {
          broken = rollbackError;
        });
      } finally {
        client.release(broken);
      }
      // A COMMIT that PostgreSQL refused was undone; one that it never answered may stand.
      if (isDecided && sqlState(failure) === undefined) throw noAnswer(failure);
      if (!isMissingMonth(failure) || attempt > 2) throw failure;
      await this.months.ensure(this.clock?.now().getTime() ?? Date.now());
    }
  }

  /**
   * Lock, load, plan, write on the caller's transaction. Null: more events were due than one transaction books; these
   * are written, the jobs not begun. `directory`: where what is seen is remembered.
   */
  async runInTransaction(
    client: PoolClient,
    workspaceId: string,
    mode: Mode,
    jobs: readonly Job<unknown>[],
    directory = this.directory,
  ): Promise<Outcome[] | null> {
    const { wallets, missing } = await lockWalletsOf(client, directory, workspaceId, jobs);
    await failpoint('batch:locked');
    const keys = jobs.flatMap((job) => (job.idempotency && !job.isDryRun ? [job.idempotency] : []));
    const facts = await loadFacts(client, workspaceId, keys, this.clock?.now() ?? null);
    if (!facts) return jobs.map(() => ({ ok: false, error: noWorkspace() }));
    const books = new Books(facts.now, facts.timeZone, facts.backdateHours);
    for (const wallet of wallets) books.wallets.set(wallet.id, wallet);
    const view = await this.openView(client, workspaceId, mode, books, missing);
    const due = await this.load(client, workspaceId, mode, books, view, jobs);
    await failpoint('batch:loaded');
    bookDue(books, due);
    const isOverfull = due.some(({ leftFrom }) => leftFrom !== null);
    const strangers = await findStrangers(
      client,
      directory,
      workspaceId,
      jobs.flatMap((job) => job.memberIds),
      missing.map(({ owner }) => owner),
    );
    const batch: Batch = { client, workspaceId, books, view, facts, strangers };
    if (isOverfull) {
      await writeBooks(client, workspaceId, books, []);
      return null;
    }
    await this.loadBurns(client, workspaceId, view, jobs);
    const { outcomes, stored } = await planBatch(batch, jobs);
    await failpoint('batch:planned');
    await writeBooks(client, workspaceId, books, stored);
    for (const [index, outcome] of outcomes.entries()) {
      if (!outcome.ok || outcome.replayed || jobs[index]?.isDryRun) continue;
      await jobs[index]?.alongside?.(client, outcome.result);
    }
    await failpoint('batch:written');
    remember(directory, workspaceId, books);
    return outcomes;
  }

  makeWallets(client: PoolClient, job: Job<unknown>): Promise<void> {
    return makeWallets(client, job, this.clock?.now() ?? null);
  }

  /** Books what fell due in these wallets, where nobody else is at work on them. Answers how many events. */
  async bookDue(workspaceId: string, mode: Mode, walletIds: readonly string[], skipLocked: boolean): Promise<number> {
    let count = 0;
    for (;;) {
      const step = await withRetry(() =>
        this.commit(async (client) => {
          const wallets = await lockByIds(client, workspaceId, walletIds, { skipLocked });
          const facts = await loadFacts(client, workspaceId, [], this.clock?.now() ?? null);
          if (!facts || wallets.length === 0) return { booked: 0, isMore: false };
          const books = new Books(facts.now, facts.timeZone, facts.backdateHours);
          for (const wallet of wallets) books.wallets.set(wallet.id, wallet);
          const view = await this.openView(client, workspaceId, mode, books, []);
          const due = await this.load(client, workspaceId, mode, books, view, []);
          bookDue(books, due);
          await writeBooks(client, workspaceId, books, []);
          const booked = due.reduce((sum, { events }) => sum + events.length, 0);
          return { booked, isMore: due.some(({ leftFrom }) => leftFrom !== null) };
        }),
      );
      count += step.booked;
      if (!step.isMore) return count;
    }
  }

  private async openView(
    client: PoolClient,
    workspaceId: string,
    mode: Mode,
    books: Books,
    missing: readonly { mode: Mode; owner: WalletOwner }[],
  ): Promise<PlanView> {
    const byOwner = new Map<string, WalletState>();
    for (const wallet of books.wallets.values()) {
      byOwner.set(`${workspaceId} ${wallet.mode} ${wallet.ownerKind} ${wallet.ownerId}`, wallet);
    }
    const isGuarded = missing.length > 0 && (await hasBudgets(client, workspaceId, mode));
    for (const { owner } of missing) {
      const wallet = newWalletState(workspaceId, mode, owner, books.now);
      wallet.isGuarded = isGuarded;
      books.wallets.set(wallet.id, wallet);
      byOwner.set(ownerKey(workspaceId, mode, owner), wallet);
    }
    return {
      books,
      walletOf(owner) {
        const wallet = byOwner.get(ownerKey(workspaceId, mode, owner));
        if (!wallet) throw new AppError('not_found', { detail: 'There is no such wallet.' });
        return wallet;
      },
    };
  }

  /** Everything but the grants to burn, which depend on what the due events leave. */
  private async load(
    client: PoolClient,
    workspaceId: string,
    mode: Mode,
    books: Books,
    view: PlanView,
    jobs: readonly Job<unknown>[],
  ): Promise<DueOfWallet[]> {
    await loadHeldOverdraft(client, workspaceId, books);
    await loadHoldsById(client, workspaceId, books, uniqueIds(jobs.map((job) => job.needs.holdIds)));
    await loadPastById(client, workspaceId, books, uniqueIds(jobs.map((job) => job.needs.transactionIds)));
    await loadVoidRows(client, workspaceId, books, uniqueIds(jobs.map((job) => job.needs.voidedGrantIds)));
    const due = await loadDueEvents(client, workspaceId, books);
    await loadGrantsBehind(client, workspaceId, books, uniqueIds(jobs.map((job) => job.needs.grantIds)));
    if ([...books.wallets.values()].some((wallet) => wallet.isGuarded)) {
      const touches: BudgetTouch[] = jobs.flatMap((job) => job.touches(view));
      for (const { events } of due) {
        for (const event of events) {
          if (event.rank !== 0) continue;
          touches.push({ memberId: event.hold.memberId, apiKeyId: event.hold.apiKeyId, at: event.hold.placedAt });
        }
      }
      await loadBudgets(client, workspaceId, mode, books, touches);
    }
    return due;
  }

  private async loadBurns(
    client: PoolClient,
    workspaceId: string,
    view: PlanView,
    jobs: readonly Job<unknown>[],
  ): Promise<void> {
    const needs = new Map<WalletState, bigint>();
    for (const job of jobs) {
      for (const { owner, burnMicro } of job.owners) {
        if (burnMicro === 0n) continue;
        const wallet = view.walletOf(owner);
        const available = availableIn(wallet);
        // What one spend alone cannot have is refused without a look at the grants; together, no more than there is.
        if (burnMicro > available && wallet.policy === 'none') continue;
        needs.set(wallet, min((needs.get(wallet) ?? 0n) + burnMicro, max(0n, available)));
      }
    }
    const isWhole = jobs.some((job) => job.needs.wholeGrants);
    await loadForBurn(client, workspaceId, view.books, needs satisfies BurnNeeds, isWhole);
  }
}

/** Notes who has which wallet, and whether the single statement has a chance there. */
function remember(directory: Directory, workspaceId: string, books: Books): void {
  for (const wallet of books.wallets.values()) {
    if (wallet.isNew) continue;
    directory.wallets.set(`${workspaceId} ${wallet.mode} ${wallet.ownerKind} ${wallet.ownerId}`, {
      id: wallet.id,
      isGuarded: wallet.isGuarded,
    });
  }
}

/** Books the due events of each wallet, and sets when to look again. */
function bookDue(books: Books, due: readonly DueOfWallet[]): void {
  for (const { wallet, events, leftFrom, nextAt } of due) {
    books.setWallet(wallet, 'nextEventAt', leftFrom ?? nextAt);
    for (const event of events) bookEvent(books, wallet, event);
  }
}

const HAS_BUDGETS = `SELECT 1 AS found FROM budgets WHERE workspace_id = $1 AND mode = $2::mode LIMIT 1`;

async function hasBudgets(client: PoolClient, workspaceId: string, mode: Mode): Promise<boolean> {
  return (await run(client, 'has-budgets', HAS_BUDGETS, [workspaceId, mode])).length > 0;
}

const noWorkspace = (): AppError => new AppError('not_found', { detail: 'There is no such workspace.' });

export type { Facts };
