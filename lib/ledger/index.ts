/**
 * The ledger's door. Everything that writes goes through the lanes to the one engine; everything that reads asks the
 * database directly. See README.md for words, invariants and rules.
 */
import type { Clock } from '../clock';
import { getPool, type Pool, type PoolClient } from '../db/pool';
import { AppError } from '../errors';
import { isUuid } from '../ids';
import { singleton } from '../singleton';
import { Engine } from './engine/run-batch';
import { Writer } from './engine/writer';
import { adjustJob } from './operations/adjust';
import { copyKeyBudgets, removeBudget, setBudget, setBudgetOn } from './operations/budgets';
import { changeExpiryJob } from './operations/change-expiry';
import { consumeJob } from './operations/consume';
import { consumeBatchJob } from './operations/consume-batch';
import { freezeGrantJob, refundGrantJob, repayDebtJob, unfreezeGrantJob, voidGrantJob } from './operations/end-grant';
import { grantJob, grantManyJob } from './operations/grant';
import { captureHoldJob, extendHoldJob, placeHoldJob, releaseHoldJob } from './operations/holds';
import { reverseJob } from './operations/reverse';
import { setOverdraftJob } from './operations/set-overdraft';
import { sweepDueWallets } from './operations/sweep';
import { transferJob } from './operations/transfer';
import * as read from './read';
import type * as t from './types';

export { isReplayedRefusal } from './engine/idempotency';
export type * from './types';

export interface LedgerOptions {
  pool: Pool;
  /** Replaces the database's clock: tests and demo data. */
  clock?: Clock;
  /** How many database transactions are in flight at most. Default 4. */
  lanes?: number;
}

const DEFAULT_LANES = 4;

