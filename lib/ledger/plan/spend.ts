import { AppError } from '../../errors';
import { max, min, toCreditText } from './amounts';
import { freeOf, isEligible } from './burn-order';
import { NeedMoreGrants } from './need-more';
import type { Leg, WalletState } from './state';

export interface SpendAsk {
  amount: bigint;
  feature: string | null;
  /** Transfers and corrections take grants of any scope and never run into debt. */
  isPlain?: boolean;
}

/** What a wallet has free; below zero by an overdraft or a payment that was taken back. */
export const availableIn = (wallet: WalletState): bigint => wallet.settled - wallet.held;

/**
 * Chooses which grants pay, in burn order, and what becomes debt. Changes nothing.
 * Returns positive legs that sum to the amount. Errors: insufficient_credits (402); NeedMoreGrants.
 */
export function planSpend(wallet: WalletState, ask: SpendAsk): Leg[] {
  const { debtRoom, ceiling } = limitsOf(wallet, ask.isPlain ?? false);
  if (ceiling !== null && ask.amount > ceiling) throw refuseSpend(wallet, ask);
  const legs: Leg[] = [];
  let left = ask.amount;
  for (const grant of wallet.open) {
    if (left === 0n) break;
    if (!ask.isPlain && !isEligible(grant, ask.feature)) continue;
    const taken = min(left, freeOf(grant));
    legs.push({ grantId: grant.id, amount: taken });
    left -= taken;
  }
  if (left === 0n) return legs;
  if (!wallet.isComplete) throw new NeedMoreGrants(wallet.id);
  if (debtRoom !== null && left > debtRoom) throw refuseSpend(wallet, ask);
  legs.push({ grantId: null, amount: left });
  return legs;
}

/** Null: without limit. */
function limitsOf(wallet: WalletState, isPlain: boolean): { debtRoom: bigint | null; ceiling: bigint | null } {
  if (wallet.policy === 'unlimited' && !isPlain) return { debtRoom: null, ceiling: null };
  const limit = wallet.policy === 'limit' && !isPlain ? wallet.overdraft : 0n;
  return {
    debtRoom: isPlain ? 0n : max(0n, limit - wallet.debt - wallet.heldOverdraft),
    ceiling: availableIn(wallet) + limit,
  };
}

/**
 * The 402 with exact figures. Only a guarded wallet can have grants that this feature may not use, so only there every
 * open grant has to be known.
 */
function refuseSpend(wallet: WalletState, ask: SpendAsk): AppError {
  if (wallet.isGuarded && !wallet.isComplete) throw new NeedMoreGrants(wallet.id);
  const available = availableIn(wallet);
  const { debtRoom, ceiling } = limitsOf(wallet, ask.isPlain ?? false);
  let ineligible = 0n;
  if (!ask.isPlain) {
    for (const grant of wallet.open) if (!isEligible(grant, ask.feature)) ineligible += freeOf(grant);
  }
  const free = available + wallet.debt + wallet.heldOverdraft;
  const spendable = max(0n, min(free - ineligible + (debtRoom ?? 0n), ceiling ?? free));
  const short = ask.amount - spendable;
  return new AppError('insufficient_credits', {
    detail: sentenceFor(ask, { spendable, short, held: wallet.held, ineligible }),
    facts: {
      limit: 'credits',
      requestedMicro: ask.amount,
      spendableMicro: spendable,
      shortMicro: short,
      availableMicro: available,
      heldMicro: wallet.held,
      settledMicro: wallet.settled,
      debtMicro: wallet.debt,
      eligibleMicro: max(0n, free - ineligible),
      ineligibleMicro: ineligible,
      feature: ask.feature,
      walletId: wallet.isNew ? null : wallet.id,
    },
  });
}

function sentenceFor(
  ask: SpendAsk,
  figures: { spendable: bigint; short: bigint; held: bigint; ineligible: bigint },
): string {
  const help = [`Top up at least ${toCreditText(figures.short)}`];
  if (figures.held > 0n) help.push(`wait for holds to end (${toCreditText(figures.held)} held)`);
  if (figures.ineligible > 0n) {
    help.push(`use a feature that the other ${toCreditText(figures.ineligible)} are good for`);
  }
  return (
    `${toCreditText(ask.amount)} credits were asked for, ${toCreditText(figures.spendable)} can be spent` +
    `${ask.feature === null ? '' : ` on ${ask.feature}`}. ${help.join(', or ')}.`
  );
}
