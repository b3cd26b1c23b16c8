import { recordAudit } from '../auth/audit';
import { getPool, type PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { log } from '../log';
import { singleton } from '../singleton';
import { openSecret } from './secret';
import { type Outcome, send } from './send';

/** Endpoints that are talked to at the same time; each gets one delivery at a time, so a slow one delays itself only. */
const MAX_PARALLEL = 32;
/** A claimed delivery that nobody settles (a crash) is due again after this: longer than any try can take. */
const LEASE_SECONDS = 60;
/** Waits after each failed try; after the last one, three and a half days after the first, the delivery is dead. */
const BACKOFF_SECONDS = [5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
const GONE = 410;

interface Claimed {
  workspaceId: string;
  id: string;
  endpointId: string;
  eventId: string;
  payload: string;
  attempts: number;
  url: string;
  secret: Buffer;
  previousSecret: Buffer | null;
}

interface State {
  isOpen: boolean;
  /** By endpoint. */
  busy: Map<string, Promise<void>>;
}

const state = () => singleton<State>('webhook-deliveries', () => ({ isOpen: true, busy: new Map() }));

/** Times are kept in milliseconds, rounded: compared with now() itself, what was written just now can seem not yet due. */
const CLAIM = `UPDATE webhook_deliveries d
  SET attempts = d.attempts + 1, next_try_at = now() + make_interval(secs => $3)
  FROM webhook_endpoints e, (
    SELECT due.id FROM webhook_endpoints p CROSS JOIN LATERAL (
      SELECT id FROM webhook_deliveries
      WHERE workspace_id = p.workspace_id AND endpoint_id = p.id AND next_try_at <= now()::timestamptz(3)
      ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) due
    WHERE p.disabled_at IS NULL AND p.id <> ALL($1::uuid[]) LIMIT $2) picked
  WHERE d.id = picked.id AND e.workspace_id = d.workspace_id AND e.id = d.endpoint_id
  RETURNING d.workspace_id AS "workspaceId", d.id, d.endpoint_id AS "endpointId", d.event_id AS "eventId", d.payload,
    d.attempts, e.url, e.secret,
    CASE WHEN e.previous_secret_until > now() THEN e.previous_secret END AS "previousSecret"`;

/**
 * Claims what is due, at most one delivery per endpoint, and begins to send. Each ended try looks for more at once, so a
 * backlog drains without waiting for the clock. Safe in several processes: rows are claimed with SKIP LOCKED.
 */
export async function deliverDue(): Promise<void> {
  const { busy, isOpen } = state();
  const free = MAX_PARALLEL - busy.size;
  if (!isOpen || free <= 0) return;
  const { rows } = await getPool().query<Claimed>(CLAIM, [[...busy.keys()], free, LEASE_SECONDS]);
  for (const row of rows) {
    // Another round of this process may have taken the same endpoint meanwhile: its lease gives this one back.
    if (!busy.has(row.endpointId)) busy.set(row.endpointId, work(row));
  }
}

async function work(row: Claimed): Promise<void> {
  try {
    await settle(row, await attempt(row));
  } catch (error) {
    log.error({ err: error, deliveryId: row.id }, 'a webhook could not be settled; its lease brings it back');
  } finally {
    state().busy.delete(row.endpointId);
  }
  await deliverDue().catch((error: unknown) => log.error({ err: error }, 'could not claim webhooks'));
}

async function attempt(row: Claimed): Promise<Outcome> {
  let secrets: string[];
  try {
    const stored = row.previousSecret ? [row.secret, row.previousSecret] : [row.secret];
    secrets = stored.map((secret) => openSecret(secret, row.endpointId));
  } catch {
    return { status: null, error: 'The signing secret cannot be read any more: rotate it.' };
  }
  return send({ url: row.url, secrets, eventId: row.eventId, payload: row.payload });
}

/** Writes the outcome of one try. Only of this try: what was claimed again meanwhile belongs to the later one. */
async function settle(row: Claimed, { status, error }: Outcome): Promise<void> {
  const wait = BACKOFF_SECONDS[row.attempts - 1];
  const isOver = error !== null && (status === GONE || wait === undefined);
  const next = error === null ? 'delivered' : isOver ? 'dead' : 'pending';
  await inTransaction(async (client) => {
    const { rowCount } = await client.query(
      `UPDATE webhook_deliveries SET status = $4, last_status = $5, last_error = $6,
         next_try_at = CASE WHEN $4 = 'pending' THEN now() + make_interval(secs => $7) END,
         delivered_at = CASE WHEN $4 = 'delivered' THEN now() END
       WHERE workspace_id = $1 AND id = $2 AND attempts = $3 AND status = 'pending'`,
      [row.workspaceId, row.id, row.attempts, next, status, error, (wait ?? 0) * (1 + Math.random() / 5)],
    );
    if (rowCount === 1 && isOver) await disable(client, row, status === GONE ? 'gone' : 'failing');
  });
}

/** What was not sent yet stays in the outbox, and goes out when somebody enables the endpoint again. */
async function disable(client: PoolClient, row: Claimed, reason: 'gone' | 'failing'): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE webhook_endpoints SET disabled_at = now(), disabled_reason = $3
     WHERE workspace_id = $1 AND id = $2 AND disabled_at IS NULL`,
    [row.workspaceId, row.endpointId, reason],
  );
  if (rowCount === 0) return;
  await recordAudit(client, {
    workspaceId: row.workspaceId,
    action: 'webhook_endpoint.disable',
    targetKind: 'webhook_endpoint',
    targetId: row.endpointId,
    actor: { kind: 'job', id: null },
    reason: reason === 'gone' ? 'The endpoint answered 410' : 'Every try of a delivery failed',
  });
}

export function openDeliveries(): void {
  state().isOpen = true;
}

/** Nothing more is claimed; resolves when the tries under way have ended. */
export async function closeDeliveries(): Promise<void> {
  state().isOpen = false;
  await Promise.all(state().busy.values());
}

/** Sends all that is due now and waits for it: for tests. */
export async function drainDeliveries(): Promise<void> {
  do {
    await deliverDue();
    await Promise.all(state().busy.values());
  } while (state().busy.size > 0);
}
