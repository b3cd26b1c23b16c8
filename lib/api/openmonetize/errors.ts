import { STATUS_CODES } from 'node:http';
import type { AppError } from '../../errors';
import type { ApiReply } from '../types';
import { failureReply, plainStatus, sentenceOf } from '../wires/failure';

/**
 * OpenMonetize's shape of a refusal: two texts, `error` (the status's phrase) and `message`. What does not validate is
 * 400 "Validation Error" there, and lists its fields under `details`.
 */
export function openMonetizeError(error: AppError): ApiReply {
  const status = plainStatus(error);
  return failureReply(error, status, {
    error: status === 400 ? 'Validation Error' : (STATUS_CODES[status] ?? error.title),
    message: sentenceOf(error),
    ...(error.fields.length > 0 && {
      details: error.fields.map(({ path, message }) => ({ path: path.join('.'), message })),
    }),
  });
}
