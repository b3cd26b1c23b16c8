/**
 * The operations of the reference ledger, each as the rules tell it. A refusal is thrown before anything changes. Ids are
 * left empty: whoever runs the model beside a service fills in the service's.
 */
import type {
  AdjustInput,
  CaptureInput,
  ChangeExpiryInput,
  ConsumeInput,
  ExtendHoldInput,
  GrantInput,
  GrantSource,
  HoldInput,
  LedgerActor,
  ReleaseInput,
  ReverseInput,
  SetBudgetInput,
  SetOverdraftInput,
  TransferInput,
  VoidGrantInput,
  WalletOwner,
} from '../types';
import { budgetsAllow, type Touch } from './budgets';
import { bookDue, endHold, expireReturned, repayDebt, startGrant } from './due';
import {
  availableIn,
  debtOf,
  freeOf,
  heldOverdraft,
  type Leg,
  least,
  type ModelBudget,
  type ModelGrant,
  type ModelHold,
  type ModelTransaction,
  type ModelWallet,
  most,
  post,
  Refusal,
  spendable,
} from './state';
import { DateTimeParts } from './wall-clock';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEK_MS = 7 * 24 * HOUR_MS;

type Plain<T> = Omit<T, 'workspaceId' | 'mode' | 'idempotency' | 'dryRun'>;

const by = (actor: LedgerActor) => ({ actorKind: actor.kind, actorId: actor.id });
const keyOf = (actor: LedgerActor) => actor.apiKeyId ?? (actor.kind === 'api_key' ? actor.id : null);
const negative = (legs: Leg[]): Leg[] => legs.map(({ grant, amount }) => ({ grant, amount: -amount }));

/** Legs from `skip` on, as far as `amount` reaches. */
function part(legs: Leg[], skip: bigint, amount: bigint): Leg[] {
  const out: Leg[] = [];
  let from = skip;
  let left = amount;
  for (const leg of legs) {
    const passed = least(from, leg.amount);
    from -= passed;
    const taken = least(left, leg.amount - passed);
    left -= taken;
    if (taken > 0n) out.push({ grant: leg.grant, amount: taken });
  }
  return out;
}

export class ModelLedger {
  wallets: ModelWallet[] = [];
  budgets: ModelBudget[] = [];
  readonly zone: DateTimeParts;

  constructor(
    timeZone: string,
    readonly backdateHours: number,
    public now: number,
  ) {
    this.zone = new DateTimeParts(timeZone);
  }

  wallet(owner: WalletOwner): ModelWallet {
    const same = (other: WalletOwner) => JSON.stringify(other) === JSON.stringify(owner);
    const found = this.wallets.find((wallet) => same(wallet.owner));
    if (found) return found;
    const wallet: ModelWallet = {
      id: '',
      owner,
      policy: 'none',
      overdraft: 0n,
      grants: [],
      holds: [],
      transactions: [],
    };
    this.wallets.push(wallet);
    return wallet;
  }

  bookDue(wallets = this.wallets): void {
    for (const wallet of wallets) bookDue(wallet, this.now);
  }

  /** Undoes whatever `work` changes when it throws, or when it was only a rehearsal. */
  attempt<T>(work: () => T, isRehearsal: boolean): T {
    const before = structuredClone({ wallets: this.wallets, budgets: this.budgets });
    const restore = () => Object.assign(this, before);
    try {
      const result = work();
      if (isRehearsal) restore();
      return result;
    } catch (error) {
      restore();
      throw error;
    }
  }

  /** A copy that may be moved on to another time without changing this one. */
  copyAt(now: number): ModelLedger {
    const copy = new ModelLedger(this.zone.timeZone, this.backdateHours, now);
    Object.assign(copy, structuredClone({ wallets: this.wallets, budgets: this.budgets }));
    return copy;
  }

  private find<T extends { id: string }>(list: (wallet: ModelWallet) => T[], id: string): T {
    for (const wallet of this.wallets) {
      const found = list(wallet).find((item) => item.id === id);
      if (found) return found;
    }
    throw new Refusal('not_found');
  }

  grantOf = (id: string): ModelGrant => this.find(({ grants }) => grants, id);
  holdOf = (id: string): ModelHold => this.find(({ holds }) => holds, id);
  transactionOf = (id: string): ModelTransaction => this.find(({ transactions }) => transactions, id);

