import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { readAttempt, resumeReturn } from '../billing';
import { formats } from '../i18n/formats';
import type { PortalWorkspace } from './workspace';

export interface ConfirmScreen {
  /** `checking`: Stripe has not decided, or does not answer; `gone`: it was withdrawn or declined. */
  state: 'waits' | 'checking' | 'paid' | 'gone';
  total: string;
  credits: string;
  card: string;
}

const STATES = {
  authentication: 'waits',
  running: 'checking',
  succeeded: 'paid',
  declined: 'gone',
  failed: 'gone',
  canceled: 'gone',
} as const;

/**
 * The page of a payment that waits for the card's owner. Who comes back from the bank makes us ask Stripe first.
 * null: there is no such attempt here. Errors: forbidden, not_found.
 */
export async function readConfirm(
  actor: Actor,
  workspace: PortalWorkspace,
  { attemptId, isBack }: { attemptId: string; isBack: boolean },
): Promise<ConfirmScreen | null> {
  const target = { workspaceId: workspace.id };
  authorize(actor, 'auto_top_up:manage', target);
  const before = await readAttempt(actor, { ...target, attemptId });
  if (!before) return null;
  if (isBack && before.ended_at === null) await resumeReturn(workspace.id, before.purchase_id);
  const attempt = isBack ? ((await readAttempt(actor, { ...target, attemptId })) ?? before) : before;
  const f = formats(workspace.locale);
  return {
    state: STATES[attempt.state],
    total: f.money(attempt.total_minor, attempt.currency),
    credits: f.credits(attempt.credit_micro + attempt.bonus_micro),
    card: attempt.card_label ?? '',
  };
}
