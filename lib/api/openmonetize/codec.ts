import type { BalanceView, TransactionKind, TransactionView } from '../../ledger/types';
import { wholeCredits } from '../amount';
import { formatInstant } from '../dates';

/**
 * The one place where figures of the ledger take OpenMonetize's form: whole credits, rounded down, as text or as number
 * tokens. Sums that readers check still hold after the rounding: available = balance - reserved, and
 * balanceAfter = balanceBefore + amount.
 */
export const OPENMONETIZE_CURRENCY = 'credits';

export type OpenMonetizeKind = 'PURCHASE' | 'BURN' | 'REFUND' | 'EXPIRATION' | 'GRANT';

/** What a row is called that only the sign tells apart. */
const BY_SIGN = { up: 'GRANT', down: 'EXPIRATION' } as const;

const KINDS: Record<TransactionKind, OpenMonetizeKind | typeof BY_SIGN> = {
  grant: 'GRANT',
  purchase: 'PURCHASE',
  consume: 'BURN',
  capture: 'BURN',
  settle: 'BURN',
  expire: 'EXPIRATION',
  void: 'EXPIRATION',
  reverse: 'REFUND',
  refund: 'REFUND',
  dispute_hold: 'REFUND',
  dispute_release: 'REFUND',
  adjust: BY_SIGN,
  transfer_in: BY_SIGN,
  transfer_out: BY_SIGN,
};

export function toOpenMonetizeKind(kind: TransactionKind, amountMicro: bigint): OpenMonetizeKind {
  const found = KINDS[kind];
  if (typeof found === 'string') return found;
  return amountMicro < 0n ? found.down : found.up;
}

interface WholeFigures {
  balance: bigint;
  reserved: bigint;
  available: bigint;
}

/** Settled, held and available in whole credits: the first and the last rounded down, the held part what lies between. */
export function toWholeFigures({
  settledMicro,
  availableMicro,
}: Pick<BalanceView, 'settledMicro' | 'availableMicro'>): WholeFigures {
  const balance = wholeCredits(settledMicro);
  const available = wholeCredits(availableMicro);
  return { balance, reserved: balance - available, available };
}

/** Reply of GET /v1/credits/balance: all text. */
export function toCustomerBalance(view: Pick<BalanceView, 'settledMicro' | 'availableMicro'>) {
  const { balance, reserved, available } = toWholeFigures(view);
  return {
    balance: String(balance),
    reservedBalance: String(reserved),
    availableBalance: String(available),
    currency: OPENMONETIZE_CURRENCY,
  };
}

/** Reply of GET …/credits: all numbers. */
export function toUserBalance(view: Pick<BalanceView, 'settledMicro' | 'availableMicro' | 'grants'>) {
  return { ...toWholeFigures(view), expiresAt: latestExpiry(view.grants) };
}

/** The latest end among the lots that have one and something left: after it nothing dated is left. */
function latestExpiry(grants: BalanceView['grants']): string | null {
  let latest = 0;
  for (const { status, expiresAt } of grants) {
    if (status === 'active' && expiresAt) latest = Math.max(latest, expiresAt.getTime());
  }
  return latest === 0 ? null : formatInstant(new Date(latest));
}

/** One row of a wallet's history. */
export function toOpenMonetizeTransaction(row: TransactionView) {
  const balanceBefore = wholeCredits(row.balanceBeforeMicro);
  const balanceAfter = wholeCredits(row.balanceAfterMicro);
  return {
    id: row.id,
    transactionType: toOpenMonetizeKind(row.kind, row.amountMicro),
    amount: balanceAfter - balanceBefore,
    balanceBefore,
    balanceAfter,
    description: row.reason ?? row.contextDescription,
    createdAt: formatInstant(row.bookedAt),
  };
}

/** 1e-9 minor units per credit of a price in US dollars, rounded down. Both in millionths. */
export const unitCostNanoOf = (priceMicro: bigint, amountMicro: bigint): bigint =>
  (priceMicro * 100n * 1_000_000_000n) / amountMicro;
