import type { Clock } from '../clock';
import { systemClock } from '../clock';
import { singleton } from '../singleton';

/** The clock of alerts. Tests replace it, together with the ledger's. */
export const alertsClock = (): { clock: Clock } => singleton('alerts-clock', () => ({ clock: systemClock }));