  // ------------------------------------------------------------------------------------------------ grants

  private addGrant(
    wallet: ModelWallet,
    terms: Partial<ModelGrant> & { source: GrantSource; amount: bigint },
  ): ModelGrant {
    const grant: ModelGrant = {
      id: '',
      wallet,
      remaining: terms.amount,
      priority: 100,
      unitCost: 0n,
      currency: null,
      features: [],
      effectiveAt: this.now,
      expiresAt: null,
      createdAt: this.now,
      started: false,
      endedAt: null,
      endReason: null,
      parent: null,
      externalRef: null,
      description: null,
      reason: null,
      metadata: null,
      ...terms,
    };
    wallet.grants.push(grant);
    return grant;
  }

  grant(input: Plain<GrantInput>): { grant: ModelGrant; row: ModelTransaction | null } {
    const effectiveAt = input.effectiveAt?.getTime() ?? this.now;
    const expiresAt = input.expiresAt?.getTime() ?? null;
    if (expiresAt !== null && expiresAt <= Math.max(effectiveAt, this.now)) throw new Refusal('validation_failed');
    const grant = this.addGrant(this.wallet(input.owner), {
      source: input.source,
      amount: input.amountMicro,
      priority: input.priority ?? 100,
      unitCost: input.unitCostNano ?? 0n,
      currency: input.currency ?? null,
      features: [...new Set(input.features ?? [])],
      effectiveAt,
      expiresAt,
      externalRef: input.externalRef ?? null,
      description: input.description ?? null,
      reason: input.reason ?? null,
      metadata: input.metadata ?? null,
    });
    if (effectiveAt > this.now) return { grant, row: null };
    return { grant, row: startGrant(grant, { ...by(input.actor), occurredAt: this.now, bookedAt: this.now }) };
  }

  voidGrant(input: Plain<VoidGrantInput>): { grant: ModelGrant; row: ModelTransaction | null } {
    const grant = this.grantOf(input.grantId);
    if (grant.endReason === 'voided') return { grant, row: this.voidRowOf(grant) };
    this.refuseEnded(grant);
    const free = grant.started ? freeOf(grant) : 0n;
    grant.endedAt = this.now;
    grant.endReason = 'voided';
    if (!grant.started) grant.remaining = 0n;
    if (free === 0n) return { grant, row: null };
    const row = post(grant.wallet, {
      ...by(input.actor),
      kind: 'void',
      legs: [{ grant, amount: -free }],
      occurredAt: this.now,
      bookedAt: this.now,
      grant,
      reason: input.reason,
    });
    return { grant, row };
  }

  /** The row of the first void: what a second one is answered with. */
  private voidRowOf = (grant: ModelGrant): ModelTransaction | null =>
    grant.wallet.transactions.find(
      (row) => row.kind === 'void' && row.grant === grant && row.bookedAt === grant.endedAt && row.actorKind !== 'job',
    ) ?? null;

  private refuseEnded({ endedAt, expiresAt }: ModelGrant): void {
    if (endedAt !== null || (expiresAt !== null && expiresAt <= this.now)) throw new Refusal('grant_ended');
  }

  // ------------------------------------------------------------------------------------------------ spending

  /** Which grants pay. `plain`: scopes do not matter and there is no debt. */
  private burn(wallet: ModelWallet, amount: bigint, feature: string | null, plain = false): Leg[] {
    const pays = spendable(wallet, plain ? undefined : feature);
    const free = pays.reduce((total, grant) => total + freeOf(grant), 0n);
    const limit = plain || wallet.policy === 'none' ? 0n : wallet.overdraft;
    const isUnlimited = !plain && wallet.policy === 'unlimited';
    const room = most(0n, limit - debtOf(wallet) - heldOverdraft(wallet));
    const able = most(0n, least(availableIn(wallet) + limit, free + (plain ? 0n : room)));
    if (!isUnlimited && amount > able) {
      throw new Refusal('insufficient_credits', {
        requestedMicro: amount,
        spendableMicro: able,
        availableMicro: availableIn(wallet),
      });
    }
    const legs = part(
      pays.map((grant) => ({ grant, amount: freeOf(grant) })),
      0n,
      amount,
    );
    const paid = legs.reduce((total, leg) => total + leg.amount, 0n);
    return paid < amount ? [...legs, { grant: null, amount: amount - paid }] : legs;
  }

