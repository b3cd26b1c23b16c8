import type { AppError } from '../../errors';
import { refusalHeaders } from '../problem';
import type { ApiReply } from '../types';

/** Statuses of Coffer's own that the vendors' clients have no branch for: a field that is wrong is a bad request there. */
export const plainStatus = (error: AppError): number =>
  error.status === 422 || error.status === 415 ? 400 : error.status;

/** What a vendor's client may read: the sentence for people, never a cause. */
export const sentenceOf = (error: AppError): string => error.detail ?? error.title;

export const failureReply = (error: AppError, status: number, body: unknown): ApiReply => ({
  status,
  headers: { 'content-type': 'application/json', ...refusalHeaders(error) },
  body: JSON.stringify(body),
});
