import type { Dialect } from '../wires/wire-operation';
import { openMonetizeError } from './errors';

/** The key as a bearer, or under X-API-Key as the original server also reads it. */
export const openmonetize: Dialect = {
  name: 'openmonetize',
  credential: (headers) => ({ authorization: headers.authorization, 'x-api-key': headers['x-api-key'] }),
  renderError: openMonetizeError,
};
