import { type Route, route } from '../wire/api';
import { resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { listParams, params, text } from '../wire/params';

/** Reading what the hosted page's payments left behind. */
export const paymentRoutes: Route[] = [
  route('GET', '/v1/payment_intents', listParams({ customer: text.optional() }), (sandbox, { params: asked }) =>
    listPage(
      '/v1/payment_intents',
      sandbox.data.paymentIntents.values(),
      asked,
      ({ customer }) => (asked.customer ?? customer) === customer,
    ),
  ),
  route('GET', '/v1/payment_intents/:id', params({}), (sandbox, { id }) => {
    const intent = sandbox.data.paymentIntents.get(id);
    if (!intent) throw resourceMissing('payment_intent', id, 'intent');
    return intent;
  }),
  route(
    'GET',
    '/v1/charges',
    listParams({ customer: text.optional(), payment_intent: text.optional() }),
    (sandbox, { params: asked }) =>
      listPage(
        '/v1/charges',
        sandbox.data.charges.values(),
        asked,
        (charge) =>
          (asked.customer ?? charge.customer) === charge.customer &&
          (asked.payment_intent ?? charge.payment_intent) === charge.payment_intent,
      ),
  ),
  route('GET', '/v1/charges/:id', params({}), (sandbox, { id }) => {
    const charge = sandbox.data.charges.get(id);
    if (!charge) throw resourceMissing('charge', id, 'id');
    return charge;
  }),
  route('GET', '/v1/payment_methods/:id', params({}), (sandbox, { id }) => {
    const method = sandbox.data.paymentMethods.get(id);
    if (!method) throw resourceMissing('PaymentMethod', id, 'payment_method');
    return method;
  }),
  route('GET', '/v1/balance_transactions/:id', params({}), (sandbox, { id }) => {
    const transaction = sandbox.data.balanceTransactions.get(id);
    if (!transaction) throw resourceMissing('balance transaction', id);
    return transaction;
  }),
];
