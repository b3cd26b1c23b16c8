import { STATUS_CODES } from 'node:http';
import type { AppError } from '../../errors';
import { refusalHeaders, toWireFacts } from '../problem';
import type { ApiReply } from '../types';

/**
 * OpenMonetize's shape of a refusal: two texts, `error` (the status's phrase) and `message`. What does not validate is
 * 400 there, with `details`. Another customer's id is 403, whether that customer exists or not.
 */
export function openMonetizeError(error: AppError): ApiReply {
  const isInvalid = error.status === 422 || error.code === 'invalid_request';
  const status = isInvalid ? 400 : error.status;
  const details = error.fields.map(({ path, message }) => ({ path, message }));
  return {
    status,
    headers: { 'content-type': 'application/json', ...refusalHeaders(error) },
    body: JSON.stringify({
      ...toWireFacts(error.facts),
      error: isInvalid ? 'Validation Error' : (STATUS_CODES[status] ?? 'Error'),
      message: error.detail ?? error.title,
      code: error.code,
      ...(details.length > 0 && { details }),
    }),
  };
}