  /** The wallet that can pay in full: the named one, else the workspace's where asked for. */
  private payer<T>(input: { owner: WalletOwner; fallback?: 'workspace' | null }, pay: (wallet: ModelWallet) => T): T {
    try {
      return pay(this.wallet(input.owner));
    } catch (error) {
      const refused = error instanceof Refusal && error.codes.includes('insufficient_credits');
      if (!refused || input.fallback !== 'workspace' || input.owner.kind === 'workspace') throw error;
      try {
        return pay(this.wallet({ kind: 'workspace' }));
      } catch (second) {
        throw second instanceof Refusal && second.codes.includes('insufficient_credits') ? error : second;
      }
    }
  }

  private checkBudgets(touch: Touch, amount: bigint): void {
    if (!budgetsAllow(this.budgets, touch, amount, this.wallets, this.zone)) throw new Refusal('budget_exceeded');
  }

  private instant(at: Date | null | undefined): number {
    if (!at) return this.now;
    const ms = at.getTime();
    if (ms > this.now + 5 * MINUTE_MS || ms < this.now - this.backdateHours * HOUR_MS) {
      throw new Refusal('occurred_at_out_of_range');
    }
    return ms;
  }

  consume(input: Plain<ConsumeInput>): ModelTransaction {
    const occurredAt = this.instant(input.occurredAt);
    const memberId = input.memberId ?? (input.owner.kind === 'member' ? input.owner.memberId : null);
    const apiKeyId = keyOf(input.actor);
    return this.payer(input, (wallet) => {
      const legs = this.burn(wallet, input.amountMicro, input.feature ?? null);
      this.checkBudgets({ memberId, apiKeyId, at: occurredAt }, input.amountMicro);
      return post(wallet, {
        ...by(input.actor),
        kind: 'consume',
        legs: negative(legs),
        occurredAt,
        bookedAt: this.now,
        memberId,
        apiKeyId,
        feature: input.feature ?? null,
        contextId: input.contextId ?? null,
        contextDescription: input.contextDescription ?? null,
        reason: input.reason ?? null,
        metadata: input.metadata ?? null,
      });
    });
  }

  // ------------------------------------------------------------------------------------------------ holds

  placeHold(input: Plain<HoldInput>): ModelHold {
    const memberId = input.memberId ?? (input.owner.kind === 'member' ? input.owner.memberId : null);
    const apiKeyId = keyOf(input.actor);
    return this.payer(input, (wallet) => {
      const legs = this.burn(wallet, input.amountMicro, input.feature ?? null);
      this.checkBudgets({ memberId, apiKeyId, at: this.now }, input.amountMicro);
      const hold: ModelHold = {
        id: '',
        wallet,
        amount: input.amountMicro,
        captured: 0n,
        status: 'open',
        legs,
        memberId,
        apiKeyId,
        feature: input.feature ?? null,
        contextId: input.contextId ?? null,
        contextDescription: input.contextDescription ?? null,
        metadata: input.metadata ?? null,
        placedAt: this.now,
        expiresAt: this.now + (input.ttlSeconds ?? 900) * 1000,
        endedAt: null,
      };
      wallet.holds.push(hold);
      return hold;
    });
  }

  private openHold(id: string): ModelHold {
    const hold = this.holdOf(id);
    if (hold.status !== 'open') throw new Refusal('hold_ended');
    return hold;
  }

  extendHold(input: Plain<ExtendHoldInput>): ModelHold {
    const hold = this.openHold(input.holdId);
    const until = this.now + input.ttlSeconds * 1000;
    if (until > hold.placedAt + WEEK_MS) throw new Refusal('validation_failed');
    hold.expiresAt = Math.max(hold.expiresAt, until);
    return hold;
  }

  releaseHold(input: Plain<ReleaseInput>): ModelHold {
    const hold = this.openHold(input.holdId);
    endHold(hold, 'released', this.now);
    expireReturned(
      hold.legs.map(({ grant }) => grant),
      this.now,
      this.now,
    );
    return hold;
  }

