/** Endpoints of a workspace and their outbox: read and changed on a transaction of the caller's, with audit rows. */
import { missing } from '../auth/policy';
import type { Pool, PoolClient } from '../db/pool';
import { AppError } from '../errors';
import { isUuid, newId } from '../ids';
import { audit, type ChangeContext, definedOf } from '../workspace/change';
import { bodyOf } from './enqueue';
import { TEST_EVENT } from './events';
import { createEndpointSecret, sealSecret } from './secret';

export const MAX_ENDPOINTS = 20;

/** A webhook endpoint as rows have it, without its secrets. */
export interface EndpointRow {
  id: string;
  url: string;
  description: string | null;
  events: string[];
  previousSecretEndsAt: Date | null;
  disabledAt: Date | null;
  disabledReason: string | null;
  createdAt: Date;
}

export const ENDPOINT_COLUMNS = `e.id, e.url, e.description, e.events, e.previous_secret_until AS "previousSecretEndsAt",
  e.disabled_at AS "disabledAt", e.disabled_reason AS "disabledReason", e.created_at AS "createdAt"`;

/** One event on its way to one endpoint. */
export interface DeliveryRow {
  id: string;
  endpointId: string;
  eventId: string;
  type: string;
  payload: string;
  status: string;
  attempts: number;
  nextTryAt: Date | null;
  lastStatus: number | null;
  lastError: string | null;
  deliveredAt: Date | null;
  createdAt: Date;
}

export const DELIVERY_COLUMNS = `d.id, d.endpoint_id AS "endpointId", d.event_id AS "eventId", d.type, d.payload, d.status,
  d.attempts, d.next_try_at AS "nextTryAt", d.last_status AS "lastStatus", d.last_error AS "lastError",
  d.delivered_at AS "deliveredAt", d.created_at AS "createdAt"`;

/** With its signing secret, at the only moment at which it is known. */
export interface ShownEndpoint {
  endpoint: EndpointRow;
  secret: string | null;
}

/** What is logged: the address without its query, which may hold a token of the receiver's. */
export const loggedUrl = (url: string): string => new URL(url).origin + new URL(url).pathname;

/** The endpoint in the caller's books; for a change, locked. Errors: not_found. */
export async function readEndpoint(
  db: Pool | PoolClient,
  { scope }: Pick<ChangeContext, 'scope'>,
  endpointId: string,
  { lock = false } = {},
): Promise<EndpointRow> {
  const { rows } = isUuid(endpointId)
    ? await db.query<EndpointRow>(
        `SELECT ${ENDPOINT_COLUMNS} FROM webhook_endpoints e
         WHERE e.workspace_id = $1 AND e.mode = $2::mode AND e.id = $3${lock ? ' FOR UPDATE' : ''}`,
        [scope.workspaceId, scope.mode, endpointId],
      )
    : { rows: [] };
  if (!rows[0]) throw missing('webhook endpoint');
  return rows[0];
}

export interface EndpointInput {
  url: string;
  description?: string | null;
  /** Empty: everything. */
  events?: string[];
}

/** The caller has asked for `webhooks:manage`, here and below. Errors: conflict (there are too many already). */
export async function createEndpoint(
  client: PoolClient,
  ctx: ChangeContext,
  { url, description = null, events = [] }: EndpointInput,
): Promise<ShownEndpoint> {
  const { workspaceId, mode } = ctx.scope;
  await client.query('SELECT 1 FROM workspaces WHERE id = $1 FOR UPDATE', [workspaceId]); // so that the count holds
  const id = newId();
  const secret = createEndpointSecret();
  const { rows } = await client.query<EndpointRow>(
    `INSERT INTO webhook_endpoints AS e (workspace_id, id, mode, url, description, events, secret)
     SELECT $1, $2, $3::mode, $4, $5, $6, $7
     WHERE (SELECT count(*) FROM webhook_endpoints WHERE workspace_id = $1 AND mode = $3::mode) < $8
     RETURNING ${ENDPOINT_COLUMNS}`,
    [workspaceId, id, mode, url, description, events, sealSecret(secret, id), MAX_ENDPOINTS],
  );
  const endpoint = rows[0];
  if (!endpoint) throw new AppError('conflict', { detail: `There are ${MAX_ENDPOINTS} endpoints already.` });
  await audit(client, ctx, {
    action: 'webhook_endpoint.create',
    targetKind: 'webhook_endpoint',
    targetId: id,
    after: { url: loggedUrl(url), events: endpoint.events },
  });
  return { endpoint, secret };
}

