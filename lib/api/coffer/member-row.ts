import { z } from 'zod';
import type { MemberRow } from '../../workspace/members';
import { formatInstant } from '../dates';

export { authorizeRoles, MEMBER_COLUMNS, type MemberRow, readMember, TAKEN_MEMBER } from '../../workspace/members';

export const role = z
  .enum(['owner', 'admin', 'billing', 'member', 'viewer'])
  .meta({ description: 'What the person may do in the portal. Owners are made and changed by owners, not by keys.' });

export const toWireMember = (row: MemberRow) => ({
  id: row.id,
  externalId: row.externalId,
  name: row.name,
  email: row.email,
  role: row.role,
  signsIn: row.signsIn,
  removedAt: row.removedAt && formatInstant(row.removedAt),
  createdAt: formatInstant(row.createdAt),
});
