import { assert } from '../../assert';
import { getPool } from '../../db/pool';
import type { GrantInput, WalletOwner } from '../../ledger/types';
import { wholeCredits } from '../amount';
import { traceGrant } from '../trace-grant';
import { isRecorded } from '../wires/is-recorded';
import { parseWire } from '../wires/parse';
import { bodyIdempotency, contextIn, wireOperation } from '../wires/wire-operation';
import { freeObject, instant, members, name, text, wholeCreditsFromOne } from '../wires/words';
import { openmonetize } from './dialect';
import { customerOf, grantNamed } from './names';

const GrantBody = members({
  customerId: name().optional(),
  userId: name().optional(),
  teamId: name().optional(),
  amount: wholeCreditsFromOne,
  reason: text().optional(),
  metadata: freeObject.optional(),
  idempotencyKey: text(1_000).optional(),
  expiresAt: instant.optional(),
});

/** POST /v1/credits/grant: free credits for a user, a team or the customer. */
export const grantCredits = wireOperation({
  dialect: openmonetize,
  summary: 'Add free credits to a customer, user or team wallet',
  policy: 'credits:grant',
  hasBody: true,
  run: async (wire) => {
    const body = parseWire(GrantBody, wire.body, 'body');
    const ctx = contextIn(wire, await customerOf(wire, body.customerId, 'body'));
    const { idempotencyKey } = body;
    const known = idempotencyKey ? bodyIdempotency('openmonetize', ctx.scope, idempotencyKey) : undefined;
    const grant: Omit<GrantInput, 'owner'> = {
      ...ctx.write(),
      ...(known && { idempotency: known }),
      alongside: traceGrant(ctx),
      amountMicro: body.amount,
      source: 'promotion',
      expiresAt: body.expiresAt ?? null,
      description: body.reason || null,
      reason: body.reason || null,
      metadata: body.metadata ?? null,
    };
    const { result, replayed } = (await isRecorded(getPool(), ctx.scope.workspaceId, known))
      ? await ctx.ledger.grant({ ...grant, owner: ANYBODY })
      : await grantNamed(ctx, body, grant);
    const { transaction, walletId } = result;
    assert(transaction, 'a grant without a later start is booked at once');
    const data = {
      transactionId: transaction.id,
      walletId,
      newBalance: String(wholeCredits(transaction.balanceAfterMicro)),
      amount: String(wholeCredits(result.grant.amountMicro)),
    };
    return { body: { data }, replayed };
  },
});

/** Whom a repeated call names does not matter: the first result is the answer, and nobody is made a user by it. */
const ANYBODY: WalletOwner = { kind: 'workspace' };
