import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { getEnv } from '../env';

const IV_BYTES = 12;
const TAG_BYTES = 16;

const sealingKey = (): Buffer =>
  Buffer.from(hkdfSync('sha256', getEnv().AUTH_SECRET, 'coffer', 'webhook endpoint secrets', 32));

/** A new signing secret in the form of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export const createEndpointSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** The secret as it is stored: AES-256-GCM, bound to its endpoint. */
export function sealSecret(secret: string, endpointId: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(), iv).setAAD(Buffer.from(endpointId));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** Throws when it was sealed for another endpoint or under another AUTH_SECRET. */
export function openSecret(stored: Buffer, endpointId: string): string {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(), stored.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(endpointId))
    .setAuthTag(stored.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(stored.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}
