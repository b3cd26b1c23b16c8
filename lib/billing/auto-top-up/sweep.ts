import { getPool } from '../../db/pool';
import { log } from '../../log';
import { fulfil } from '../fulfil';
import { inParallel } from '../in-parallel';
import { isBillingOpen, loggable } from '../stripe';
import { chargeAttempt } from './charge';
import { evaluate } from './evaluate';
import { giveUpWaiting } from './give-up';
import type { AttemptRow } from './rows';
import { refreshWatch } from './watch';

/** An attempt this old that is still running has lost Stripe's answer. Longer than the SDK waits with all its tries. */
const ANSWER_WITHIN = '90 seconds';
/** A payment that nobody confirmed for so long is withdrawn. */
const OWNER_WITHIN = '7 days';
const WIDTH = 4;

async function quietly(what: string, workspaceId: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ workspaceId, err: loggable(error) }, what);
  }
}

/**
 * Attempts whose answer was lost: Stripe is asked what it knows, and asked for the payment once more under the same key
 * if it knows nothing. Neither can charge twice. What stays unknown for 30 minutes is given up by `settleCardCharge`.
 */
async function resumeLost(): Promise<void> {
  const { rows } = await getPool().query<AttemptRow>(
    `SELECT a.* FROM auto_top_up_attempts a JOIN purchases p ON p.workspace_id = a.workspace_id AND p.id = a.purchase_id
     WHERE a.state = 'running' AND p.created_at < now() - $1::interval AND p.status IN ('pending', 'processing')
     ORDER BY p.created_at LIMIT 100`,
    [ANSWER_WITHIN],
  );
  await inParallel(WIDTH, rows, (attempt) =>
    quietly('an automatic top-up could not be taken up again', attempt.workspace_id, async () => {
      const { status } = await fulfil(attempt.purchase_id, 'sweep');
      if (status === 'pending') await chargeAttempt(attempt);
    }),
  );
}

/**
 * Payments that wait for their owner and that nobody confirmed for a week, or whose rule does not stand behind them any
 * more: it was stopped (by whoever: a person, a dispute, the closing of the workspace) while Stripe could not be asked.
 */
async function giveUpForgotten(): Promise<void> {
  const { rows } = await getPool().query<{ workspace_id: string; id: string }>(
    `SELECT a.workspace_id, a.id FROM auto_top_up_attempts a JOIN auto_top_up_rules r USING (workspace_id)
     WHERE a.state = 'authentication'
       AND (a.created_at < now() - $1::interval OR r.state = 'off' OR r.consent_at > a.created_at)
     ORDER BY a.created_at LIMIT 100`,
    [OWNER_WITHIN],
  );
  await inParallel(WIDTH, rows, ({ workspace_id, id }) =>
    quietly('a payment that nobody confirmed could not be withdrawn', workspace_id, () =>
      giveUpWaiting(workspace_id, id),
    ),
  );
}

/** Rules that may ask for a purchase: by the wallet's figures as booked, or because something falls due in it. */
const CANDIDATES = `
  SELECT r.workspace_id FROM auto_top_up_rules r
  LEFT JOIN wallets w ON w.workspace_id = r.workspace_id AND w.mode = 'live' AND w.owner_kind = 'workspace'
  WHERE r.state = 'on' AND (r.next_try_at IS NULL OR r.next_try_at <= now()) AND r.workspace_id > $1
    AND (w.id IS NULL OR w.settled_micro - w.held_micro <= r.threshold_micro OR w.next_event_at <= now())
    AND NOT EXISTS (SELECT 1 FROM auto_top_up_attempts a
      WHERE a.workspace_id = r.workspace_id AND a.state IN ('running', 'authentication'))
  ORDER BY r.workspace_id LIMIT 200`;

async function evaluateAll(): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await getPool().query<{ workspace_id: string }>(CANDIDATES, [after]);
    await inParallel(WIDTH, rows, ({ workspace_id }) =>
      quietly('an automatic top-up could not be looked at', workspace_id, () => evaluate(workspace_id, 'sweep')),
    );
    const last = rows.at(-1);
    if (!last || rows.length < 200) return;
    after = last.workspace_id;
  }
}

/** The safety net under the spends that wake us: every rule that is on, every answer that was lost. */
export async function sweepAutoTopUps(): Promise<void> {
  await refreshWatch();
  if (!isBillingOpen()) return;
  await resumeLost();
  await giveUpForgotten();
  await evaluateAll();
}
