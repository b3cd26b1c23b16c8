import { lookAtAll, lookAtMoved } from '../alerts/look-at-balance';
import { lookAtExpiries } from '../alerts/look-at-expiry';
import { lookAtRunways } from '../alerts/look-at-runway';
import { movedWorkspaces, noteMoved } from '../alerts/wake';
import { sweepAutoTopUps } from '../billing/auto-top-up/sweep';
import { closeWatch, openWatch } from '../billing/auto-top-up/watch';
import { workInbox } from '../billing/inbox';
import { collectMissedEvents, sweepPurchases } from '../billing/sweep';
import { getLedger } from '../ledger';
import { ledgerWatch } from '../ledger/watch';
import { log } from '../log';
import { sendDueMails } from '../notify/outbox';
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

/** Stripe keeps events for so long. */
const KEPT_MS = 30 * 24 * HOUR_MS;

/** All that Stripe still has at the first run, which may follow a long time without us; then what came since the last. */
function collectMissed(): () => Promise<number> {
  let since = new Date(Date.now() - KEPT_MS);
  return async () => {
    const began = Date.now();
    const found = await collectMissedEvents(since);
    since = new Date(began - HOUR_MS);
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
    alerts: { everyMs: 2 * SECOND_MS, delayMs: 2 * SECOND_MS, run: lookAtMoved },
    allAlerts: { everyMs: MINUTE_MS, delayMs: 20 * SECOND_MS, run: lookAtAll },
    runways: { everyMs: 15 * MINUTE_MS, delayMs: 30 * SECOND_MS, run: lookAtRunways },
    expiries: { everyMs: 15 * MINUTE_MS, delayMs: 25 * SECOND_MS, run: lookAtExpiries },
    mails: { everyMs: 2 * SECOND_MS, delayMs: 2 * SECOND_MS, run: sendDueMails },
    webhooks: { everyMs: SECOND_MS, delayMs: 2 * SECOND_MS, run: deliverDue },
    months: { everyMs: 24 * HOUR_MS, run: ensureMonths },
    cleanUp: { everyMs: HOUR_MS, delayMs: MINUTE_MS, run: cleanUp },
  }) satisfies Record<string, Omit<Job, 'name'>>;

/** Whose credits moved is remembered for the alerts, beside whatever listens already. */
function listenForAlerts(): void {
  const watch = ledgerWatch();
  const before = watch.onWritten;
  watch.onWritten = (workspaceId, mode, availableMicro) => {
    before?.(workspaceId, mode, availableMicro);
    noteMoved(workspaceId);
  };
}

/**
 * Starts what runs on a clock or a queue in this process. Every job is safe to run in several processes at once: rows
 * are claimed with SKIP LOCKED, the rest is idempotent. `stop` waits for what is under way.
 */
export function startJobs(): { stop(): Promise<void> } {
  openDeliveries();
  void openWatch().catch((error: unknown) =>
    log.error({ err: error }, 'could not read which automatic top-ups are on'),
  );
  listenForAlerts();
  const running = Object.entries(jobs()).map(([name, job]) => ({ name, job: runEvery({ name, ...job }) }));
  const wakeOf = (wanted: string) => running.find(({ name }) => name === wanted)?.job.wake ?? null;
  wakers().inbox = wakeOf('inbox');
  movedWorkspaces().wake = wakeOf('alerts');
  return {
    async stop() {
      wakers().inbox = null;
      movedWorkspaces().wake = null;
      await Promise.all([closeDeliveries(), closeWatch(), ...running.map(({ job }) => job.stop())]);
    },
  };
}
