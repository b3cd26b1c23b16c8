/**
 * Why a purchase waits for a person. It is kept and logged as an English sentence, so that a row says by itself what is
 * wrong with it; screens read the sentence back and say it in the reader's language.
 */

/** What of an order is compared with Stripe's object, and how the sentence calls it. */
const COMPARED = {
  livemode: 'livemode',
  mode: 'mode',
  purchaseId: 'purchase id',
  purchaseIdInMetadata: 'purchase id in metadata',
  customer: 'customer',
  currency: 'currency',
  subtotal: 'subtotal',
  total: 'total',
  quantity: 'quantity',
  amounts: 'amounts',
  tax: 'tax',
  amount: 'amount',
  amountReceived: 'amount received',
  paymentLivemode: 'livemode of the payment',
  paymentCurrency: 'currency of the payment',
  paymentAmount: 'amount of the payment',
  paymentCustomer: 'customer of the payment',
  paymentStatus: 'status of the payment',
} as const;

export type Compared = keyof typeof COMPARED;

export const COMPARED_NAMES = Object.keys(COMPARED) as Compared[];

/** What else there can be; `{value}` is an id or Stripe's own word. */
const CAUSES = {
  closed: 'paid, but the workspace is closed',
  elsewhere: 'the payment belongs to purchase {value} already',
  noSession: 'Stripe does not know the session of this purchase',
  sessionState: "Stripe's session is in an unknown state ({value})",
  noPayment: 'Stripe reports "{value}" without a payment',
  taxTooHigh: 'the tax is as much as the total',
  refundFailed: 'the money was given back, but the refund did not go through',
} as const;

export type Cause = keyof typeof CAUSES;

export const CAUSE_NAMES = Object.keys(CAUSES) as Cause[];

export type ReviewReason =
  | { kind: 'differs'; what: Compared; theirs: string; ours: string }
  | { kind: 'cause'; cause: Cause; value: string }
  /** A sentence of another release. */
  | { kind: 'other'; text: string };

const SEPARATOR = '; ';

/** "total is 1, expected 2500". */
export const differs = (what: Compared, theirs: unknown, ours: unknown): string =>
  `${COMPARED[what]} is ${String(theirs)}, expected ${String(ours)}`;

export const because = (cause: Cause, value: string | null = ''): string =>
  CAUSES[cause].replace('{value}', String(value));

/** Several at once, as one text. */
export const joinReasons = (reasons: readonly string[]): string => reasons.join(SEPARATOR);

function readOne(text: string): ReviewReason {
  for (const cause of CAUSE_NAMES) {
    const [before = '', after] = CAUSES[cause].split('{value}');
    if (after === undefined ? text === before : text.startsWith(before) && text.endsWith(after)) {
      return { kind: 'cause', cause, value: text.slice(before.length, text.length - (after ?? '').length) };
    }
  }
  const [, name, theirs = '', ours = ''] = /^([a-z ]+?) is (.*), expected (.*)$/.exec(text) ?? [];
  const what = COMPARED_NAMES.find((known) => COMPARED[known] === name);
  return what ? { kind: 'differs', what, theirs, ours } : { kind: 'other', text };
}

/** What a kept text says, reason by reason. */
export const readReasons = (text: string): ReviewReason[] => text.split(SEPARATOR).map(readOne);
