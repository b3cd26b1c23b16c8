import { operation } from '../operation';
import { readGrant } from '../visible';
import { toWireGrant } from './wire';

/** GET /v1/grants/{grantId}. Errors: not_found. */
export const getGrant = operation({
  summary: 'Read one grant',
  policy: 'credits:read',
  run: ({ params }, ctx) => readGrant(ctx, params.grantId),
  output: (grant) => ({ data: toWireGrant(grant) }),
});
