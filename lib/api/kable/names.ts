import { getPool } from '../../db/pool';
import { AppError, isAppError } from '../../errors';
import { isUuid } from '../../ids';
import type { ApiContext } from '../operation';
import { resolveCustomer } from '../resolve';
import { contextIn, type WireCall } from '../wires/wire-operation';
import { fromCustomerId } from './ids';

export interface KableCustomer {
  ctx: ApiContext;
  /** ISO 4217, lower case. */
  currency: string;
}

/**
 * The customer of the path: our id as `cus_` and hex, or the id the company gave it, or ours as it is.
 * Errors: not_found, for one that is not this key's too.
 */
export async function customerOf(wire: WireCall): Promise<KableCustomer> {
  const { customerId = '' } = wire.call.params;
  try {
    const workspaceId = await resolveCustomer(wire.actor, fromCustomerId(customerId) ?? ownId(customerId));
    const ctx = contextIn(wire, workspaceId);
    const { rows } = await getPool().query<{ currency: string }>({
      name: 'kable-customer',
      text: 'SELECT currency FROM workspaces WHERE id = $1',
      values: [workspaceId],
    });
    return { ctx, currency: rows[0]?.currency ?? 'usd' };
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.code !== 'not_found') throw thrown;
    throw new AppError('not_found', { detail: 'Customer not found' });
  }
}

const ownId = (text: string): string => (isUuid(text) ? text.toLowerCase() : text);
