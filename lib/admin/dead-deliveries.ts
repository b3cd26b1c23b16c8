import type { Actor } from '../auth/actor';
import type { Trace } from '../auth/keys';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import { getPool } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { isUuid } from '../ids';
import type { Scope } from '../ledger/types';
import { changeEndpoint, readEndpoint, replayDead } from '../webhooks/endpoints';
import { problem, requireReason } from './problem';

export interface DeadDelivery {
  id: string;
  type: string;
  attempts: number;
  lastStatus: number | null;
  lastError: string | null;
  createdAt: Date;
}

/** An endpoint to which something could not be sent. */
export interface DeadEndpoint {
  id: string;
  workspaceId: string;
  workspaceName: string;
  url: string;
  /** null while it is enabled; `asked`: the customer has switched it off. */
  disabledReason: string | null;
  /** All that are dead, also those beyond the shown ones. */
  count: number;
  /** The newest ones. */
  deliveries: DeadDelivery[];
}

const MAX_ENDPOINTS = 50;
const MAX_SHOWN = 20;

/** Where webhooks were given up, the latest first. The caller has authorised. */
export async function readDeadEndpoints(): Promise<DeadEndpoint[]> {
  const { rows } = await getPool().query<Omit<DeadEndpoint, 'deliveries'> & DeadDelivery & { endpointId: string }>(
    `SELECT e.id AS "endpointId", e.workspace_id AS "workspaceId", w.name AS "workspaceName", e.url,
       e.disabled_reason AS "disabledReason", g.count, d.id, d.type, d.attempts, d.last_status AS "lastStatus",
       d.last_error AS "lastError", d.created_at AS "createdAt"
     FROM (SELECT workspace_id, endpoint_id, count(*)::int AS count, max(created_at) AS latest FROM webhook_deliveries
       WHERE status = 'dead' GROUP BY 1, 2 ORDER BY latest DESC, endpoint_id LIMIT $1) g
     JOIN webhook_endpoints e ON e.workspace_id = g.workspace_id AND e.id = g.endpoint_id
     JOIN workspaces w ON w.id = g.workspace_id
     CROSS JOIN LATERAL (SELECT * FROM webhook_deliveries
       WHERE workspace_id = g.workspace_id AND endpoint_id = g.endpoint_id AND status = 'dead'
       ORDER BY created_at DESC, id DESC LIMIT $2) d
     ORDER BY g.latest DESC, e.id, d.created_at DESC, d.id DESC`,
    [MAX_ENDPOINTS, MAX_SHOWN],
  );
  const found = new Map<string, DeadEndpoint>();
  for (const { endpointId, workspaceId, workspaceName, url, disabledReason, count, ...delivery } of rows) {
    const endpoint = found.get(endpointId) ?? {
      id: endpointId,
      workspaceId,
      workspaceName,
      url,
      disabledReason,
      count,
      deliveries: [],
    };
    endpoint.deliveries.push(delivery);
    found.set(endpointId, endpoint);
  }
  return [...found.values()];
}

export interface ResendInput {
  endpointId: string;
  /** null: all that are dead. */
  deliveryId: string | null;
  /** For the audit log; required. */
  reason: string;
}

/**
 * Sends what was given up again, with all its tries; answers how many. An endpoint that was disabled because it failed is
 * enabled by it, or nothing would go out; one that the customer has switched off stays off.
 * Errors: unauthenticated, forbidden, not_found, validation_failed (no reason), conflict (switched off).
 */
export async function resendDead(
  actor: Actor,
  { endpointId, deliveryId, reason }: ResendInput,
  trace: Trace = {},
): Promise<number> {
  authorize(actor, 'installation:run_jobs');
  const why = requireReason(reason);
  const scope = await scopeOf(actor, endpointId);
  const ctx = { actor, scope, call: trace };
  return inTransaction(async (client) => {
    const endpoint = await readEndpoint(client, ctx, endpointId, { lock: true });
    if (endpoint.disabledReason === 'asked') throw problem('conflict', 'endpointOff');
    if (endpoint.disabledAt) await changeEndpoint(client, ctx, endpointId, { isEnabled: true });
    return replayDead(client, ctx, { endpointId, deliveryId, reason: why });
  });
}

/** The books in which the endpoint is. Errors: not_found. */
async function scopeOf(actor: Actor, endpointId: string): Promise<Scope> {
  const { rows } = isUuid(endpointId)
    ? await getPool().query<Pick<Scope, 'workspaceId' | 'mode'>>(
        'SELECT workspace_id AS "workspaceId", mode::text AS mode FROM webhook_endpoints WHERE id = $1',
        [endpointId],
      )
    : { rows: [] };
  if (!rows[0]) throw missing('webhook endpoint');
  return { ...rows[0], actor: toLedgerActor(actor, rows[0].workspaceId) };
}
