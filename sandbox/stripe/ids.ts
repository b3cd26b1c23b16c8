import { randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits without a separator, as in Stripe's ids. */
function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 248 && text.length < length) text += ALPHABET[byte % 62];
    }
  }
  return text;
}

export const newStripeId = (prefix: string, length = 24): string => `${prefix}_${randomText(length)}`;

/** Checkout sessions carry their mode in the id. */
export const newSessionId = (): string => newStripeId('cs_test', 58);
