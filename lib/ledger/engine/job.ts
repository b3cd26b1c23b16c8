import type { PoolClient } from '../../db/pool';
import type { Books } from '../plan/books';
import type { BudgetTouch } from '../plan/budgets';
import type { WalletState } from '../plan/state';
import type { Idempotency, LedgerActor, Mode, WalletOwner } from '../types';
import type { StoredOutcome } from './part';

export interface OwnerNeed {
  owner: WalletOwner;
  /** How much of its grants may be used: so many are loaded at once. 0n: none. */
  burnMicro: bigint;
  /** The operation makes the wallet when it is missing. */
  mayCreate: boolean;
}

/** What an operation needs to have loaded by id; the wallets these belong to are locked. */
export interface LoadNeeds {
  holdIds?: readonly string[];
  grantIds?: readonly string[];
  transactionIds?: readonly string[];
  /** Of those already voided, the row that did it. */
  voidedGrantIds?: readonly string[];
  /** Grants that are burnt are copied or answered: load them whole. */
  wholeGrants?: boolean;
}

/** One operation, ready to be planned with others of its workspace. */
export interface Job<T> {
  readonly workspaceId: string;
  readonly mode: Mode;
  readonly actor: LedgerActor;
  readonly idempotency: Idempotency | undefined;
  readonly isDryRun: boolean;
  /** The caller's own record, written in the same transaction when the job is done. */
  alongside?(client: PoolClient, result: T): Promise<void>;
  readonly owners: readonly OwnerNeed[];
  /** Members named as those on whose behalf: they must be of the workspace. */
  readonly memberIds: readonly string[];
  readonly needs: LoadNeeds;
  /** Where its use or its holds count, once its rows are loaded. */
  touches(view: PlanView): readonly BudgetTouch[];
  /** How its result is kept for replay, where not whole. */
  store?(idempotency: Idempotency, result: T): StoredOutcome;
  /** Decides and changes the books, or throws an AppError; pure but for the books. */
  plan(view: PlanView): T;
}

/** What a plan sees. */
export interface PlanView {
  readonly books: Books;
  /** The wallet of an owner; one that does not exist yet is a row of zeros that is written when something is booked. */
  walletOf(owner: WalletOwner): WalletState;
}
