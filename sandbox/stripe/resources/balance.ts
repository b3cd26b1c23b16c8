import type Stripe from 'stripe';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';

const TWO_DAYS_SECONDS = 2 * 86_400;

interface BalanceInput {
  of: { id: string; currency: string };
  type: Stripe.BalanceTransaction.Type;
  /** Signed, minor units. */
  amount: number;
  fee: number;
}

/** A line on the operator's balance. Returns its id. */
export function bookBalance(sandbox: Sandbox, { of, type, amount, fee }: BalanceInput): string {
  const now = sandbox.clock.now();
  const transaction: Stripe.BalanceTransaction = {
    id: newStripeId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: now + TWO_DAYS_SECONDS,
    balance_type: 'payments',
    created: now,
    currency: of.currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: of.currency,
              description: 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: amount - fee,
    reporting_category: type,
    source: of.id,
    status: 'pending',
    type,
  };
  sandbox.data.balanceTransactions.set(transaction.id, transaction);
  return transaction.id;
}
