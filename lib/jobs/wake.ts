import { singleton } from '../singleton';

/** What the process's scheduler listens to. Empty while no jobs run here: then another process's clock finds the work. */
interface Wakers {
  inbox: (() => void) | null;
}

export const wakers = (): Wakers => singleton('wakers', (): Wakers => ({ inbox: null }));

/** There is something in the inbox: work on it now rather than at the next tick. Returns at once. */
export function wakeInbox(): void {
  wakers().inbox?.();
}
