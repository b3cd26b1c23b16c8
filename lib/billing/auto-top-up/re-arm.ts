import { recordAudit } from '../../auth/audit';
import { getPool } from '../../db/pool';
import { inTransaction } from '../../db/transaction';
import { findSavedCard } from '../saved-cards';
import { evaluate } from './evaluate';
import { giveUpWaiting } from './give-up';
import { findRule, lockRule, type PauseReason, type RuleRow } from './rows';
import { refreshWatch } from './watch';

/** What another card can put right. The other reasons need other things of a person. */
const CURED_BY_CARD: ReadonlySet<string> = new Set<PauseReason>([
  'declined',
  'never_retry',
  'authentication',
  'no_card',
]);

const mayHelp = (rule: RuleRow): boolean =>
  (rule.state === 'paused' && CURED_BY_CARD.has(rule.state_reason ?? '')) ||
  (rule.state === 'on' && rule.failure_count > 0);

/** `later`: Stripe did not withdraw what waits for the old card's owner, so it has to be called again. */
export type ReArmed = 'armed' | 'nothing' | 'later';

/**
 * Called whenever a customer's cards may have changed: asks Stripe which card pays now, and takes the rule up again when
 * it is another one than the one that failed. The same news twice, or late news of the old card, changes nothing.
 * Errors: Stripe's.
 */
export async function reArm(workspaceId: string): Promise<ReArmed> {
  const rule = await findRule(getPool(), workspaceId);
  if (!rule || !mayHelp(rule)) return 'nothing';
  const { rows } = await getPool().query<{ stripe_customer_id: string | null }>(
    'SELECT stripe_customer_id FROM workspaces WHERE id = $1',
    [workspaceId],
  );
  const customerId = rows[0]?.stripe_customer_id;
  const card = customerId ? await findSavedCard(customerId) : null;
  if (!card || card.id === rule.failed_card) return 'nothing';
  // One at a time: the old card's payment must not be made after the new card has paid.
  if (!(await giveUpWaiting(workspaceId))) return 'later';
  const wasArmed = await inTransaction(async (client) => {
    const current = await lockRule(client, workspaceId);
    if (!current || !mayHelp(current) || card.id === current.failed_card) return false;
    await client.query(
      `UPDATE auto_top_up_rules SET state = 'on', state_reason = NULL, state_since = $2, failure_count = 0,
         next_try_at = NULL, failed_card = NULL, updated_at = $2 WHERE workspace_id = $1`,
      [workspaceId, current.now],
    );
    await recordAudit(client, {
      workspaceId,
      action: 'auto_top_up.re_arm',
      targetKind: 'auto_top_up_rule',
      targetId: workspaceId,
      actor: { kind: 'job', id: null },
      reason: 'another card pays now',
      before: { state: current.state, reason: current.state_reason, failures: current.failure_count },
      after: { state: 'on' },
    });
    return true;
  });
  if (!wasArmed) return 'nothing';
  await refreshWatch();
  await evaluate(workspaceId, 'card');
  return 'armed';
}
