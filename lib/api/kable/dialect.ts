import { failureReply, plainStatus, sentenceOf } from '../wires/failure';
import type { Dialect } from '../wires/wire-operation';
import { fromClientId } from './ids';

/**
 * `{message}`. Kable knows 400, 401 and 404: a key that may not do this is unauthorized there. Every reply carries
 * X-REQUEST-ID, which the door puts on all replies of the API.
 */
export const kable: Dialect = {
  name: 'kable',
  credential: (headers) => {
    const clientId = headers['kable-client-id'];
    const secret = headers['kable-client-secret'];
    // Half a credential is none.
    if (!clientId || !secret) return {};
    return { 'kable-client-id': fromClientId(clientId.trim()) ?? clientId, 'kable-client-secret': secret };
  },
  renderError: (error) => {
    if (error.status === 401 || error.status === 403) return failureReply(error, 401, { message: 'Unauthorized' });
    return failureReply(error, plainStatus(error), { message: sentenceOf(error) });
  },
};
