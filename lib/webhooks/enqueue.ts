import type { PoolClient } from '../db/pool';
import { newId } from '../ids';
import type { Mode } from '../ledger/types';
import type { EventType } from './events';

export interface WebhookEvent {
  workspaceId: string;
  mode: Mode;
  type: EventType;
  /** JSON as it is sent: texts for amounts and times. */
  data: Record<string, unknown>;
}

/** The body that is signed and sent. */
export const bodyOf = (type: string, at: Date, data: Record<string, unknown>): string =>
  JSON.stringify({ type, timestamp: at.toISOString(), data });

/**
 * Puts an event into the outbox of every endpoint that wants it, in the transaction that makes it true: committed with
 * it or not at all. Without an endpoint nothing is written.
 */
export async function enqueueEvent(client: PoolClient, { workspaceId, mode, type, data }: WebhookEvent): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM webhook_endpoints
     WHERE workspace_id = $1 AND mode = $2::mode AND disabled_at IS NULL AND (events = '{}' OR $3 = ANY(events))
     FOR KEY SHARE`, // one that is removed meanwhile must not undo what the event tells of
    [workspaceId, mode, type],
  );
  if (rows.length === 0) return;
  const ids = rows.map(() => newId());
  await client.query(
    `INSERT INTO webhook_deliveries (workspace_id, id, endpoint_id, event_id, type, payload)
     SELECT $1, made.id, made.endpoint_id, $4, $5, $6 FROM unnest($2::uuid[], $3::uuid[]) AS made(id, endpoint_id)`,
    [workspaceId, ids, rows.map(({ id }) => id), newId(), type, bodyOf(type, new Date(), data)],
  );
}
