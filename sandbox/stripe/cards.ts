/** How a refused card is told, in Stripe's codes. */
export interface Decline {
  code: string;
  declineCode: string;
  message: string;
}

const decline = (code: string, declineCode: string, message: string): Decline => ({ code, declineCode, message });

/** Stripe's published test cards and what becomes of a payment with them; null: it succeeds. */
const TEST_CARDS: Record<string, { brand: string; decline: Decline | null }> = {
  '4242424242424242': { brand: 'visa', decline: null },
  '5555555555554444': { brand: 'mastercard', decline: null },
  '4000000000000002': {
    brand: 'visa',
    decline: decline('card_declined', 'generic_decline', 'Your card was declined.'),
  },
  '4000000000009995': {
    brand: 'visa',
    decline: decline('card_declined', 'insufficient_funds', 'Your card has insufficient funds.'),
  },
  '4000000000009987': { brand: 'visa', decline: decline('card_declined', 'lost_card', 'Your card was declined.') },
  '4000000000000069': { brand: 'visa', decline: decline('expired_card', 'expired_card', 'Your card has expired.') },
  '4000000000000127': {
    brand: 'visa',
    decline: decline('incorrect_cvc', 'incorrect_cvc', "Your card's security code is incorrect."),
  },
  '4000000000000119': {
    brand: 'visa',
    decline: decline(
      'processing_error',
      'processing_error',
      'An error occurred while processing your card. Try again.',
    ),
  },
  // Can be saved, but does not pay afterwards: by itself, or because its owner would have to be there.
  '4000000000000341': {
    brand: 'visa',
    decline: decline('card_declined', 'generic_decline', 'Your card was declined.'),
  },
  '4000002760003184': {
    brand: 'visa',
    decline: decline(
      'authentication_required',
      'authentication_required',
      'Your card was declined. This transaction requires authentication.',
    ),
  },
};

export const GOOD_CARD = '4242424242424242';
export const DECLINED_CARD = '4000000000000002';

export interface Card {
  number: string;
  brand: string;
  last4: string;
  decline: Decline | null;
}

/** The test card with this number, spaces allowed; null: no test card, and a real one is never taken here. */
export function findCard(typed: string): Card | null {
  const number = typed.replaceAll(/[\s-]/g, '');
  const known = TEST_CARDS[number];
  return known ? { number, last4: number.slice(-4), ...known } : null;
}

/** A saved card, which keeps its last digits only. */
export const findCardByEnd = (last4: string | undefined): Card | null => {
  const number = Object.keys(TEST_CARDS).find((known) => known.slice(-4) === last4);
  return number === undefined ? null : findCard(number);
};
