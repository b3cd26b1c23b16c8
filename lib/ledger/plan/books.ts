/**
 * The one place where planned figures change. Every change is journaled: an operation that is refused half way, or only
 * rehearsed, is undone, and the next one in the batch sees the books as if it had never been there.
 */
import { assert } from '../../assert';
import { newId } from '../../ids';
import type { LedgerActor, Metadata, TransactionKind, TransactionView } from '../types';
import { inBounds } from './amounts';
import { compareBurnOrder, isOpen } from './burn-order';
import type {
  BudgetState,
  CounterState,
  GrantState,
  HoldState,
  Leg,
  PastTransaction,
  TransactionDraft,
  WalletState,
} from './state';

export interface Posting {
  kind: TransactionKind;
  /** Signed; the legs sum to it. */
  amount: bigint;
  legs: readonly Leg[];
  actor: LedgerActor;
  occurredAt: number;
  memberId?: string | null;
  apiKeyId?: string | null;
  feature?: string | null;
  contextId?: string | null;
  contextDescription?: string | null;
  holdId?: string | null;
  grantId?: string | null;
  relatedId?: string | null;
  reason?: string | null;
  metadata?: Metadata | null;
  /** Given where another row must name this one. */
  id?: string;
}

export class Books {
  readonly wallets = new Map<string, WalletState>();
  readonly grants = new Map<string, GrantState>();
  readonly holds = new Map<string, HoldState>();
  readonly past = new Map<string, PastTransaction>();
  /** The row that voided a grant, by grant: a second void answers it again. */
  readonly voidRows = new Map<string, TransactionView>();
  readonly budgets: BudgetState[] = [];
  /** By budget id and start of the period: see budgets.ts. */
  readonly counters = new Map<string, CounterState>();
  readonly transactions: TransactionDraft[] = [];
  readonly touchedWallets = new Set<WalletState>();
  readonly touchedGrants = new Set<GrantState>();
  readonly touchedHolds = new Set<HoldState>();
  readonly touchedCounters = new Set<CounterState>();
  private readonly journal: (() => void)[] = [];

  constructor(
    /** The instant all of this is booked at. */
    readonly now: number,
    readonly timeZone: string,
    readonly backdateHours: number,
  ) {}

  mark(): number {
    return this.journal.length;
  }

  undoTo(mark: number): void {
    while (this.journal.length > mark) this.journal.pop()?.();
  }

  private set<T, K extends keyof T>(target: T, key: K, value: T[K]): void {
    const old = target[key];
    this.journal.push(() => {
      target[key] = old;
    });
    target[key] = value;
  }

  private push<T>(list: T[], item: T): void {
    list.push(item);
    this.journal.push(() => {
      list.pop();
    });
  }

  wallet(id: string): WalletState {
    const wallet = this.wallets.get(id);
    assert(wallet, `wallet ${id} is loaded`);
    return wallet;
  }

  grant(id: string): GrantState {
    const grant = this.grants.get(id);
    assert(grant, `grant ${id} is loaded`);
    return grant;
  }

  /** The instant of a booking in this wallet: its rows never run backwards, whatever a clock does. */
  nowIn(wallet: WalletState): number {
    return Math.max(this.now, wallet.lastBookedAt);
  }

  // ---------------------------------------------------------------------------------------------- wallets

  setWallet<K extends 'policy' | 'overdraft' | 'isGuarded' | 'nextEventAt' | 'mayUnguard'>(
    wallet: WalletState,
    key: K,
    value: WalletState[K],
  ): void {
    if (wallet[key] === value) return;
    this.touchedWallets.add(wallet);
    this.set(wallet, key, value);
  }

  /** Keeps next_event_at early enough for something that will happen at `at`. */
  expectEvent(wallet: WalletState, at: number): void {
    if (at < wallet.nextEventAt) this.setWallet(wallet, 'nextEventAt', at);
  }

