import type Stripe from 'stripe';
import { getPool } from '../db/pool';
import { log } from '../log';
import { alertOperator } from './alert';
import { handlerOf, isHandled } from './events';
import { inParallel } from './in-parallel';
import { loggable } from './stripe';

/** After this many tries an event is parked for a person; by then about four days have passed. */
const MAX_TRIES = 24;

interface InboxRow {
  id: string;
  type: string;
  payload: Stripe.Event;
  attempts: number;
}

/**
 * Takes due events for this process alone: claimed rows are put off, longer at each try, so that a process that dies
 * over them does not keep them, and two processes never work on the same one. Times are kept in milliseconds, rounded:
 * compared with now() itself, an event of this very moment can seem not yet due.
 */
async function claim(limit: number): Promise<InboxRow[]> {
  const { rows } = await getPool().query<InboxRow>(
    `UPDATE stripe_events
     SET attempts = attempts + 1, next_try_at = now() + least(interval '30 seconds' * power(2, attempts), interval '6 hours')
     WHERE id IN (
       SELECT id FROM stripe_events WHERE next_try_at <= now()::timestamptz(3)
       ORDER BY next_try_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
     )
     RETURNING id, type, payload, attempts`,
    [limit],
  );
  return rows;
}

const objectIdOf = (event: Stripe.Event): string | null => {
  const object = event.data?.object as { id?: unknown } | undefined;
  return typeof object?.id === 'string' ? object.id : null;
};

async function work(row: InboxRow): Promise<void> {
  try {
    const objectId = objectIdOf(row.payload);
    if (isHandled(row.type) && objectId) await handlerOf(row.type)({ id: row.id, objectId });
    await getPool().query(
      'UPDATE stripe_events SET processed_at = now(), next_try_at = NULL, error = NULL WHERE id = $1',
      [row.id],
    );
  } catch (error) {
    await putOff(row, error);
  }
}

async function putOff(row: InboxRow, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const isParked = row.attempts >= MAX_TRIES || (error instanceof Error && error.name === 'ParkedEvent');
  await getPool().query(
    'UPDATE stripe_events SET error = $2, next_try_at = CASE WHEN $3 THEN NULL ELSE next_try_at END WHERE id = $1',
    [row.id, message.slice(0, 1000), isParked],
  );
  if (isParked) alertOperator('stripe.event_parked', { eventId: row.id, type: row.type, reason: message });
  else log.warn({ eventId: row.id, type: row.type, attempts: row.attempts, err: loggable(error) }, 'event put off');
}

/** Works on what is due in the inbox until nothing is left. Returns how many events it took. Never throws for one event. */
export async function workInbox(): Promise<number> {
  let taken = 0;
  for (;;) {
    const rows = await claim(20);
    taken += rows.length;
    await inParallel(4, rows, work);
    if (rows.length < 20) return taken;
  }
}