  captureHold(input: Plain<CaptureInput>): { hold: ModelHold; row: ModelTransaction; excess: ModelTransaction | null } {
    const hold = this.openHold(input.holdId);
    const asked = input.amountMicro ?? hold.amount;
    const beyond = most(0n, asked - hold.amount);
    if (beyond > 0n && input.excess !== 'consume') throw new Refusal('conflict');
    const occurredAt = this.instant(input.occurredAt);
    const taken = asked - beyond;
    const { wallet } = hold;
    const touch = { memberId: hold.memberId, apiKeyId: hold.apiKeyId, at: occurredAt };
    // What goes beyond is spent under the ordinary limits, as they are once the hold is captured.
    const excessLegs = beyond > 0n ? this.burnBeside(hold, taken, beyond, touch) : [];
    endHold(hold, 'captured', this.now);
    hold.captured = taken;
    const details = {
      ...by(input.actor),
      occurredAt,
      bookedAt: this.now,
      memberId: hold.memberId,
      apiKeyId: hold.apiKeyId,
      feature: hold.feature,
      contextId: hold.contextId,
      contextDescription: hold.contextDescription,
      metadata: hold.metadata,
      hold,
    };
    const row = post(wallet, { ...details, kind: 'capture', legs: negative(part(hold.legs, 0n, taken)) });
    expireReturned(
      hold.legs.map(({ grant }) => grant),
      this.now,
      this.now,
    );
    const excess = beyond > 0n ? post(wallet, { ...details, kind: 'consume', legs: negative(excessLegs) }) : null;
    return { hold, row, excess };
  }

  /**
   * Whether and from what the excess of a capture can be paid. A hold that is captured in full leaves nothing to others,
   * so the figures beside it are what the excess can be paid from; in the budgets its use takes the place of the hold.
   */
  private burnBeside(hold: ModelHold, taken: bigint, beyond: bigint, touch: Touch): Leg[] {
    const legs = this.burn(hold.wallet, beyond, hold.feature);
    hold.status = 'captured';
    try {
      this.checkBudgets(touch, taken + beyond);
    } finally {
      hold.status = 'open';
    }
    return legs;
  }

  // ------------------------------------------------------------------------------------------------ back

  reversalsOf = (spend: ModelTransaction): ModelTransaction[] =>
    spend.wallet.transactions.filter(({ kind, related }) => kind === 'reverse' && related === spend);

  reverse(input: Plain<ReverseInput>): { row: ModelTransaction; ended: ModelTransaction[]; left: bigint } {
    const spend = this.transactionOf(input.transactionId);
    if (spend.kind !== 'consume' && spend.kind !== 'capture') throw new Refusal('conflict');
    const back = this.reversalsOf(spend).reduce((total, { amount }) => total + amount, 0n);
    const left = -spend.amount - back;
    if (left === 0n) throw new Refusal('already_reversed');
    const amount = input.amountMicro ?? left;
    if (amount > left) throw new Refusal('conflict');
    const legs = part(negative(spend.legs), back, amount).flatMap((leg) => this.returnLeg(spend.wallet, leg));
    const row = post(spend.wallet, {
      ...by(input.actor),
      kind: 'reverse',
      legs,
      occurredAt: spend.occurredAt,
      bookedAt: this.now,
      memberId: spend.memberId,
      apiKeyId: spend.apiKeyId,
      feature: spend.feature,
      contextId: spend.contextId,
      contextDescription: spend.contextDescription,
      hold: spend.hold,
      related: spend,
      reason: input.reason,
    });
    const ended = expireReturned(
      legs.map(({ grant }) => grant),
      this.now,
      this.now,
    );
    return { row, ended, left: left - amount };
  }

  /** Debt that was repaid since cannot shrink again: its part comes back as a grant without an end. */
  private returnLeg(wallet: ModelWallet, leg: Leg): Leg[] {
    if (leg.grant) return [leg];
    const repaid = least(leg.amount, debtOf(wallet));
    const legs = [{ grant: null as ModelGrant | null, amount: repaid }];
    if (leg.amount > repaid) {
      const grant = this.addGrant(wallet, {
        source: 'adjustment',
        amount: leg.amount - repaid,
        description: 'Came back from a spend on overdraft that had been settled',
      });
      grant.started = true;
      grant.remaining = 0n;
      legs.push({ grant, amount: grant.amount });
    }
    return legs.filter(({ amount }) => amount > 0n);
  }

