import { getPool } from '../../db/pool';
import { operation } from '../operation';
import { readMember, toWireMember } from './member-row';

/** GET /v1/members/{userId}: by our id or the caller's own, removed ones too. Errors: not_found. */
export const getMember = operation({
  summary: 'Get a member',
  policy: 'members:view',
  run: async ({ params: { userId = '' } }, ctx) => readMember(getPool(), ctx, userId),
  output: (member) => ({ data: toWireMember(member) }),
});
