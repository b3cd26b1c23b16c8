import { AppError, isAppError } from '../../errors';
import { isUuid } from '../../ids';
import type { GrantInput, GrantResult, WalletOwner, Written } from '../../ledger/types';
import { grantToNewcomer } from '../grant-to-newcomer';
import type { ApiContext } from '../operation';
import { isNewcomer, resolveCustomer, resolveMember, resolveOwner } from '../resolve';
import { invalid, type Place } from '../wires/parse';
import type { WireCall } from '../wires/wire-operation';

/**
 * Names as OpenMonetize's clients send them: UUIDs, and beside them the caller's own ids where they are known. A text
 * that is neither is a bad request.
 */
const notAnId = (place: Place, name: string): AppError =>
  invalid([
    { path: [place, name], type: 'uuid_parsing', message: 'Input should be a UUID or an id that is known here' },
  ]);

const asWritten = (reference: string): string => (isUuid(reference) ? reference.toLowerCase() : reference);

const isMissing = (thrown: unknown): boolean => isAppError(thrown) && thrown.code === 'not_found';

/**
 * The customer a call is for; left out, it is the key's own. Another's and a missing one are refused alike.
 * Errors: forbidden, validation_failed, invalid_request.
 */
export async function customerOf({ actor }: WireCall, reference: string | undefined, place: Place): Promise<string> {
  try {
    return await resolveCustomer(actor, reference === undefined ? null : asWritten(reference));
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
    if (reference !== undefined && !isUuid(reference)) throw notAnId(place, 'customerId');
    throw new AppError('forbidden', { detail: 'This key may not act for that customer.' });
  }
}

/** A user who is read, removed ones too; null when nobody has this id. Errors: validation_failed. */
export async function userOf(ctx: ApiContext, reference: string, place: Place): Promise<string | null> {
  try {
    return await resolveMember(asWritten(reference), ctx, { includeRemoved: true });
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
    if (!isUuid(reference)) throw notAnId(place, 'userId');
    return null;
  }
}

interface GranteeReference {
  userId?: string;
  teamId?: string;
}

/**
 * A grant to the user, else the team, else the customer itself. A UUID nobody has heard of becomes a user with it.
 * Errors: validation_failed for anybody else who is not there.
 */
export async function grantNamed(
  ctx: ApiContext,
  { userId, teamId }: GranteeReference,
  grant: Omit<GrantInput, 'owner'>,
): Promise<Written<GrantResult>> {
  if (userId !== undefined) await userOf(ctx, userId, 'body');
  const name = userId && asWritten(userId);
  if (name !== undefined && (await isNewcomer(name, ctx))) return grantToNewcomer(ctx, name, grant);
  return ctx.ledger.grant({
    ...grant,
    owner: await ownerNamed(ctx, { userId: name, teamId: teamId && asWritten(teamId) }),
  });
}

async function ownerNamed(ctx: ApiContext, reference: GranteeReference): Promise<WalletOwner> {
  try {
    return await resolveOwner(reference, ctx);
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
    throw notAnId('body', reference.userId === undefined ? 'teamId' : 'userId');
  }
}