  adjust(input: Plain<AdjustInput>): { row: ModelTransaction; grant: ModelGrant | null } {
    const wallet = this.wallet(input.owner);
    if (input.amountMicro > 0n) {
      const grant = this.addGrant(wallet, {
        source: 'adjustment',
        amount: input.amountMicro,
        reason: input.reason,
        metadata: input.metadata ?? null,
      });
      return { grant, row: startGrant(grant, { ...by(input.actor), occurredAt: this.now, bookedAt: this.now }) };
    }
    const row = post(wallet, {
      ...by(input.actor),
      kind: 'adjust',
      legs: negative(this.burn(wallet, -input.amountMicro, null, true)),
      occurredAt: this.now,
      bookedAt: this.now,
      reason: input.reason,
      metadata: input.metadata ?? null,
    });
    return { row, grant: null };
  }

  transfer(input: Plain<TransferInput>): { out: ModelTransaction; in: ModelTransaction; grants: ModelGrant[] } {
    const from = this.wallet(input.from);
    if (JSON.stringify(input.from) === JSON.stringify(input.to)) throw new Refusal('validation_failed');
    const legs = this.burn(from, input.amountMicro, null, true);
    const to = this.wallet(input.to);
    const details = { ...by(input.actor), occurredAt: this.now, bookedAt: this.now, reason: input.reason ?? null };
    const out = post(from, { ...details, kind: 'transfer_out', legs: negative(legs) });
    const grants = legs.flatMap(({ grant, amount }) => (grant ? [this.copyInto(to, grant, amount)] : []));
    for (const grant of grants) {
      grant.started = true;
      grant.remaining = 0n;
    }
    const row = post(to, {
      ...details,
      kind: 'transfer_in',
      legs: grants.map((grant) => ({ grant, amount: grant.amount })),
      related: out,
    });
    out.related = row;
    for (const grant of grants) repayDebt(grant, this.now, this.now);
    return { out, in: row, grants };
  }

  /** Keeps end, cost, currency, priority, scope and what was said of it; starts where it arrives. */
  private copyInto(wallet: ModelWallet, from: ModelGrant, amount: bigint): ModelGrant {
    const { priority, unitCost, currency, features, expiresAt, externalRef, description, reason, metadata } = from;
    const kept = { priority, unitCost, currency, features, expiresAt, externalRef, description, reason, metadata };
    return this.addGrant(wallet, { ...kept, source: 'transfer', amount, effectiveAt: this.now, parent: from });
  }

  changeExpiry(input: Plain<ChangeExpiryInput>): {
    grant: ModelGrant;
    remainder: ModelGrant | null;
    row: ModelTransaction;
  } {
    const grant = this.grantOf(input.grantId);
    const { wallet } = grant;
    this.refuseEnded(grant);
    const expiresAt = input.expiresAt?.getTime() ?? null;
    if (expiresAt !== null && expiresAt <= Math.max(this.now, grant.effectiveAt))
      throw new Refusal('validation_failed');
    const amount = input.amountMicro ?? grant.remaining;
    const isWhole = amount === grant.remaining;
    const free = grant.started ? freeOf(grant) : grant.remaining;
    if (!isWhole && amount > free) throw new Refusal('conflict');
    const note = { ...by(input.actor), kind: 'adjust', occurredAt: this.now, bookedAt: this.now, grant } as const;
    const reason = input.reason ?? null;
    if (isWhole) {
      grant.expiresAt = expiresAt;
      return { grant, remainder: null, row: post(wallet, { ...note, reason, legs: [] }) };
    }
    const { source, priority, unitCost, currency, features, effectiveAt, externalRef, description, metadata } = grant;
    const kept = { source, priority, unitCost, currency, features, effectiveAt, externalRef, description, metadata };
    const child = this.addGrant(wallet, { ...kept, reason: grant.reason, amount, expiresAt, parent: grant });
    if (!grant.started) {
      grant.amount -= amount;
      grant.remaining -= amount;
      return { grant: child, remainder: grant, row: post(wallet, { ...note, reason, legs: [] }) };
    }
    child.started = true;
    child.remaining = 0n;
    const legs = [
      { grant, amount: -amount },
      { grant: child, amount },
    ];
    return { grant: child, remainder: grant, row: post(wallet, { ...note, reason, legs }) };
  }

