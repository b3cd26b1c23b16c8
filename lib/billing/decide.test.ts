import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { PURCHASE_KEY } from './checkout-session';
import { decide, differences, mayBecome, nextCheckAt } from './decide';
import type { PurchaseRow } from './purchase-row';
import type { PurchaseStatus } from './types';

const NOW = new Date('2026-11-21T12:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

const row = (changes: Partial<PurchaseRow> = {}): PurchaseRow =>
  ({
    workspace_id: 'w',
    id: 'p-1',
    status: 'pending',
    price_minor: 2_500n,
    fee_minor: 0n,
    tax_minor: 0n,
    card_id: null,
    collects_tax: false,
    currency: 'usd',
    stripe_customer_id: 'cus_1',
    checkout_session_id: 'cs_test_1',
    created_at: ago(1),
    ...changes,
  }) as PurchaseRow;

const intent = (changes: object = {}) => ({
  id: 'pi_1',
  amount: 2_500,
  amount_received: 2_500,
  currency: 'usd',
  customer: 'cus_1',
  livemode: false,
  status: 'succeeded',
  latest_charge: { receipt_url: 'https://receipt' },
  ...changes,
});

const session = (changes: object = {}) =>
  ({
    id: 'cs_test_1',
    amount_subtotal: 2_500,
    amount_total: 2_500,
    client_reference_id: 'p-1',
    currency: 'usd',
    customer: 'cus_1',
    line_items: { data: [{ quantity: 1, amount_total: 2_500 }] },
    livemode: false,
    metadata: { [PURCHASE_KEY]: 'p-1' },
    mode: 'payment',
    payment_intent: intent(),
    payment_status: 'paid',
    status: 'complete',
    ...changes,
  }) as unknown as Stripe.Checkout.Session;

const about = { livemode: false, now: NOW };

describe('a session that says the same as the purchase', () => {
  it.each([
    ['paid', session(), 'paid'],
    ['open', session({ status: 'open', payment_status: 'unpaid', payment_intent: null }), 'pending'],
    ['expired', session({ status: 'expired', payment_status: 'unpaid', payment_intent: null }), 'expired'],
    [
      'under way',
      session({ payment_status: 'unpaid', payment_intent: intent({ status: 'processing' }) }),
      'processing',
    ],
    [
      'sent back',
      session({ payment_status: 'unpaid', payment_intent: intent({ status: 'requires_payment_method' }) }),
      'failed',
    ],
    ['canceled', session({ payment_status: 'unpaid', payment_intent: intent({ status: 'canceled' }) }), 'canceled'],
    ['free of charge', session({ payment_status: 'no_payment_required' }), 'review'],
    ['of an unknown state', session({ status: 'archived', payment_status: 'unpaid' }), 'review'],
    ['paid with a payment that is not there', session({ payment_intent: null }), 'review'],
  ])('%s leads to one state', (_name, theirs, to) => {
    expect(decide(row(), theirs, about).to).toBe(to);
  });
});

describe('a session that differs', () => {
  it.each([
    ['total', { amount_total: 2_501 }],
    ['subtotal', { amount_subtotal: 1 }],
    ['currency', { currency: 'eur' }],
    ['customer', { customer: 'cus_2' }],
    ['missing customer', { customer: null }],
    ['livemode', { livemode: true }],
    ['mode', { mode: 'setup' }],
    ['our id', { client_reference_id: 'p-2' }],
    ['our id in metadata', { metadata: {} }],
    ['quantity', { line_items: { data: [{ quantity: 2, amount_total: 2_500 }] } }],
    ['what a line costs', { line_items: { data: [{ quantity: 1, amount_total: 2_499 }] } }],
    ['tax that nobody asked for', { total_details: { amount_tax: 399 } }],
    ['amount of the payment', { payment_intent: intent({ amount: 100 }) }],
    ['amount received', { payment_intent: intent({ amount_received: 100 }) }],
    ['currency of the payment', { payment_intent: intent({ currency: 'eur' }) }],
    ['customer of the payment', { payment_intent: intent({ customer: 'cus_2' }) }],
    ['livemode of the payment', { payment_intent: intent({ livemode: true }) }],
    ['status of the payment', { payment_intent: intent({ status: 'processing' }) }],
  ])('in %s goes to review', (_name, change) => {
    expect(differences(row(), session(change), false)).not.toEqual([]);
    expect(decide(row(), session(change), about).to).toBe('review');
  });
});

describe('tax and fee', () => {
  const lines = (...amounts: number[]) => ({
    data: amounts.map((amount) => ({ quantity: 1, amount_total: amount })),
  });
  const taxed = row({ price_minor: 2_400n, fee_minor: 100n, collects_tax: true });

  it('contained in the same total are taken over', () => {
    const theirs = session({ line_items: lines(2_400, 100), total_details: { amount_tax: 399 } });
    expect(decide(taxed, theirs, about)).toMatchObject({ to: 'paid', taxMinor: 399n });
  });

  it.each([
    ['a fee that is missing', { line_items: lines(2_500) }],
    ['a fee of another amount', { line_items: lines(2_399, 101) }],
    ['tax on top of the total', { line_items: lines(2_400, 100), amount_total: 2_975 }],
    ['nothing but tax', { line_items: lines(2_400, 100), total_details: { amount_tax: 2_500 } }],
  ])('%s goes to review', (_name, change) => {
    expect(decide(taxed, session(change), about).to).toBe('review');
  });
});

describe('no session at Stripe', () => {
  it('is waited for at first, then given up', () => {
    expect(decide(row({ checkout_session_id: null }), null, about).to).toBe('pending');
    expect(decide(row({ checkout_session_id: null, created_at: ago(31) }), null, about).to).toBe('expired');
  });

  it('is for a person to look at when there was one', () => {
    expect(decide(row(), null, about).to).toBe('review');
  });
});

const STATES: PurchaseStatus[] = ['pending', 'processing', 'expired', 'canceled', 'failed', 'review', 'paid'];

it('honours money from every state but paid, and never goes back', () => {
  for (const from of STATES) expect(mayBecome(from, 'paid')).toBe(from !== 'paid');
  for (const to of STATES) expect(mayBecome('paid', to)).toBe(false);
  expect(mayBecome('expired', 'pending')).toBe(false);
  expect(mayBecome('failed', 'processing')).toBe(false);
  expect(mayBecome('expired', 'processing')).toBe(true); // its session turned up late, and its money is on the way
});

it('looks often at first, then seldom, and never again at what is settled', () => {
  const wait = (status: PurchaseStatus, minutes: number) => {
    const at = nextCheckAt(status, ago(minutes), NOW);
    return at && (at.getTime() - NOW.getTime()) / 60_000;
  };
  expect([wait('pending', 1), wait('pending', 60), wait('processing', 1_000)]).toEqual([1, 5, 60]);
  expect([wait('expired', 10), wait('expired', 4 * 1_440)]).toEqual([1_440, null]);
  expect([wait('paid', 1), wait('review', 1)]).toEqual([null, null]);
});
