import type Stripe from 'stripe';
import { z } from 'zod';
import { findCardByEnd } from '../cards';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { integer, listParams, metadata, params, text } from '../wire/params';
import { bookBalance } from './balance';
import { checkStep } from './tax';

const createParams = params({
  payment_intent: text.optional(),
  charge: text.optional(),
  amount: integer.pipe(z.number().min(1, 'must be at least 1')).optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata,
});

function chargeToRefund(sandbox: Sandbox, input: z.output<typeof createParams>): Stripe.Charge {
  const { paymentIntents, charges } = sandbox.data;
  if (input.payment_intent !== undefined) {
    const intent = paymentIntents.get(input.payment_intent);
    if (!intent) throw resourceMissing('payment_intent', input.payment_intent, 'payment_intent', 404);
    const charge = charges.get(String(intent.latest_charge));
    if (charge?.paid) return charge;
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
  }
  const charge = charges.get(input.charge ?? '');
  if (!charge) throw resourceMissing('charge', input.charge ?? '', 'charge', 404);
  return charge;
}

function newRefund(sandbox: Sandbox, charge: Stripe.Charge, input: z.output<typeof createParams>): Stripe.Refund {
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  }
  const amount = input.amount ?? left;
  checkStep(amount, charge.currency);
  if (amount > left) {
    throw invalidRequest(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
      param: 'amount',
    });
  }
  const refund: Stripe.Refund = {
    id: newStripeId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: sandbox.clock.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    metadata: input.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: input.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: cardOfCharge(sandbox, charge.id)?.refund === 'slow' ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  sandbox.data.refunds.set(refund.id, refund);
  refund.balance_transaction = bookBalance(sandbox, { of: refund, type: 'refund', amount: -amount, fee: 0 });
  addRefunded(charge, amount);
  sandbox.emit('refund.created', refund);
  sandbox.emit('charge.refunded', charge);
  return refund;
}

function addRefunded(charge: Stripe.Charge, amount: number): void {
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount;
}

/** Moves a refund to another state, as the bank would: a failed one puts the money back on the operator's balance. */
export function setRefundStatus(
  sandbox: Sandbox,
  refund: Stripe.Refund,
  status: 'pending' | 'succeeded' | 'failed',
): void {
  const charge = sandbox.data.charges.get(String(refund.charge));
  if (!charge || refund.status === 'failed') throw invalidRequest('A failed refund stays failed.');
  refund.status = status;
  if (status === 'failed') {
    refund.failure_reason = 'lost_or_stolen_card';
    refund.failure_balance_transaction = bookBalance(sandbox, {
      of: refund,
      type: 'refund_failure',
      amount: refund.amount,
      fee: 0,
    });
    addRefunded(charge, -refund.amount);
    sandbox.emit('refund.failed', refund);
  }
  sandbox.emit('refund.updated', refund);
}

/** Refunds of these cards change by themselves, this long after they were made. */
const SETTLES_AFTER_SECONDS = 5;

/** Does what time has done to refunds: those of a `slow` card arrive, those of a `fails` card come back. */
export function settleDueRefunds(sandbox: Sandbox): void {
  const due = sandbox.clock.now() - SETTLES_AFTER_SECONDS;
  for (const refund of sandbox.data.refunds.values()) {
    if (refund.created > due || sandbox.data.settledRefunds.has(refund.id)) continue;
    sandbox.data.settledRefunds.set(refund.id, true);
    const kind = cardOfCharge(sandbox, String(refund.charge))?.refund;
    if (kind === 'slow' && refund.status === 'pending') setRefundStatus(sandbox, refund, 'succeeded');
    if (kind === 'fails' && refund.status === 'succeeded') setRefundStatus(sandbox, refund, 'failed');
  }
}

const cardOfCharge = (sandbox: Sandbox, id: string) =>
  findCardByEnd(sandbox.data.charges.get(id)?.payment_method_details?.card?.last4 ?? undefined);

function findRefund(sandbox: Sandbox, id: string): Stripe.Refund {
  const refund = sandbox.data.refunds.get(id);
  if (!refund) throw resourceMissing('refund', id);
  return refund;
}

export const refundRoutes: Route[] = [
  route('POST', '/v1/refunds', createParams, (sandbox, { params: input }) =>
    newRefund(sandbox, chargeToRefund(sandbox, input), input),
  ),
  route(
    'GET',
    '/v1/refunds',
    listParams({ charge: text.optional(), payment_intent: text.optional() }),
    (sandbox, { params: asked }) => {
      settleDueRefunds(sandbox);
      return listPage(
        '/v1/refunds',
        sandbox.data.refunds.values(),
        asked,
        (refund) =>
          (asked.charge ?? refund.charge) === refund.charge &&
          (asked.payment_intent ?? refund.payment_intent) === refund.payment_intent,
      );
    },
  ),
  route('GET', '/v1/refunds/:id', params({}), (sandbox, { id }) => {
    settleDueRefunds(sandbox);
    return findRefund(sandbox, id);
  }),
  route('POST', '/v1/refunds/:id', params({ metadata }), (sandbox, { id, params: changes }) => {
    const refund = findRefund(sandbox, id);
    const before = { metadata: refund.metadata };
    refund.metadata = { ...refund.metadata, ...changes.metadata };
    sandbox.emit('refund.updated', refund, before);
    sandbox.emit('charge.refund.updated', refund, before);
    return refund;
  }),
  route('POST', '/v1/refunds/:id/cancel', params({}), (sandbox, { id }) => {
    const refund = findRefund(sandbox, id);
    throw invalidRequest(`You cannot cancel a refund of a card (${refund.id}).`);
  }),
];
