import { changeMember } from '../../workspace/members';
import { once } from '../once';
import { writeOperation } from '../operation';
import { forgetResolved } from '../resolve';
import { label, writeBody } from '../schema';
import { clearable, email } from './fields';
import { role, toWireMember } from './member-row';

/**
 * PATCH /v1/members/{userId}: what is left out stays, null clears. A changed role acts at once.
 * Errors: not_found, forbidden (an owner), validation_failed, conflict.
 */
export const updateMember = writeOperation({
  summary: 'Update a member',
  policy: 'members:manage',
  body: writeBody({
    name: label(200, 'What people call them.').optional(),
    externalId: clearable(label(255, "The caller's own id.")),
    email: clearable(email),
    role: role.optional(),
  }),
  run: async ({ params: { userId = '' }, body: { customerId: _, dryRun, ...wanted } }, ctx) => {
    const written = await once(ctx, (client) => changeMember(client, ctx, userId, wanted), { dryRun });
    forgetResolved();
    return written;
  },
  output: (member) => ({ data: toWireMember(member) }),
});
