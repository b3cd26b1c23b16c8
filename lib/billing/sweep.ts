import { getPool } from '../db/pool';
import { log } from '../log';
import { freezeReleased } from './disputes';
import { HANDLED_EVENTS } from './events';
import { fulfil } from './fulfil';
import { inParallel } from './in-parallel';
import { getStripe, isBillingOpen, loggable } from './stripe';
import { storeEvent } from './webhook';

/**
 * Takes open purchases whose time has come, for this process alone. They are put off before Stripe is asked, the longer
 * the older they are, so that a Stripe that does not answer is not asked ever faster.
 */
async function claim(limit: number): Promise<string[]> {
  const { rows } = await getPool().query<{ id: string }>(
    `UPDATE purchases
     SET next_check_at = now() + least(greatest((now() - created_at) / 10, interval '2 minutes'), interval '6 hours')
     WHERE (workspace_id, id) IN (
       SELECT workspace_id, id FROM purchases WHERE next_check_at <= now()
       ORDER BY next_check_at LIMIT $1 FOR UPDATE SKIP LOCKED
     )
     RETURNING id`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/**
 * The safety net: asks Stripe about every open purchase that is due, and freezes what has become free of disputed ones.
 * Returns how many were credited by it: more than a few means that webhooks do not arrive.
 */
export async function sweepPurchases(): Promise<{ checked: number; credited: number }> {
  const result = { checked: 0, credited: 0 };
  if (!isBillingOpen()) return result;
  await freezeReleased().catch((error: unknown) => {
    log.warn({ err: loggable(error) }, 'credits of a disputed payment could not be frozen again');
  });
  for (;;) {
    const ids = await claim(20);
    await inParallel(4, ids, async (id) => {
      try {
        if ((await fulfil(id, 'sweep')).credited) result.credited += 1;
      } catch (error) {
        log.warn({ purchaseId: id, err: loggable(error) }, 'the sweep could not ask about a purchase');
      }
      result.checked += 1;
    });
    if (ids.length < 20) return result;
  }
}

/** A guard against a list without an end; Stripe keeps events for 30 days. */
const MAX_MISSED = 10_000;

/**
 * Fetches events of the last `days` (at most 30) whose delivery failed, because we were down or the address was wrong,
 * into the inbox. Returns how many were new.
 */
export async function collectMissedEvents(days: number): Promise<number> {
  if (!isBillingOpen()) return 0;
  const since = Math.floor(Date.now() / 1000) - days * 86_400;
  const events = getStripe().events.list({
    types: HANDLED_EVENTS,
    delivery_success: false,
    created: { gte: since },
    limit: 100,
  });
  let found = 0;
  let seen = 0;
  for await (const event of events) {
    if (await storeEvent(event, { isFetched: true })) found += 1;
    seen += 1;
    if (seen >= MAX_MISSED) break;
  }
  return found;
}
