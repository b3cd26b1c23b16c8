import { sweepAutoTopUps } from '../billing/auto-top-up/sweep';
import { closeWatch, openWatch } from '../billing/auto-top-up/watch';
import { workInbox } from '../billing/inbox';
import { collectMissedEvents, sweepPurchases } from '../billing/sweep';
import { getLedger } from '../ledger';
import { log } from '../log';
import { closeDeliveries, deliverDue, openDeliveries } from '../webhooks/deliver';
import { cleanUp } from './clean-up';
import { ensureMonths } from './months';
import { type Job, runEvery } from './runner';
import { wakers } from './wake';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Wallets per round; a full round is followed by the next at once. */
const WALLETS_PER_SWEEP = 200;

async function sweepWallets(): Promise<void> {
  const ledger = getLedger();
  while ((await ledger.sweepDueWallets(WALLETS_PER_SWEEP)) >= WALLETS_PER_SWEEP);
}

/** All that Stripe still has at the first run, which may follow a long time without us; a day after that. */
function collectMissed(): () => Promise<number> {
  let days = 30;
  return async () => {
    const found = await collectMissedEvents(days);
    days = 1;
    if (found > 0) wakers().inbox?.();
    return found;
  };
}

const jobs = () =>
  ({
    inbox: { everyMs: 5 * SECOND_MS, run: workInbox },
    purchases: { everyMs: MINUTE_MS, delayMs: 5 * SECOND_MS, run: sweepPurchases },
    autoTopUps: { everyMs: 30 * SECOND_MS, delayMs: 3 * SECOND_MS, run: sweepAutoTopUps },
    missedEvents: { everyMs: 5 * MINUTE_MS, delayMs: 15 * SECOND_MS, run: collectMissed() },
    wallets: { everyMs: MINUTE_MS, delayMs: 10 * SECOND_MS, run: sweepWallets },
    webhooks: { everyMs: SECOND_MS, delayMs: 2 * SECOND_MS, run: deliverDue },
    months: { everyMs: 24 * HOUR_MS, run: ensureMonths },
    cleanUp: { everyMs: HOUR_MS, delayMs: MINUTE_MS, run: cleanUp },
  }) satisfies Record<string, Omit<Job, 'name'>>;

/**
 * Starts what runs on a clock or a queue in this process. Every job is safe to run in several processes at once: rows
 * are claimed with SKIP LOCKED, the rest is idempotent. `stop` waits for what is under way.
 */
export function startJobs(): { stop(): Promise<void> } {
  openDeliveries();
  void openWatch().catch((error: unknown) =>
    log.error({ err: error }, 'could not read which automatic top-ups are on'),
  );
  const running = Object.entries(jobs()).map(([name, job]) => ({ name, job: runEvery({ name, ...job }) }));
  wakers().inbox = running.find(({ name }) => name === 'inbox')?.job.wake ?? null;
  return {
    async stop() {
      wakers().inbox = null;
      await Promise.all([closeDeliveries(), closeWatch(), ...running.map(({ job }) => job.stop())]);
    },
  };
}
