import { z } from 'zod';
import { AppError, isAppError } from '../../errors';
import { isUuid } from '../../ids';
import type { Scope } from '../../ledger/types';
import { resolveCustomer } from '../resolve';
import { parseWire, queryOf } from '../wires/parse';
import { contextIn, type WireCall } from '../wires/wire-operation';

const WorkspaceQuery = z.looseObject({ workspace_id: z.string() });

export interface NamedWorkspace {
  scope: Scope;
  /** As the request spells it, and as the reply does. */
  name: string;
}

/**
 * The workspace of the query, by our id or the operator's own. Errors: validation_failed without one; forbidden for one
 * that is not this key's, whether it exists or not.
 */
export async function workspaceOf(wire: WireCall): Promise<NamedWorkspace> {
  const { workspace_id: name } = parseWire(WorkspaceQuery, queryOf(wire.call.query), 'query');
  try {
    const workspaceId = await resolveCustomer(wire.actor, isUuid(name) ? name.toLowerCase() : name);
    return { scope: contextIn(wire, workspaceId).scope, name };
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.code !== 'not_found') throw thrown;
    throw new AppError('forbidden', { detail: 'No access to this workspace' });
  }
}