export function createLedger({ pool, clock, lanes = DEFAULT_LANES }: LedgerOptions) {
  const engine = new Engine(pool, clock ?? null);
  const writer = new Writer(engine, lanes);
  const now = (): Date | undefined => clock?.now();

  return {
    // ---------------------------------------------------------------------------------------- spending
    consume: async (input: t.ConsumeInput) => writer.consume(input, consumeJob(checked(input))),
    consumeBatch: async (input: t.ConsumeBatchInput) => writer.write(consumeBatchJob(checked(input))),
    placeHold: async (input: t.HoldInput) => writer.write(placeHoldJob(checked(input))),
    extendHold: async (input: t.ExtendHoldInput) => writer.write(extendHoldJob(checked(input))),
    captureHold: async (input: t.CaptureInput) => writer.write(captureHoldJob(checked(input))),
    releaseHold: async (input: t.ReleaseInput) => writer.write(releaseHoldJob(checked(input))),
    reverse: async (input: t.ReverseInput) => writer.write(reverseJob(checked(input))),

    // ---------------------------------------------------------------------------------------- granting, correcting
    grant: async (input: t.GrantInput) => writer.write(grantJob(checked(input))),
    /** All or none; of one workspace and mode. The key of the first counts for all. */
    grantMany: async (inputs: t.GrantInput[]) => writer.write(grantManyJob(inputs.map(checked))),
    adjust: async (input: t.AdjustInput) => writer.write(adjustJob(checked(input))),
    transfer: async (input: t.TransferInput) => writer.write(transferJob(checked(input))),
    voidGrant: async (input: t.VoidGrantInput) => writer.write(voidGrantJob(checked(input))),
    changeExpiry: async (input: t.ChangeExpiryInput) => writer.write(changeExpiryJob(checked(input))),
    setOverdraft: async (input: t.SetOverdraftInput) => writer.write(setOverdraftJob(checked(input))),
    setBudget: async (input: t.SetBudgetInput) => setBudget(engine, checked(input)),
    removeBudget: async (input: t.RemoveBudgetInput) => removeBudget(engine, checked(input)),

    // ---------------------------------------------------------------------------------------- on a transaction of the caller's
    grantInTransaction: async (client: PoolClient, input: t.GrantInput) =>
      writer.writeInTransaction(client, grantJob(checked(input))),
    grantManyInTransaction: async (client: PoolClient, inputs: t.GrantInput[]) =>
      writer.writeInTransaction(client, grantManyJob(inputs.map(checked))),
    voidGrantInTransaction: async (client: PoolClient, input: t.VoidGrantInput) =>
      writer.writeInTransaction(client, voidGrantJob(checked(input))),
    setBudgetInTransaction: async (client: PoolClient, input: Omit<t.SetBudgetInput, 'idempotency' | 'dryRun'>) =>
      setBudgetOn(client, engine, checked(input)),
    copyKeyBudgets: (client: PoolClient, input: t.CopyKeyBudgetsInput) => copyKeyBudgets(client, engine, input),
    freezeGrant: async (client: PoolClient, input: t.FreezeGrantInput) =>
      writer.writeInTransaction(client, freezeGrantJob(checked(input))),
    unfreezeGrant: async (client: PoolClient, input: t.UnfreezeGrantInput) =>
      writer.writeInTransaction(client, unfreezeGrantJob(checked(input))),
    repayDebt: async (client: PoolClient, input: t.RepayDebtInput) =>
      writer.writeInTransaction(client, repayDebtJob(checked(input))),
    refundGrant: async (client: PoolClient, input: t.RefundGrantInput) =>
      writer.writeInTransaction(client, refundGrantJob(checked(input))),

    // ---------------------------------------------------------------------------------------- clockwork
    /** Books what fell due in one wallet; waits for whoever is at work on it. Answers how many events. */
    bookDueEvents: (workspaceId: string, walletId: string) => writer.bookDueEvents(workspaceId, walletId),
    /** Books what fell due in at most `limit` wallets. Answers how many were looked after: 0 is done. */
    sweepDueWallets: (limit: number) => sweepDueWallets(engine, limit),

    // ---------------------------------------------------------------------------------------- reading
    balance: (query: t.BalanceQuery) => read.balance(pool, query, now()),
    /** On a connection of the caller's: what a decision under their lock goes by. */
    balanceOn: (db: Pool | PoolClient, query: t.BalanceQuery) => read.balance(db, query, now()),
    workspaceFigures: (query: { workspaceId: string; mode: t.Mode }) => read.workspaceFigures(pool, query, now()),
    listGrants: (filter: t.GrantFilter, page?: t.PageRequest) => read.listGrants(pool, filter, page, now()),
    getGrant: (query: { workspaceId: string; grantId: string }) => read.getGrant(pool, query, now()),
    listTransactions: (filter: t.TransactionFilter, page?: t.PageRequest) => read.listTransactions(pool, filter, page),
    getTransaction: (query: { workspaceId: string; transactionId: string }) => read.getTransaction(pool, query),
    explain: (query: { workspaceId: string; transactionId: string }) => read.explain(pool, query, now()),
    listHolds: (filter: t.HoldFilter, page?: t.PageRequest) => read.listHolds(pool, filter, page, now()),
    getHold: (query: { workspaceId: string; holdId: string }) => read.getHold(pool, query, now()),
    usage: (query: t.UsageQuery) => read.usage(pool, query),
    listBudgets: (filter: t.BudgetFilter) => read.listBudgets(pool, filter, now()),
    listWallets: (filter: t.WalletFilter, page?: t.PageRequest) => read.listWallets(pool, filter, page, now()),
    getWallet: (query: { workspaceId: string; walletId: string }) => read.getWallet(pool, query, now()),
  };
}

export type Ledger = ReturnType<typeof createLedger>;

/** The process's ledger, on the process's pool. */
export const getLedger = (): Ledger => singleton('ledger', () => createLedger({ pool: getPool() }));

/** A workspace that cannot exist is answered like one that does not. */
function checked<T extends t.Scope>(input: T): T {
  if (!isUuid(input.workspaceId)) throw new AppError('not_found', { detail: 'There is no such workspace.' });
  return input;
}
