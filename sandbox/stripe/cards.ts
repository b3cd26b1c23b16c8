/** How a refused card is told, in Stripe's codes. */
export interface Decline {
  code: string;
  declineCode: string;
  message: string;
}

/**
 * When a card's bank wants to see its owner. `unless_set_up`: until it was saved with the owner there; `on_session`: only
 * while the owner is there to ask.
 */
export type Authentication = 'never' | 'always' | 'unless_set_up' | 'on_session';

interface Behaviour {
  brand: string;
  /** What becomes of a payment; null: it succeeds. */
  decline: Decline | null;
  authentication: Authentication;
  /** Whether it can be saved although it does not pay. */
  isSavedAnyway: boolean;
  /** What its owner's bank does about a payment that went well. */
  dispute: { reason: string; inquiry: boolean } | null;
  /** `slow`: pending at first; `fails`: the bank sends the money back afterwards. */
  refund: 'plain' | 'slow' | 'fails';
}

const decline = (code: string, declineCode: string, message = 'Your card was declined.'): Decline => ({
  code,
  declineCode,
  message,
});

const card = (special: Partial<Behaviour> = {}): Behaviour => ({
  brand: 'visa',
  decline: null,
  authentication: 'never',
  isSavedAnyway: false,
  dispute: null,
  refund: 'plain',
  ...special,
});

const refused = (declineCode: string, message?: string): Behaviour =>
  card({ decline: decline('card_declined', declineCode, message) });

const INSUFFICIENT_FUNDS = 'Your card has insufficient funds.';

/** Stripe's published test cards. */
const TEST_CARDS: Record<string, Behaviour> = {
  '4242424242424242': card(),
  '4000056655665556': card(),
  '5555555555554444': card({ brand: 'mastercard' }),
  '378282246310005': card({ brand: 'amex' }),
  '6011111111111117': card({ brand: 'discover' }),
  '4000000000000077': card(),
  '4000000000000002': refused('generic_decline'),
  '4000000000009995': refused('insufficient_funds', INSUFFICIENT_FUNDS),
  '4000000000009987': refused('lost_card'),
  '4000000000009979': refused('stolen_card'),
  '4000000000006975': refused(
    'card_velocity_exceeded',
    'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
  ),
  '4100000000000019': refused('fraudulent'),
  '4000000000000069': card({ decline: decline('expired_card', 'expired_card', 'Your card has expired.') }),
  '4000000000000127': card({
    decline: decline('incorrect_cvc', 'incorrect_cvc', "Your card's security code is incorrect."),
  }),
  '4000000000000119': card({
    decline: decline(
      'processing_error',
      'processing_error',
      'An error occurred while processing your card. Try again in a little bit.',
    ),
  }),
  '4000000000000341': card({ decline: decline('card_declined', 'generic_decline'), isSavedAnyway: true }),
  '4000002760003184': card({ authentication: 'always' }),
  '4000000000003220': card({ authentication: 'always' }),
  '4000002500003155': card({ authentication: 'unless_set_up' }),
  '4000003800000446': card({ authentication: 'on_session' }),
  '4000008260003178': card({
    authentication: 'unless_set_up',
    decline: decline('card_declined', 'insufficient_funds', INSUFFICIENT_FUNDS),
    isSavedAnyway: true,
  }),
  '4000000000000259': card({ dispute: { reason: 'fraudulent', inquiry: false } }),
  '4000000000002685': card({ dispute: { reason: 'product_not_received', inquiry: false } }),
  '4000000000001976': card({ dispute: { reason: 'fraudulent', inquiry: true } }),
  '4000000000007726': card({ refund: 'slow' }),
  '4000000000005126': card({ refund: 'fails' }),
};

export const GOOD_CARD = '4242424242424242';
export const DECLINED_CARD = '4000000000000002';

/** Stripe's ready-made payment methods for tests, and its tokens of the same names. */
const TEST_METHODS: Record<string, string> = {
  visa: GOOD_CARD,
  visa_debit: '4000056655665556',
  mastercard: '5555555555554444',
  amex: '378282246310005',
  discover: '6011111111111117',
  bypassPending: '4000000000000077',
  chargeDeclined: DECLINED_CARD,
  visa_chargeDeclined: DECLINED_CARD,
  visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  visa_chargeDeclinedLostCard: '4000000000009987',
  visa_chargeDeclinedStolenCard: '4000000000009979',
  visa_chargeDeclinedVelocityLimitExceeded: '4000000000006975',
  radarBlock: '4100000000000019',
  chargeDeclinedExpiredCard: '4000000000000069',
  chargeDeclinedIncorrectCvc: '4000000000000127',
  chargeDeclinedProcessingError: '4000000000000119',
  chargeCustomerFail: '4000000000000341',
  authenticationRequired: '4000002760003184',
  threeDSecure2Required: '4000000000003220',
  authenticationRequiredOnSetup: '4000002500003155',
  authenticationRequiredSetupForOffSession: '4000003800000446',
  authenticationRequiredChargeDeclinedInsufficientFunds: '4000008260003178',
  createDispute: '4000000000000259',
  createDisputeProductNotReceived: '4000000000002685',
  createDisputeInquiry: '4000000000001976',
  pendingRefund: '4000000000007726',
  refundFail: '4000000000005126',
};

export interface Card extends Behaviour {
  number: string;
  last4: string;
}

/** The test card with this number, spaces allowed; null: no test card, and a real one is never taken here. */
export function findCard(typed: string): Card | null {
  const number = typed.replaceAll(/[\s-]/g, '');
  const known = TEST_CARDS[number];
  return known ? { number, last4: number.slice(-4), ...known } : null;
}

/** A saved card, which keeps its last digits only; those of the test cards differ. */
export const findCardByEnd = (last4: string | undefined): Card | null => {
  const number = Object.keys(TEST_CARDS).find((known) => known.slice(-4) === last4);
  return number === undefined ? null : findCard(number);
};

/** The card behind `pm_card_visa` or `tok_visa`; null: not one of Stripe's ready-made ones. */
export const findReadyMade = (id: string): Card | null =>
  findCard(TEST_METHODS[id.replace(/^(pm_card_|tok_)/, '')] ?? '');

/** The refusal of a payment that would need the owner while the owner is away. */
export const AUTHENTICATION_REQUIRED: Decline = decline(
  'authentication_required',
  'authentication_required',
  'Your card was declined. This transaction requires authentication.',
);

/** Whether the bank wants to see the owner for this payment. */
export function needsOwner(
  { authentication }: Card,
  { isOffSession, isSetUp }: { isOffSession: boolean; isSetUp: boolean },
): boolean {
  if (authentication === 'unless_set_up') return !isSetUp;
  if (authentication === 'on_session') return !isOffSession;
  return authentication === 'always';
}
