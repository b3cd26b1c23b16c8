import type { z } from 'zod';
import { type ChargedGrant, type ChargeInput, chargeDefaultCard } from '../../billing/charge-default-card';
import { asPaymentError } from '../../billing/stripe';
import { once } from '../once';
import { traceGrant } from '../trace-grant';
import { parseWire } from '../wires/parse';
import { headerIdempotency, type WireCall, wireOperation } from '../wires/wire-operation';
import { decimalFromZero, members, positiveCredits, text } from '../wires/words';
import { toCreditGrant, toMoney } from './codec';
import { kable } from './dialect';
import { customerOf, type KableCustomer } from './names';

const CreateBody = members({
  grantAmount: positiveCredits,
  description: text().optional(),
  chargeAmount: decimalFromZero.optional(),
});
type Asked = z.infer<typeof CreateBody>;

/**
 * POST /api/v1/customers/{customerId}/credits/create: free credits, or with chargeAmount credits that the customer's
 * default card has paid before the grant exists. No charge, no grant: a card that does not pay is 400.
 */
export const createGrant = wireOperation({
  dialect: kable,
  summary: 'Grant credits, optionally charging for them first',
  policy: 'credits:grant',
  hasBody: true,
  run: async (wire) => {
    const asked = parseWire(CreateBody, wire.body, 'body');
    const customer = await customerOf(wire);
    return asked.chargeAmount ? sellGrant(wire, customer, asked, asked.chargeAmount) : giveGrant(customer, asked);
  },
});

async function giveGrant({ ctx, currency }: KableCustomer, { grantAmount, description }: Asked) {
  const { result, replayed } = await ctx.ledger.grant({
    ...ctx.write(),
    alongside: traceGrant(ctx),
    owner: { kind: 'workspace' },
    amountMicro: grantAmount,
    source: 'promotion',
    description: description || null,
    reason: description || null,
  });
  return { body: toCreditGrant({ grant: result.grant, workspaceCurrency: currency, paid: null }), replayed };
}

async function sellGrant(
  wire: WireCall,
  { ctx, currency }: KableCustomer,
  { grantAmount, description }: Asked,
  chargeMicro: bigint,
) {
  const paid = toMoney(chargeMicro, currency);
  // The key is this very request's before money moves: one that gave for nothing, or says other words, is refused.
  await once(ctx, async () => null);
  const { grant, replayed } = await charge({
    ...ctx.scope,
    call: ctx.call,
    creditMicro: grantAmount,
    amountMinor: paid.minor,
    currency: currency.toLowerCase(),
    description: description || null,
    idempotency: headerIdempotency(wire),
  });
  return { body: toCreditGrant({ grant, workspaceCurrency: currency, paid }), replayed };
}

/** Stripe's failures that the charge itself lets through come before any money moves. Errors: payment_provider_failed. */
async function charge(input: ChargeInput): Promise<ChargedGrant> {
  try {
    return await chargeDefaultCard(input);
  } catch (error) {
    throw asPaymentError(error);
  }
}
