import type { Role } from '@/prisma/generated/enums';
import type { Actor } from '../auth/actor';
import { type InviteView, inviteMember } from '../auth/invites';
import { requireCustomer } from './customer';
import { problem } from './problem';

export const INVITABLE_ROLES = ['owner', 'admin', 'billing', 'member', 'viewer'] as const satisfies readonly Role[];

/** Invites an address into a customer: its first owner, say. Errors: forbidden, not_found, validation_failed, conflict. */
export async function inviteTo(
  actor: Actor,
  input: { customerId: string; email: string; role: string },
): Promise<InviteView> {
  const customer = await requireCustomer(actor, input.customerId);
  if (customer.status === 'closed') throw problem('conflict', 'customerClosed');
  const role = INVITABLE_ROLES.find((known) => known === input.role);
  if (!role) throw problem('validation_failed', 'roleUnknown', 'role');
  return inviteMember(actor, { workspaceId: customer.id, email: input.email, role });
}