  freeze(input: { grantId: string; reason: string; actor: LedgerActor }): {
    grant: ModelGrant;
    row: ModelTransaction | null;
  } {
    const grant = this.grantOf(input.grantId);
    const free = grant.started ? freeOf(grant) : 0n;
    if (free === 0n) return { grant, row: null };
    const at = { occurredAt: this.now, bookedAt: this.now };
    const legs = [{ grant, amount: -free }];
    return {
      grant,
      row: post(grant.wallet, { ...by(input.actor), ...at, kind: 'dispute_hold', legs, grant, reason: input.reason }),
    };
  }

  unfreeze(input: { transactionId: string; reason: string; actor: LedgerActor }): {
    grant: ModelGrant;
    row: ModelTransaction;
  } {
    const frozen = this.transactionOf(input.transactionId);
    if (frozen.kind !== 'dispute_hold' || !frozen.grant) throw new Refusal('conflict');
    const { wallet, grant } = frozen;
    if (wallet.transactions.some(({ kind, related }) => kind === 'dispute_release' && related === frozen)) {
      throw new Refusal('already_reversed');
    }
    const at = { occurredAt: this.now, bookedAt: this.now };
    const legs = [{ grant, amount: -frozen.amount }];
    const row = post(wallet, {
      ...by(input.actor),
      ...at,
      kind: 'dispute_release',
      legs,
      grant,
      related: frozen,
      reason: input.reason,
    });
    expireReturned([grant], this.now, this.now);
    return { grant, row };
  }

  repay(input: { grantId: string }): { grant: ModelGrant; repaid: bigint } {
    const grant = this.grantOf(input.grantId);
    const before = debtOf(grant.wallet);
    if (grant.started && !grant.endedAt) repayDebt(grant, this.now, this.now);
    return { grant, repaid: before - debtOf(grant.wallet) };
  }

  refund(input: {
    grantId: string;
    amountMicro: bigint;
    shortfall: 'debt' | 'write_off';
    reason: string;
    actor: LedgerActor;
  }) {
    const grant = this.grantOf(input.grantId);
    const taken = grant.started ? least(input.amountMicro, freeOf(grant)) : 0n;
    const shortfall = input.amountMicro - taken;
    const legs: Leg[] = [
      { grant, amount: -taken },
      { grant: null, amount: input.shortfall === 'debt' ? -shortfall : 0n },
    ].filter(({ amount }) => amount !== 0n);
    const at = { occurredAt: this.now, bookedAt: this.now };
    const row =
      legs.length === 0
        ? null
        : post(grant.wallet, { ...by(input.actor), ...at, kind: 'refund', legs, grant, reason: input.reason });
    return { grant, row, shortfall };
  }

  setOverdraft(input: Plain<SetOverdraftInput>): ModelWallet {
    const wallet = this.wallet(input.owner);
    if (input.policy === 'none' && heldOverdraft(wallet) > 0n) throw new Refusal('conflict');
    wallet.policy = input.policy;
    wallet.overdraft = input.policy === 'limit' ? (input.limitMicro ?? 0n) : 0n;
    return wallet;
  }

  setBudget(input: Plain<SetBudgetInput>, workspaceId: string): ModelBudget {
    const scopeId = input.scopeId ?? workspaceId;
    const same = this.budgets.find(
      (budget) => budget.scope === input.scope && budget.scopeId === scopeId && budget.period === input.period,
    );
    const budget = same ?? { id: '', scope: input.scope, scopeId, period: input.period, limit: 0n };
    if (!same) this.budgets.push(budget);
    budget.limit = input.limitMicro;
    return budget;
  }

  removeBudget(budgetId: string): void {
    const index = this.budgets.findIndex(({ id }) => id === budgetId);
    if (index === -1) throw new Refusal('not_found');
    this.budgets.splice(index, 1);
  }
}
