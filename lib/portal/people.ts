import type { Actor } from '../auth/actor';
import { listKeys } from '../auth/keys';
import { formatDate, formatRelative } from './format';
import { nameMembers } from './names';
import type { PortalWorkspace } from './workspace';

export interface KeyRow {
  id: string;
  name: string;
  /** What can be shown of it: 'sk_live_ab12…9f3c'. */
  hint: string;
  mode: 'live' | 'test';
  scopes: string[];
  member: string | null;
  status: 'active' | 'expired' | 'revoked' | 'replaced';
  created: string;
  lastUsed: string | null;
  expires: string | null;
}

function statusOf(key: Awaited<ReturnType<typeof listKeys>>[number], now: Date): KeyRow['status'] {
  if (key.revokedAt) return 'revoked';
  if (key.expiresAt && key.expiresAt <= now) return 'expired';
  return key.replacedBy ? 'replaced' : 'active';
}

/** The workspace's keys, as far as the reader may see them, newest first. */
export async function readKeys(actor: Actor, workspace: PortalWorkspace, now: Date): Promise<KeyRow[]> {
  const keys = await listKeys(actor, { workspaceId: workspace.id, includeEnded: true });
  const members = await nameMembers(
    workspace.id,
    keys.flatMap(({ memberId }) => (memberId ? [memberId] : [])),
  );
  return keys.map((key) => ({
    id: key.id,
    name: key.name,
    hint: `${key.prefix}…${key.last4}`,
    mode: key.mode,
    scopes: key.scopes,
    member: key.memberId ? (members.get(key.memberId) ?? 'Unknown member') : null,
    status: statusOf(key, now),
    created: formatDate(key.createdAt, workspace.timeZone),
    lastUsed: key.lastUsedAt && formatRelative(key.lastUsedAt, now),
    expires: key.expiresAt && formatDate(key.expiresAt, workspace.timeZone),
  }));
}
