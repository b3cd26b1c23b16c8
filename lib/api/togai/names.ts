import { getPool } from '../../db/pool';
import { AppError, isAppError } from '../../errors';
import { isUuid } from '../../ids';
import { resolveCustomer } from '../resolve';
import type { WireCall } from '../wires/wire-operation';
import type { Account } from './codec';

/** An account is a workspace, by our id or the operator's own. Null: none that this key may see. */
export async function findAccount({ actor }: WireCall, accountId: string): Promise<Account | null> {
  try {
    const workspaceId = await resolveCustomer(actor, isUuid(accountId) ? accountId.toLowerCase() : accountId);
    return await readAccount(workspaceId);
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'not_found') return null;
    throw thrown;
  }
}

async function readAccount(workspaceId: string): Promise<Account> {
  const { rows } = await getPool().query<Account>({
    name: 'togai-account',
    text: `SELECT id AS "workspaceId", external_id AS "externalId", time_zone AS "timeZone" FROM workspaces WHERE id = $1`,
    values: [workspaceId],
  });
  if (!rows[0]) throw missingAccount();
  return rows[0];
}

export const missingAccount = (): AppError => new AppError('not_found', { detail: 'No account has this id.' });
export const missingCredit = (): AppError => new AppError('not_found', { detail: 'No credit has this id.' });
