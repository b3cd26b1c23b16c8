import { minorUnitDigits } from '../../currency';
import { AppError } from '../../errors';
import type { GrantView } from '../../ledger/types';
import { creditNumber } from '../wires/write-json';
import { toGrantId } from './ids';

/** The one place where grants and money take Kable's form: decimal numbers, and currencies of a closed list. */
export const KABLE_CURRENCIES = ['USD', 'CAD', 'MXN', 'EUR', 'GBP', 'JPY', 'INR', 'CNY', 'AUD', 'NZD'] as const;
export type KableCurrency = (typeof KABLE_CURRENCIES)[number];

/** Null for a currency that Kable has no word for. */
export const toKableCurrency = (currency: string): KableCurrency | null =>
  KABLE_CURRENCIES.find((code) => code === currency.toUpperCase()) ?? null;

/** Money as it was sent: the same figure in both units, with the currency it is in. */
export interface Money {
  /** Millionths of the major unit. */
  micro: bigint;
  minor: bigint;
  currency: KableCurrency;
}

const MICRO_DIGITS = 6;

/**
 * An amount in major units (199.99) as minor units (19999n). Errors: invalid_request for a currency Kable does not know
 * and for parts smaller than a minor unit, which no card can pay.
 */
export function toMoney(micro: bigint, workspaceCurrency: string): Money {
  const currency = toKableCurrency(workspaceCurrency);
  if (!currency) {
    throw new AppError('invalid_request', {
      detail: `The customer pays in ${workspaceCurrency.toUpperCase()}, which this API cannot name.`,
    });
  }
  const digits = minorUnitDigits(currency);
  const perMinor = 10n ** BigInt(MICRO_DIGITS - digits);
  if (micro % perMinor !== 0n) {
    throw new AppError('invalid_request', {
      detail: `chargeAmount: ${currency} has ${digits} decimals.`,
    });
  }
  return { micro, minor: micro / perMinor, currency };
}

interface Created {
  grant: GrantView;
  workspaceCurrency: string;
  paid: Money | null;
}

/** Reply of POST …/credits/create. Where nothing was paid, the currency is the customer's, or USD if Kable lacks it. */
export const toCreditGrant = ({ grant, workspaceCurrency, paid }: Created) => ({
  creditGrantId: toGrantId(grant.id),
  grantAmount: creditNumber(grant.amountMicro),
  balanceAmount: creditNumber(grant.remainingMicro),
  paidAmount: paid ? creditNumber(paid.micro) : undefined,
  currency: paid?.currency ?? toKableCurrency(workspaceCurrency) ?? 'USD',
});
