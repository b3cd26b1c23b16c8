import type { Clock } from '../../clock';
import { singleton } from '../../singleton';

/** Replaces the database's clock in the decisions of this folder. Set by tests alone. */
export const billingClock = (): { clock: Clock | null } => singleton('auto-top-up-clock', () => ({ clock: null }));
