import type { Actor } from '../../auth/actor';
import { authorize } from '../../auth/policy';
import { getPool } from '../../db/pool';
import { isUuid } from '../../ids';
import { edgesOf, type Spent } from './decide';
import { type AttemptRow, findRule, type RuleRow } from './rows';
import { readSpent } from './standing';

export type AutoTopUpView = RuleRow & { spent: Spent };

export interface AttemptView extends AttemptRow {
  credit_micro: bigint;
  bonus_micro: bigint;
}

const ATTEMPTS = `SELECT a.*, p.credit_micro, p.bonus_micro FROM auto_top_up_attempts a
  JOIN purchases p ON p.workspace_id = a.workspace_id AND p.id = a.purchase_id WHERE a.workspace_id = $1`;

/**
 * The rule with what was spent by it in this day and month, and its newest attempts; `rule` null: nobody has ever agreed
 * to one. Errors: unauthenticated, forbidden, not_found.
 */
export async function readAutoTopUp(
  actor: Actor,
  {
    workspaceId,
    timeZone,
    now,
    attempts = 10,
  }: { workspaceId: string; timeZone: string; now: Date; attempts?: number },
): Promise<{ rule: AutoTopUpView | null; attempts: AttemptView[] }> {
  authorize(actor, 'auto_top_up:view', { workspaceId });
  const rule = await findRule(getPool(), workspaceId);
  if (!rule) return { rule: null, attempts: [] };
  const [spent, { rows }] = await Promise.all([
    readSpent(getPool(), workspaceId, edgesOf(now, timeZone)),
    getPool().query<AttemptView>(`${ATTEMPTS} ORDER BY a.created_at DESC, a.id DESC LIMIT $2`, [workspaceId, attempts]),
  ]);
  return { rule: { ...rule, spent }, attempts: rows };
}

/** One attempt of this workspace, or null. Errors: unauthenticated, forbidden, not_found. */
export async function readAttempt(
  actor: Actor,
  { workspaceId, attemptId }: { workspaceId: string; attemptId: string },
): Promise<AttemptView | null> {
  authorize(actor, 'auto_top_up:view', { workspaceId });
  if (!isUuid(attemptId)) return null;
  const { rows } = await getPool().query<AttemptView>(`${ATTEMPTS} AND a.id = $2`, [workspaceId, attemptId]);
  return rows[0] ?? null;
}
