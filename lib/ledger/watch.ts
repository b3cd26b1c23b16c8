import { singleton } from '../singleton';
import type { Mode } from './types';

interface LedgerWatch {
  /**
   * Told after the commit of every change that a caller asked for. It must return at once and never throw: the answer
   * waits for it. `availableMicro`: what the wallet that was spent from has left; null: not known without a look.
   */
  onWritten: ((workspaceId: string, mode: Mode, availableMicro: bigint | null) => void) | null;
}

/** Who listens to the ledger of this process. One listener, so that a spend pays for one call. */
export const ledgerWatch = (): LedgerWatch => singleton('ledger-watch', (): LedgerWatch => ({ onWritten: null }));
