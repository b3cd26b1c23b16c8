import { hash, randomInt } from 'node:crypto';
import type { Mode } from '@/prisma/generated/enums';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 40; // log2(62 ** 40) = 238 bits
const FORM = /^sk_(?:live|test)_[0-9A-Za-z]{40}$/;
/** Shown for ever: the mode and four characters, far too few to guess the rest from. */
const PREFIX_LENGTH = 'sk_live_'.length + 4;

export interface NewSecret {
  secret: string;
  prefix: string;
  last4: string;
  hash: Buffer;
}

/** Makes a key's secret. Letters and digits only, so that a double click takes all of it. */
export function createSecret(mode: Mode): NewSecret {
  let random = '';
  for (let i = 0; i < RANDOM_LENGTH; i++) random += ALPHABET[randomInt(ALPHABET.length)];
  const secret = `sk_${mode}_${random}`;
  return { secret, prefix: secret.slice(0, PREFIX_LENGTH), last4: secret.slice(-4), hash: hashSecret(secret) };
}

/** SHA-256, which is all the database keeps: a slow hash protects guessable words, and these are not. */
export const hashSecret = (secret: string): Buffer => hash('sha256', secret, 'buffer');

/** Whether text could be a key at all; what could not is refused without a look into the database. */
export const isSecretForm = (text: string): boolean => FORM.test(text);
