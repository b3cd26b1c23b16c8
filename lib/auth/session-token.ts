import { hash, randomBytes } from 'node:crypto';

/** A new session's secret: 256 random bits, known to the browser alone. */
export const createSessionToken = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of it, so that a leaked table opens no session. */
export const hashSessionToken = (token: string): string => hash('sha256', token, 'hex');
