import { createDefaultAlerts } from '../alerts/defaults';
import { recordAudit } from '../auth/audit';
import { slugsFor } from '../auth/slug';
import type { PoolClient } from '../db/pool';
import { AppError } from '../errors';
import { newWorkspaceId } from '../ids';
import type { LedgerActor } from '../ledger/types';
import { orConflict } from './change';

/** What is known of a customer when it is made. Values are checked by the caller's form or wire. */
export interface NewWorkspace {
  name: string;
  externalId: string | null;
  /** IANA. */
  timeZone: string;
  /** ISO 4217, lower case. */
  currency: string;
  billingEmail: string | null;
}

export interface Creation {
  actor: LedgerActor;
  /** Made with the form, so that sending it twice makes one. */
  id?: string;
  reason?: string | null;
  requestId?: string | null;
  ip?: string | null;
}

export const TAKEN_CUSTOMER = {
  workspaces_external_id_key: 'Another customer has this externalId already.',
};

/** Under the first free slug made of the name; a taken one never shows to the caller. */
async function insert(client: PoolClient, id: string, wanted: NewWorkspace): Promise<string> {
  const { name, externalId, timeZone, currency, billingEmail } = wanted;
  for (const slug of slugsFor(name, id)) {
    const { rowCount } = await client.query(
      `INSERT INTO workspaces (id, external_id, slug, name, time_zone, currency, billing_email)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (slug) DO NOTHING`,
      [id, externalId, slug, name, timeZone, currency, billingEmail],
    );
    if (rowCount === 1) return slug;
  }
  throw new AppError('unavailable', { detail: 'No free address for this name. Try again.', retryAfterSeconds: 1 });
}

/**
 * Makes a workspace with nobody in it, on a transaction of the caller's, with its audit row. Answers its id.
 * Errors: conflict (externalId taken), unavailable.
 */
export async function createWorkspaceIn(client: PoolClient, creation: Creation, wanted: NewWorkspace): Promise<string> {
  const { id = newWorkspaceId(), actor, reason, requestId, ip } = creation;
  const slug = await orConflict(insert(client, id, wanted), TAKEN_CUSTOMER);
  await createDefaultAlerts(client, id);
  await recordAudit(client, {
    workspaceId: id,
    action: 'workspace.create',
    targetKind: 'workspace',
    targetId: id,
    actor,
    reason,
    requestId,
    ip,
    after: { slug, ...wanted },
  });
  return id;
}
