import { assert } from '../../assert';
import { formatAmount, wholeCredits } from '../amount';
import { traceGrant } from '../trace-grant';
import { invalid, parseWire } from '../wires/parse';
import { contextIn, wireOperation } from '../wires/wire-operation';
import { decimalFromZero, instant, members, name, wholeCreditsFromOne } from '../wires/words';
import { unitCostNanoOf } from './codec';
import { openmonetize } from './dialect';
import { customerOf, grantNamed } from './names';

const UNIT_COST_NANO_MAX = 9_223_372_036_854_775_807n;

const PurchaseBody = members({
  customerId: name().optional(),
  userId: name(),
  amount: wholeCreditsFromOne,
  purchasePrice: decimalFromZero,
  expiresAt: instant.optional(),
});

/** POST /v1/credits/purchase: books a top-up that was paid elsewhere; no payment is taken here. */
export const purchaseCredits = wireOperation({
  dialect: openmonetize,
  summary: 'Record a paid top-up of a user wallet',
  policy: 'credits:grant',
  hasBody: true,
  run: async (wire) => {
    const body = parseWire(PurchaseBody, wire.body, 'body');
    const unitCostNano = unitCostNanoOf(body.purchasePrice, body.amount);
    if (unitCostNano > UNIT_COST_NANO_MAX) {
      throw invalid([{ path: ['body', 'purchasePrice'], type: 'less_than', message: 'Price per credit is too high' }]);
    }
    const ctx = contextIn(wire, await customerOf(wire, body.customerId, 'body'));
    const description = `Credit purchase: ${wholeCredits(body.amount)} credits`;
    const { result, replayed } = await grantNamed(
      ctx,
      { userId: body.userId },
      {
        ...ctx.write(),
        alongside: traceGrant(ctx),
        amountMicro: body.amount,
        source: 'purchase',
        expiresAt: body.expiresAt ?? null,
        unitCostNano,
        currency: 'usd',
        description,
        reason: description,
        metadata: { purchasePrice: formatAmount(body.purchasePrice) },
      },
    );
    const { transaction } = result;
    assert(transaction, 'a grant without a later start is booked at once');
    const data = { transactionId: transaction.id, newBalance: wholeCredits(transaction.balanceAfterMicro) };
    return { body: { data }, replayed };
  },
});
