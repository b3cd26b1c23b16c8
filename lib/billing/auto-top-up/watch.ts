import { getPool } from '../../db/pool';
import { ledgerWatch } from '../../ledger/watch';
import { log } from '../../log';
import { singleton } from '../../singleton';
import { loggable } from '../stripe';
import { evaluate } from './evaluate';
import type { Cause } from './rows';

/**
 * What makes a purchase follow within moments of the spend that asks for it. The spending path does one look-up in a
 * map; who has no rule that is on is not in it. Everything else happens after, and the sweep does the same once more.
 */
interface Watch {
  /** Threshold by workspace, of the rules that are on. May be a sweep old where another process changed one. */
  thresholds: Map<string, bigint>;
  isOpen: boolean;
  /** Workspaces that are to be looked at, and why; one entry each, so that 500 spends at once are one look. */
  waiting: Map<string, Cause>;
  running: Map<string, Promise<void>>;
}

/** Looks at the same time, in one process: each may wait for Stripe. */
const MAX_PARALLEL = 8;

const state = (): Watch =>
  singleton('auto-top-up-watch', () => ({
    thresholds: new Map(),
    isOpen: false,
    waiting: new Map(),
    running: new Map(),
  }));

/** Reads which rules are on. */
export async function refreshWatch(): Promise<void> {
  const { rows } = await getPool().query<{ workspace_id: string; threshold_micro: bigint }>(
    `SELECT workspace_id, threshold_micro FROM auto_top_up_rules WHERE state = 'on'`,
  );
  state().thresholds = new Map(rows.map((row) => [row.workspace_id, row.threshold_micro]));
}

/** Something may have been spent: looks soon, unless what is left is known to be above the threshold. */
export function noticeBalance(workspaceId: string, availableMicro: bigint | null, cause: Cause = 'spend'): void {
  const watch = state();
  const threshold = watch.thresholds.get(workspaceId);
  if (threshold === undefined || (availableMicro !== null && availableMicro > threshold)) return;
  if (!watch.waiting.has(workspaceId)) watch.waiting.set(workspaceId, cause);
  pump();
}

function pump(): void {
  const { waiting, running, isOpen } = state();
  if (!isOpen) return;
  for (const [workspaceId, cause] of waiting) {
    if (running.size >= MAX_PARALLEL) return;
    if (running.has(workspaceId)) continue; // stays waiting: what was spent during a look is looked at after it
    waiting.delete(workspaceId);
    running.set(workspaceId, look(workspaceId, cause));
  }
}

async function look(workspaceId: string, cause: Cause): Promise<void> {
  try {
    await evaluate(workspaceId, cause);
  } catch (error) {
    log.warn({ workspaceId, err: loggable(error) }, 'an automatic top-up could not be looked at; the sweep will');
  } finally {
    state().running.delete(workspaceId);
    pump();
  }
}

/** From now on, spends of this process are looked at. */
export async function openWatch(): Promise<void> {
  state().isOpen = true;
  ledgerWatch().onWritten = (workspaceId, mode, availableMicro) => {
    if (mode === 'live') noticeBalance(workspaceId, availableMicro);
  };
  await refreshWatch();
}

/** Nothing new is begun; resolves when the looks under way have ended. */
export async function closeWatch(): Promise<void> {
  ledgerWatch().onWritten = null;
  state().isOpen = false;
  state().waiting.clear();
  await Promise.all(state().running.values());
}

/** Resolves when every look that was asked for has ended: for tests. */
export async function drainWatch(): Promise<void> {
  while (state().running.size > 0) await Promise.all(state().running.values());
}