  /**
   * Books one transaction: the only way a settled balance changes.
   * Errors: validation_failed when a figure leaves 64 bits.
   */
  post(wallet: WalletState, posting: Posting): TransactionDraft {
    let total = 0n;
    for (const leg of posting.legs) total += leg.amount;
    assert(total === posting.amount, 'the legs of a transaction sum to its amount');
    const before = wallet.settled;
    const after = inBounds(before + posting.amount, 'balance');
    const bookedAt = this.nowIn(wallet);
    for (const leg of posting.legs) {
      if (leg.grantId === null) this.addDebt(wallet, -leg.amount);
      else this.addRemaining(this.grant(leg.grantId), leg.amount);
    }
    this.touchedWallets.add(wallet);
    this.set(wallet, 'settled', after);
    this.set(wallet, 'version', wallet.version + 1n);
    if (wallet.lastBookedAt !== bookedAt) this.set(wallet, 'lastBookedAt', bookedAt);
    const draft: TransactionDraft = {
      id: posting.id ?? newId(),
      walletId: wallet.id,
      mode: wallet.mode,
      seq: wallet.version,
      kind: posting.kind,
      amount: posting.amount,
      before,
      after,
      memberId: posting.memberId ?? null,
      apiKeyId: posting.apiKeyId ?? null,
      feature: posting.feature ?? null,
      contextId: posting.contextId ?? null,
      contextDescription: posting.contextDescription ?? null,
      holdId: posting.holdId ?? null,
      grantId: posting.grantId ?? null,
      relatedId: posting.relatedId ?? null,
      actorKind: posting.actor.kind,
      actorId: posting.actor.id,
      reason: posting.reason ?? null,
      metadata: posting.metadata ?? null,
      bookedAt,
      occurredAt: posting.occurredAt,
      legs: posting.legs,
    };
    this.push(this.transactions, draft);
    return draft;
  }

  private addDebt(wallet: WalletState, delta: bigint): void {
    const debt = inBounds(wallet.debt + delta, 'debt');
    assert(debt >= 0n, 'debt is never below zero');
    this.set(wallet, 'debt', debt);
    if (debt > 0n) this.setWallet(wallet, 'isGuarded', true);
    else this.setWallet(wallet, 'mayUnguard', true);
  }

  // ---------------------------------------------------------------------------------------------- grants

  /** Takes a grant that does not exist yet into the books. */
  addGrant(wallet: WalletState, grant: GrantState): void {
    this.grants.set(grant.id, grant);
    this.journal.push(() => {
      this.grants.delete(grant.id);
      this.touchedGrants.delete(grant);
    });
    this.touchedGrants.add(grant);
    if (grant.features.length > 0) this.setWallet(wallet, 'isGuarded', true);
    if (grant.effectiveAt > this.nowIn(wallet)) this.expectEvent(wallet, grant.effectiveAt);
    this.expectEvent(wallet, grant.expiresAt);
    this.relist(grant);
  }

  private addRemaining(grant: GrantState, delta: bigint): void {
    const remaining = grant.remaining + delta;
    assert(remaining >= grant.held, 'a grant keeps at least what is held of it');
    assert(grant.details === null || remaining <= grant.details.amount, 'a grant has at most its amount');
    this.touchedGrants.add(grant);
    this.set(grant, 'remaining', remaining);
    if (grant.features.length > 0) {
      const wallet = this.wallet(grant.walletId);
      if (remaining > 0n && grant.endedAt === null) this.setWallet(wallet, 'isGuarded', true);
      else this.setWallet(wallet, 'mayUnguard', true);
    }
    this.relist(grant);
  }

  /** Marks a grant's beginning: its remainder is booked by the row that follows. */
  startGrant(grant: GrantState): void {
    this.touchedGrants.add(grant);
    this.set(grant, 'isStarted', true);
    this.set(grant, 'remaining', 0n);
    this.set(grant, 'termsChanged', true);
  }

  endGrant(grant: GrantState, reason: 'expired' | 'voided', at: number): void {
    this.touchedGrants.add(grant);
    this.set(grant, 'endedAt', at);
    this.set(grant, 'endReason', reason);
    this.set(grant, 'termsChanged', true);
    if (!grant.isStarted) this.set(grant, 'remaining', 0n);
    if (grant.features.length > 0) this.setWallet(this.wallet(grant.walletId), 'mayUnguard', true);
    this.relist(grant);
  }

  setExpiry(grant: GrantState, expiresAt: number): void {
    this.unlist(grant);
    this.touchedGrants.add(grant);
    this.set(grant, 'expiresAt', expiresAt);
    this.set(grant, 'termsChanged', true);
    this.expectEvent(this.wallet(grant.walletId), expiresAt);
    this.relist(grant);
  }

