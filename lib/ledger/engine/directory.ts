/**
 * What never changes once it is so, remembered per process: which wallet an owner has, and that a member exists. Bounded;
 * forgetting only costs a look-up.
 */

import { ownerIdOf } from '../plan/views';
import type { Mode, WalletOwner } from '../types';

const MAX_ENTRIES = 200_000;

export interface KnownWallet {
  id: string;
  /** As last seen: a hint which path to take first, nothing more. */
  isGuarded: boolean;
}

class BoundedMap<V> {
  private readonly entries = new Map<string, V>();

  get(key: string): V | undefined {
    return this.entries.get(key);
  }

  set(key: string, value: V): void {
    if (this.entries.size >= MAX_ENTRIES) this.entries.clear();
    this.entries.set(key, value);
  }
}

export const ownerKey = (workspaceId: string, mode: Mode, owner: WalletOwner): string =>
  `${workspaceId} ${mode} ${owner.kind} ${ownerIdOf(owner, workspaceId)}`;

export class Directory {
  readonly wallets = new BoundedMap<KnownWallet>();
  private readonly members = new BoundedMap<true>();

  hasMember(workspaceId: string, memberId: string): boolean {
    return this.members.get(`${workspaceId} ${memberId}`) === true;
  }

  addMember(workspaceId: string, memberId: string): void {
    this.members.set(`${workspaceId} ${memberId}`, true);
  }
}
