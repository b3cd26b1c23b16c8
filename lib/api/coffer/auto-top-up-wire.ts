import type { AttemptView, AutoTopUpView } from '../../billing';
import { formatAmount } from '../amount';
import { formatInstant } from '../dates';

/** Credits as decimal text; money as whole minor units in text. What names a card at Stripe stays here. */
const toWireAttempt = (attempt: AttemptView) => ({
  id: attempt.id,
  purchaseId: attempt.purchase_id,
  status: attempt.state,
  failureCode: attempt.failure_code,
  credits: formatAmount(attempt.credit_micro + attempt.bonus_micro),
  totalMinor: attempt.total_minor.toString(),
  currency: attempt.currency,
  availableBalance: formatAmount(attempt.available_micro),
  card: attempt.card_label,
  createdAt: formatInstant(attempt.created_at),
  endedAt: attempt.ended_at && formatInstant(attempt.ended_at),
});

const toWireRule = (rule: AutoTopUpView) => ({
  status: rule.state,
  reason: rule.state_reason,
  since: formatInstant(rule.state_since),
  threshold: formatAmount(rule.threshold_micro),
  packId: rule.pack_id,
  amountMinor: rule.amount_minor?.toString() ?? null,
  currency: rule.currency,
  caps: {
    attemptMinor: rule.attempt_cap_minor.toString(),
    dayMinor: rule.day_cap_minor.toString(),
    monthMinor: rule.month_cap_minor.toString(),
  },
  spent: { dayMinor: rule.spent.dayMinor.toString(), monthMinor: rule.spent.monthMinor.toString() },
  declinesInARow: rule.failure_count,
  nextTryAt: rule.next_try_at && formatInstant(rule.next_try_at),
  consent: {
    text: rule.consent_text,
    version: rule.consent_version,
    email: rule.consent_email,
    at: formatInstant(rule.consent_at),
  },
});

/** `rule` null: nobody has ever agreed to one. */
export const toWireAutoTopUp = ({ rule, attempts }: { rule: AutoTopUpView | null; attempts: AttemptView[] }) => ({
  isOn: rule?.state === 'on',
  rule: rule && toWireRule(rule),
  attempts: attempts.map(toWireAttempt),
});
