import type Stripe from 'stripe';
import { z } from 'zod';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { flag, listParams, metadata, params, text } from '../wire/params';
import { bookBalance } from './balance';

export const DISPUTE_STATUSES = [
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'needs_response',
  'under_review',
  'appeal_needs_response',
  'appeal_under_review',
  'won',
  'lost',
  'prevented',
] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

/** States in which nothing more is expected. */
const CLOSED: readonly string[] = ['warning_closed', 'won', 'lost', 'prevented'];
const RESPOND_WITHIN_SECONDS = 7 * 86_400;
const DISPUTE_FEE = 1_500;

const noEvidence = (): Stripe.Dispute.Evidence => ({
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
});

/** Moves the disputed money on the operator's balance, and says so. */
function moveMoney(sandbox: Sandbox, dispute: Stripe.Dispute, isOut: boolean): void {
  const id = bookBalance(sandbox, {
    of: dispute,
    type: 'adjustment',
    amount: isOut ? -dispute.amount : dispute.amount,
    fee: isOut ? DISPUTE_FEE : 0,
  });
  const line = sandbox.data.balanceTransactions.get(id);
  if (line) dispute.balance_transactions = [...dispute.balance_transactions, line];
  sandbox.emit(isOut ? 'charge.dispute.funds_withdrawn' : 'charge.dispute.funds_reinstated', dispute);
}

const isMoneyOut = (dispute: Stripe.Dispute): boolean =>
  dispute.balance_transactions.reduce((sum, { amount }) => sum + amount, 0) < 0;

interface DisputeInput {
  amount?: number | undefined;
  reason: string;
  /** Only a question: no money moves. */
  inquiry: boolean;
}

export function openDispute(sandbox: Sandbox, charge: Stripe.Charge, input: DisputeInput): Stripe.Dispute {
  const now = sandbox.clock.now();
  const dispute: Stripe.Dispute = {
    id: newStripeId('du'),
    object: 'dispute',
    amount: input.amount ?? charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence(),
    evidence_details: {
      due_by: now + RESPOND_WITHIN_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: input.inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: input.reason,
    status: input.inquiry ? 'warning_needs_response' : 'needs_response',
  };
  sandbox.data.disputes.set(dispute.id, dispute);
  charge.disputed = true;
  sandbox.emit('charge.dispute.created', dispute);
  if (!input.inquiry) moveMoney(sandbox, dispute, true);
  return dispute;
}

/** Moves a dispute to another state, with the money where that state has it. */
export function setDisputeStatus(
  sandbox: Sandbox,
  dispute: Stripe.Dispute,
  status: DisputeStatus,
  isMoneyGone = false,
): void {
  dispute.status = status;
  const shouldBeOut = status === 'prevented' ? isMoneyGone : !(status === 'won' || status.startsWith('warning'));
  if (shouldBeOut !== isMoneyOut(dispute)) moveMoney(sandbox, dispute, shouldBeOut);
  sandbox.emit(CLOSED.includes(status) ? 'charge.dispute.closed' : 'charge.dispute.updated', dispute);
}

/** Words in a test's evidence that decide, as with Stripe's own test mode. */
const DECIDES: Record<string, DisputeStatus> = { winning_evidence: 'won', losing_evidence: 'lost' };
const UNDER_REVIEW: Record<string, DisputeStatus> = {
  needs_response: 'under_review',
  warning_needs_response: 'warning_under_review',
  appeal_needs_response: 'appeal_under_review',
};

function submitEvidence(
  sandbox: Sandbox,
  dispute: Stripe.Dispute,
  evidence: Record<string, string>,
  isFinal: boolean,
): void {
  Object.assign(dispute.evidence, evidence);
  dispute.evidence_details.has_evidence = true;
  const next = UNDER_REVIEW[dispute.status];
  if (!isFinal || !next) {
    sandbox.emit('charge.dispute.updated', dispute);
    return;
  }
  dispute.evidence_details.submission_count += 1;
  dispute.evidence_details.submission_method = 'manual';
  setDisputeStatus(sandbox, dispute, next);
  const decision = DECIDES[evidence.uncategorized_text ?? ''];
  if (!decision) return;
  setDisputeStatus(sandbox, dispute, next === 'warning_under_review' ? 'warning_closed' : decision);
}

export const disputeRoutes: Route[] = [
  route(
    'GET',
    '/v1/disputes',
    listParams({ charge: text.optional(), payment_intent: text.optional() }),
    (sandbox, { params: asked }) =>
      listPage(
        '/v1/disputes',
        sandbox.data.disputes.values(),
        asked,
        (dispute) =>
          (asked.charge ?? dispute.charge) === dispute.charge &&
          (asked.payment_intent ?? dispute.payment_intent) === dispute.payment_intent,
      ),
  ),
  route('GET', '/v1/disputes/:id', params({}), (sandbox, { id }) => {
    const dispute = sandbox.data.disputes.get(id);
    if (!dispute) throw resourceMissing('dispute', id);
    return dispute;
  }),
  route(
    'POST',
    '/v1/disputes/:id',
    params({ metadata, evidence: z.record(z.string(), text).optional(), submit: flag.optional() }),
    (sandbox, { id, params: changes }) => {
      const dispute = sandbox.data.disputes.get(id);
      if (!dispute) throw resourceMissing('dispute', id);
      dispute.metadata = { ...dispute.metadata, ...changes.metadata };
      if (changes.evidence) submitEvidence(sandbox, dispute, changes.evidence, changes.submit ?? true);
      else sandbox.emit('charge.dispute.updated', dispute);
      return dispute;
    },
  ),
  route('POST', '/v1/disputes/:id/close', params({}), (sandbox, { id }) => {
    const dispute = sandbox.data.disputes.get(id);
    if (!dispute) throw resourceMissing('dispute', id);
    if (CLOSED.includes(dispute.status)) throw invalidRequest('This dispute is already closed.');
    setDisputeStatus(sandbox, dispute, dispute.status.startsWith('warning') ? 'warning_closed' : 'lost');
    return dispute;
  }),
];