  /** Splits from a grant that has not started: nothing is booked of it yet, so its amount itself shrinks. */
  shrinkScheduled(grant: GrantState, by: bigint): void {
    assert(!grant.isStarted && grant.details, 'only a grant that has not started can shrink');
    this.touchedGrants.add(grant);
    this.set(grant, 'details', { ...grant.details, amount: grant.details.amount - by });
    this.set(grant, 'remaining', grant.remaining - by);
    this.set(grant, 'termsChanged', true);
  }

  /** Puts a grant into the list it belongs to, or takes it out when nothing of it may be spent. */
  relist(grant: GrantState): void {
    if (!isOpen(grant)) {
      this.unlist(grant);
      return;
    }
    if (grant.isListed) return;
    const wallet = this.wallet(grant.walletId);
    insertInto(wallet, grant);
    this.set(grant, 'isListed', true);
    this.journal.push(() => removeFrom(wallet, grant));
  }

  private unlist(grant: GrantState): void {
    if (!grant.isListed) return;
    const wallet = this.wallet(grant.walletId);
    removeFrom(wallet, grant);
    // Undone last to first: by then the grant's date and place are the old ones again.
    this.journal.push(() => insertInto(wallet, grant));
    this.set(grant, 'isListed', false);
  }

  // ---------------------------------------------------------------------------------------------- holds

  /** Moves between available and held; `delta` is signed. Held on overdraft has no grant. */
  addHeld(wallet: WalletState, grantId: string | null, delta: bigint): void {
    this.touchedWallets.add(wallet);
    this.set(wallet, 'held', inBounds(wallet.held + delta, 'held amount'));
    assert(wallet.held >= 0n, 'held is never below zero');
    if (grantId === null) {
      this.set(wallet, 'heldOverdraft', wallet.heldOverdraft + delta);
      return;
    }
    const grant = this.grant(grantId);
    this.touchedGrants.add(grant);
    this.set(grant, 'held', grant.held + delta);
    assert(grant.held >= 0n && grant.held <= grant.remaining, 'held lies between zero and remaining');
    this.relist(grant);
  }

  addHold(hold: HoldState): void {
    this.holds.set(hold.id, hold);
    this.touchedHolds.add(hold);
    this.journal.push(() => {
      this.holds.delete(hold.id);
      this.touchedHolds.delete(hold);
    });
  }

  endHold(hold: HoldState, status: 'captured' | 'released' | 'expired', at: number, captured = 0n): void {
    assert(hold.status === 'open', 'a hold ends once');
    this.touchedHolds.add(hold);
    this.set(hold, 'status', status);
    this.set(hold, 'captured', captured);
    this.set(hold, 'endedAt', at);
  }

  extendHold(hold: HoldState, expiresAt: number): void {
    this.touchedHolds.add(hold);
    this.set(hold, 'expiresAt', expiresAt);
    this.expectEvent(this.wallet(hold.walletId), expiresAt);
  }

  // ---------------------------------------------------------------------------------------------- budgets, reversals

  addToCounter(counter: CounterState, { used = 0n, held = 0n }: { used?: bigint; held?: bigint }): void {
    this.touchedCounters.add(counter);
    if (used !== 0n) this.set(counter, 'used', inBounds(counter.used + used, 'use of a budget'));
    if (held !== 0n) this.set(counter, 'held', inBounds(counter.held + held, 'use of a budget'));
  }

  noteVoid(grantId: string, row: TransactionView): void {
    this.voidRows.set(grantId, row);
    this.journal.push(() => this.voidRows.delete(grantId));
  }

  addGivenBack(past: PastTransaction, amount: bigint): void {
    this.set(past, 'givenBack', past.givenBack + amount);
  }
}

function removeFrom(wallet: WalletState, grant: GrantState): void {
  for (const list of [wallet.open, wallet.beyond]) {
    const at = list.indexOf(grant);
    if (at !== -1) list.splice(at, 1);
  }
}

/** Into `open` when it lies before the last grant loaded, so that nothing unknown could come first. */
function insertInto(wallet: WalletState, grant: GrantState): void {
  const isWithin = wallet.isComplete || (wallet.horizon !== null && compareBurnOrder(grant, wallet.horizon) <= 0);
  const list = isWithin ? wallet.open : wallet.beyond;
  const at = list.findIndex((other) => compareBurnOrder(grant, other) < 0);
  list.splice(at === -1 ? list.length : at, 0, grant);
}
