import { randomUUID } from 'node:crypto';
import { AppError } from '../errors';

const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** The caller's X-Request-Id when it is harmless in logs and headers, else one of ours. */
export const requestIdOf = (sent: string | undefined): string =>
  sent !== undefined && REQUEST_ID.test(sent) ? sent : randomUUID();

/** The Idempotency-Key, if there is one. Errors: invalid_request. */
export function readIdempotencyKey(sent: string | undefined): string | undefined {
  if (sent === undefined) return undefined;
  if (IDEMPOTENCY_KEY.test(sent)) return sent;
  throw new AppError('invalid_request', {
    detail: 'Idempotency-Key must have 1 to 255 visible ASCII characters.',
  });
}

/** Refuses bodies that are not JSON in UTF-8. Errors: unsupported_media_type (415). */
export function requireJson(contentType: string | undefined): void {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (/^application\/([a-z0-9.!#$&^_-]+\+)?json$/.test(type.trim()) && isUtf8) return;
  throw new AppError('unsupported_media_type', {
    detail: 'Send JSON in UTF-8, with the header "Content-Type: application/json".',
  });
}
