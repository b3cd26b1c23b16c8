import { getPool } from '../../db/pool';
import { reArm } from '../auto-top-up/re-arm';

/**
 * The customer's cards may be others now: a rule that waits for one may go on. Customers of others are not ours. Thrown
 * where Stripe has to be asked again, so that the event is: nothing else would take the rule up.
 */
export async function cardsChanged(stripeCustomerId: string | null): Promise<void> {
  if (!stripeCustomerId) return;
  const { rows } = await getPool().query<{ id: string }>('SELECT id FROM workspaces WHERE stripe_customer_id = $1', [
    stripeCustomerId,
  ]);
  if (rows[0] && (await reArm(rows[0].id)) === 'later') throw new Error('an older payment could not be withdrawn yet');
}