/** What is left out stays. Enabling one sends what waits in its outbox. Errors: not_found. */
export async function changeEndpoint(
  client: PoolClient,
  ctx: ChangeContext,
  endpointId: string,
  { isEnabled, ...wanted }: Partial<EndpointInput> & { isEnabled?: boolean },
): Promise<EndpointRow> {
  const before = await readEndpoint(client, ctx, endpointId, { lock: true });
  const after = { ...before, ...definedOf(wanted) };
  const wasEnabled = before.disabledAt === null;
  const { rows } = await client.query<EndpointRow>(
    `UPDATE webhook_endpoints AS e SET url = $3, description = $4, events = $5,
       disabled_at = CASE WHEN $6 THEN NULL ELSE coalesce(e.disabled_at, now()) END,
       disabled_reason = CASE WHEN $6 THEN NULL ELSE coalesce(e.disabled_reason, 'asked') END
     WHERE e.workspace_id = $1 AND e.id = $2 RETURNING ${ENDPOINT_COLUMNS}`,
    [ctx.scope.workspaceId, before.id, after.url, after.description, after.events, isEnabled ?? wasEnabled],
  );
  await audit(client, ctx, {
    action: 'webhook_endpoint.update',
    targetKind: 'webhook_endpoint',
    targetId: before.id,
    before: { url: loggedUrl(before.url), events: before.events, isEnabled: wasEnabled },
    after: { url: loggedUrl(after.url), events: after.events, isEnabled: isEnabled ?? wasEnabled },
  });
  return rows[0] as EndpointRow;
}

/** With its outbox. Errors: not_found. */
export async function removeEndpoint(client: PoolClient, ctx: ChangeContext, endpointId: string): Promise<EndpointRow> {
  const endpoint = await readEndpoint(client, ctx, endpointId, { lock: true });
  await client.query('DELETE FROM webhook_endpoints WHERE workspace_id = $1 AND id = $2', [
    ctx.scope.workspaceId,
    endpoint.id,
  ]);
  await audit(client, ctx, {
    action: 'webhook_endpoint.remove',
    targetKind: 'webhook_endpoint',
    targetId: endpoint.id,
    before: { url: loggedUrl(endpoint.url) },
  });
  return endpoint;
}

/** Until the overlap ends, messages are signed by either secret. Errors: not_found. */
export async function rotateEndpointSecret(
  client: PoolClient,
  ctx: ChangeContext,
  endpointId: string,
  overlapSeconds: number,
): Promise<ShownEndpoint> {
  const { id } = await readEndpoint(client, ctx, endpointId, { lock: true });
  const secret = createEndpointSecret();
  const { rows } = await client.query<EndpointRow>(
    `UPDATE webhook_endpoints AS e SET previous_secret = e.secret, secret = $3,
       previous_secret_until = date_trunc('milliseconds', now()) + make_interval(secs => $4)
     WHERE e.workspace_id = $1 AND e.id = $2 RETURNING ${ENDPOINT_COLUMNS}`,
    [ctx.scope.workspaceId, id, sealSecret(secret, id), overlapSeconds],
  );
  await audit(client, ctx, {
    action: 'webhook_endpoint.rotate_secret',
    targetKind: 'webhook_endpoint',
    targetId: id,
    after: { overlapSeconds },
  });
  return { endpoint: rows[0] as EndpointRow, secret };
}

