import { singleton } from '../singleton';

/** Workspaces whose credits may have moved in this process since the alerts job last looked. */
interface Moved {
  ids: Set<string>;
  /** Told when there is something to look at; null while no job runs here. */
  wake: (() => void) | null;
}

/** More than this are left to the next full look. */
const MAX_MOVED = 10_000;

export const movedWorkspaces = (): Moved => singleton('alerts-moved', (): Moved => ({ ids: new Set(), wake: null }));

/**
 * Says that a workspace's credits may have moved. Costs an entry in a set: the job looks, later, at what is in it. What
 * other processes move is found by the job's full look.
 */
export function noteMoved(workspaceId: string): void {
  const { ids } = movedWorkspaces();
  if (ids.size < MAX_MOVED) ids.add(workspaceId);
}

/** The same, and the job looks now. */
export function wakeAlerts(workspaceId: string): void {
  noteMoved(workspaceId);
  movedWorkspaces().wake?.();
}
