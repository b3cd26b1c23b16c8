import { forgetKeys } from '../../auth/authenticate-key';
import { removeMember as endMember } from '../../workspace/members';
import { once } from '../once';
import { writeOperation } from '../operation';
import { forgetResolved } from '../resolve';
import { toWireMember } from './member-row';

/**
 * DELETE /v1/members/{userId}: they lose their place, their teams and their keys at once; wallet and history stay. A
 * second time changes nothing. Errors: not_found, forbidden (an owner).
 */
export const removeMember = writeOperation({
  summary: 'Remove a member',
  policy: 'members:manage',
  run: async ({ params: { userId = '' } }, ctx) => {
    const written = await once(ctx, (client) => endMember(client, ctx, userId));
    forgetResolved();
    forgetKeys();
    return written;
  },
  output: (member) => ({ data: toWireMember(member) }),
});
