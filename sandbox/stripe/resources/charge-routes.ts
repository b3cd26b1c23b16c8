import { type Route, route } from '../wire/api';
import { resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { listParams, params, text } from '../wire/params';
import { checkCustomer } from './customers';

/** Reading what payments left behind. */
export const chargeRoutes: Route[] = [
  route(
    'GET',
    '/v1/charges',
    listParams({ customer: text.optional(), payment_intent: text.optional() }),
    (sandbox, { params: asked }) => {
      checkCustomer(sandbox, asked.customer);
      return listPage(
        '/v1/charges',
        sandbox.data.charges.values(),
        asked,
        (charge) =>
          (asked.customer ?? charge.customer) === charge.customer &&
          (asked.payment_intent ?? charge.payment_intent) === charge.payment_intent,
      );
    },
  ),
  route('GET', '/v1/charges/:id', params({}), (sandbox, { id }) => {
    const charge = sandbox.data.charges.get(id);
    if (!charge) throw resourceMissing('charge', id, 'id');
    return charge;
  }),
  route(
    'GET',
    '/v1/balance_transactions',
    listParams({ type: text.optional(), source: text.optional(), currency: text.optional() }),
    (sandbox, { params: asked }) =>
      listPage(
        '/v1/balance_transactions',
        sandbox.data.balanceTransactions.values(),
        asked,
        (line) =>
          (asked.type ?? line.type) === line.type &&
          (asked.source ?? line.source) === line.source &&
          (asked.currency ?? line.currency) === line.currency,
      ),
  ),
  route('GET', '/v1/balance_transactions/:id', params({}), (sandbox, { id }) => {
    const transaction = sandbox.data.balanceTransactions.get(id);
    if (!transaction) throw resourceMissing('balance transaction', id);
    return transaction;
  }),
];
