import type Stripe from 'stripe';
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

/** A guard against a list without an end. */
const MAX_LISTED = 200_000;
const PAGE = 100;
/** Stripe's clock and ours differ, and it lists an event a moment after the time that the event bears. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/**
 * Before the oldest workspace that has a customer there, nothing at Stripe can be ours: an account with years of other
 * software's events is not read for nothing. null: there is no such workspace.
 */
async function oursSince(): Promise<Date | null> {
  const { rows } = await getPool().query<{ since: Date | null }>(
    'SELECT min(created_at) AS since FROM workspaces WHERE stripe_customer_id IS NOT NULL',
  );
  return rows[0]?.since ?? null;
}

async function storeUnknown(page: Stripe.Event[]): Promise<number> {
  const { rows } = await getPool().query<{ id: string }>('SELECT id FROM stripe_events WHERE id = ANY($1)', [
    page.map(({ id }) => id),
  ]);
  const known = new Set(rows.map(({ id }) => id));
  let stored = 0;
  for (const event of page) {
    if (!known.has(event.id) && (await storeEvent(event, { isFetched: true }))) stored += 1;
  }
  return stored;
}

/**
 * Fetches the account's events since then (Stripe keeps them for 30 days) into the inbox, except those that are there:
 * what was not delivered because we were down, because the address was wrong, or because there is no address at all.
 * Stripe's own filter for undelivered events knows nothing of the last. Returns how many were new.
 */
export async function collectMissedEvents(since: Date): Promise<number> {
  const first = isBillingOpen() ? await oursSince() : null;
  if (!first) return 0;
  const from = Math.max(since.getTime(), first.getTime()) - CLOCKS_DIFFER_MS;
  const events = getStripe().events.list({
    types: HANDLED_EVENTS,
    created: { gte: Math.floor(from / 1000) },
    limit: PAGE,
  });
  let found = 0;
  let listed = 0;
  let page: Stripe.Event[] = [];
  for await (const event of events) {
    page.push(event);
    listed += 1;
    if (listed >= MAX_LISTED) {
      log.error({ listed }, 'more events than can be read: those before the ones read were not looked at');
      break;
    }
    if (page.length < PAGE) continue;
    found += await storeUnknown(page);
    page = [];
  }
  return found + (await storeUnknown(page));
}
