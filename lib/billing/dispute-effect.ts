import type Stripe from 'stripe';

/** What a dispute does to the credits of its purchase. */
export type DisputeEffect = 'none' | 'frozen' | 'taken';

/** Money that the dispute has moved, signed: below zero while it is withdrawn. */
const netMinor = (dispute: Stripe.Dispute): number =>
  dispute.balance_transactions.reduce((sum, { amount }) => sum + amount, 0);

/**
 * What the dispute should have done to the credits, judged by Stripe's object alone; null: a status that this release
 * does not know, so a person decides. An inquiry is only noted. `prevented` ends a dispute before it becomes one: with
 * the money gone or not. An appeal comes after a loss, and changes nothing until it is decided.
 */
export function effectOf(dispute: Stripe.Dispute): DisputeEffect | null {
  switch (dispute.status) {
    case 'warning_needs_response':
    case 'warning_under_review':
    case 'warning_closed':
    case 'won':
      return 'none';
    case 'needs_response':
    case 'under_review':
      return 'frozen';
    case 'lost':
    case 'appeal_needs_response':
    case 'appeal_under_review':
      return 'taken';
    case 'prevented':
      return netMinor(dispute) < 0 ? 'taken' : 'none';
    default:
      return null;
  }
}
