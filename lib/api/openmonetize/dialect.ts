import { STATUS_CODES } from 'node:http';
import type { AppError } from '../../errors';
import { failureReply, plainStatus, sentenceOf } from '../wires/failure';
import type { Dialect } from '../wires/wire-operation';

/** `{error, message}`, both texts; a bad request is called "Validation Error" and lists its fields. */
export const openmonetize: Dialect = {
  name: 'openmonetize',
  credential: (headers) => ({ authorization: headers.authorization, 'x-api-key': headers['x-api-key'] }),
  renderError: (error) => {
    const status = plainStatus(error);
    return failureReply(error, status, {
      error: status === 400 ? 'Validation Error' : (STATUS_CODES[status] ?? error.title),
      message: sentenceOf(error),
      ...detailsOf(error),
    });
  },
};

function detailsOf({ fields }: AppError): { details?: { path: string; message: string }[] } {
  if (fields.length === 0) return {};
  return { details: fields.map(({ path, message }) => ({ path: path.slice(1).join('.'), message })) };
}
