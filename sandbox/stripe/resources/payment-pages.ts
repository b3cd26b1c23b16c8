import { type Card, findCard, findReadyMade, GOOD_CARD } from '../cards';
import { type Choice, paySession, settleSession } from '../checkout/actions';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { invalidRequest } from '../wire/errors';
import { integer, params, text } from '../wire/params';
import { findSession } from './checkout-sessions';
import { cardOf, findMethod } from './payment-methods';

/** Accounts of Stripe's tests that answer a debit by themselves, by their end: whether they pay. */
const ANSWERS: Record<string, boolean> = { '3201': true, '3000': true, '3202': false, '3001': false, '3456': false };

function choiceOf(sandbox: Sandbox, id: string): Choice {
  const method = findMethod(sandbox, id);
  if (method.sepa_debit) return { debit: 'sepa_debit', last4: method.sepa_debit.last4 ?? undefined };
  if (method.us_bank_account) return { debit: 'us_bank_account', last4: method.us_bank_account.last4 ?? undefined };
  return { card: cardOf(method) ?? findReadyMade('pm_card_visa') ?? (findCard(GOOD_CARD) as Card) };
}

/** What Stripe's own page calls, and its command line in place of a customer. Not a part of the public API. */
export const paymentPageRoutes: Route[] = [
  route('GET', '/v1/payment_pages/:id', params({}), (sandbox, { id }) => findSession(sandbox, id).session),
  route(
    'POST',
    '/v1/payment_pages/:id/confirm',
    params({ payment_method: text, expected_amount: integer.optional() }),
    (sandbox, { id, params: given }) => {
      const record = findSession(sandbox, id);
      if (given.expected_amount !== undefined && given.expected_amount !== record.session.amount_total) {
        throw invalidRequest('The amount has changed.', { code: 'checkout_amount_mismatch' });
      }
      if (record.session.status !== 'open') throw invalidRequest('This Checkout Session is not open.');
      const choice = choiceOf(sandbox, given.payment_method);
      paySession(sandbox, record, choice);
      const answer = 'debit' in choice ? ANSWERS[choice.last4 ?? ''] : undefined;
      if (answer !== undefined) settleSession(sandbox, record, answer);
      return record.session;
    },
  ),
];