async function lockEnabled(client: PoolClient, ctx: ChangeContext, endpointId: string): Promise<EndpointRow> {
  const endpoint = await readEndpoint(client, ctx, endpointId, { lock: true });
  if (endpoint.disabledAt) throw new AppError('conflict', { detail: 'The endpoint is disabled. Enable it first.' });
  return endpoint;
}

/** Sends a test event by the ordinary road. Errors: not_found, conflict (disabled). */
export async function sendTestEvent(client: PoolClient, ctx: ChangeContext, endpointId: string): Promise<DeliveryRow> {
  const endpoint = await lockEnabled(client, ctx, endpointId);
  const { workspaceId } = ctx.scope;
  const payload = bodyOf(TEST_EVENT, new Date(), { customerId: workspaceId, endpointId: endpoint.id });
  const { rows } = await client.query<DeliveryRow>(
    `INSERT INTO webhook_deliveries AS d (workspace_id, id, endpoint_id, event_id, type, payload)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${DELIVERY_COLUMNS}`,
    [workspaceId, newId(), endpoint.id, newId(), TEST_EVENT, payload],
  );
  await audit(client, ctx, { action: 'webhook_endpoint.test', targetKind: 'webhook_endpoint', targetId: endpoint.id });
  return rows[0] as DeliveryRow;
}

/** Sends the same event again, with its id and a new time, and with all its tries. Errors: not_found, conflict. */
export async function replayDelivery(
  client: PoolClient,
  ctx: ChangeContext,
  { endpointId, deliveryId }: { endpointId: string; deliveryId: string },
): Promise<DeliveryRow> {
  const endpoint = await readEndpoint(client, ctx, endpointId, { lock: true });
  if (!isUuid(deliveryId)) throw missing('delivery');
  if (endpoint.disabledAt) throw new AppError('conflict', { detail: 'The endpoint is disabled. Enable it first.' });
  const { rows } = await client.query<DeliveryRow>(
    `UPDATE webhook_deliveries AS d SET status = 'pending', attempts = 0, next_try_at = now(), delivered_at = NULL
     WHERE d.workspace_id = $1 AND d.endpoint_id = $2 AND d.id = $3 RETURNING ${DELIVERY_COLUMNS}`,
    [ctx.scope.workspaceId, endpoint.id, deliveryId],
  );
  if (!rows[0]) throw missing('delivery');
  await audit(client, ctx, {
    action: 'webhook_delivery.replay',
    targetKind: 'webhook_delivery',
    targetId: deliveryId,
    after: { endpointId: endpoint.id, eventId: rows[0].eventId },
  });
  return rows[0];
}

/**
 * Sends what was given up again, one delivery or (null) all of the endpoint's; answers how many. The caller has locked the
 * endpoint, which is enabled. Errors: not_found (nothing of it is dead).
 */
export async function replayDead(
  client: PoolClient,
  ctx: ChangeContext,
  { endpointId, deliveryId, reason }: { endpointId: string; deliveryId: string | null; reason: string },
): Promise<number> {
  if (deliveryId !== null && !isUuid(deliveryId)) throw missing('delivery');
  const { rowCount } = await client.query(
    `UPDATE webhook_deliveries SET status = 'pending', attempts = 0, next_try_at = now()
     WHERE workspace_id = $1 AND endpoint_id = $2 AND ($3::uuid IS NULL OR id = $3) AND status = 'dead'`,
    [ctx.scope.workspaceId, endpointId, deliveryId],
  );
  const count = rowCount ?? 0;
  if (count === 0) throw missing('delivery');
  await audit(client, ctx, {
    action: 'webhook_delivery.replay',
    targetKind: deliveryId === null ? 'webhook_endpoint' : 'webhook_delivery',
    targetId: deliveryId ?? endpointId,
    reason,
    after: { endpointId, count },
  });
  return count;
}
