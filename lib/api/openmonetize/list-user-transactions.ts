import { z } from 'zod';
import { bookDue } from '../wires/book-due';
import { parseWire, queryOf } from '../wires/parse';
import { contextIn, wireOperation } from '../wires/wire-operation';
import { integerText } from '../wires/words';
import { toOpenMonetizeTransaction } from './codec';
import { openmonetize } from './dialect';
import { customerOf, userOf } from './names';
import { readHistory } from './read-history';

const PageQuery = z.looseObject({
  limit: integerText({ min: 1, max: 100 }).default(50),
  offset: integerText({ min: 0, max: Number.MAX_SAFE_INTEGER }).default(0),
});

/** GET …/users/{userId}/transactions, with and without the customer in the path: a wallet's history, newest first. */
export const listUserTransactions = wireOperation({
  dialect: openmonetize,
  summary: "History of one user's wallet, newest first",
  policy: 'transactions:view',
  run: async (wire) => {
    const { customerId, userId = '' } = wire.call.params;
    const { limit, offset } = parseWire(PageQuery, queryOf(wire.call.query), 'query');
    const ctx = contextIn(wire, await customerOf(wire, customerId, 'path'));
    const { workspaceId, mode } = ctx.scope;
    const memberId = await userOf(ctx, userId, 'path');
    if (memberId) await bookDue(workspaceId, mode);
    const { rows, total } = memberId
      ? await readHistory({ workspaceId, mode, memberId, limit, offset })
      : { rows: [], total: 0n };
    return { body: { data: rows.map(toOpenMonetizeTransaction), pagination: { limit, offset, total } } };
  },
});
