import { AppError } from '../../errors';
import type { Job } from '../engine/job';
import { checkNotNegative } from '../plan/checks';
import { availableIn } from '../plan/spend';
import { toFigures, toWalletView } from '../plan/views';
import type { OverdraftResult, SetOverdraftInput } from '../types';
import { scopeOf } from './consume';

/**
 * Says how far a wallet may go into debt. Debt that is there stays, and only blocks more.
 * Errors: not_found, validation_failed; conflict while holds are open on an overdraft that would no longer be allowed.
 */
export function setOverdraftJob(input: SetOverdraftInput): Job<OverdraftResult> {
  const limit = input.policy === 'limit' ? (input.limitMicro ?? 0n) : 0n;
  checkNotNegative(limit, 'limitMicro');
  return {
    ...scopeOf(input),
    owners: [{ owner: input.owner, burnMicro: 0n, mayCreate: input.policy !== 'none' }],
    memberIds: [],
    needs: {},
    touches: () => [],
    plan(view) {
      const { books } = view;
      const wallet = view.walletOf(input.owner);
      // Whatever the debt is: it may be repaid while the hold is still open.
      if (input.policy === 'none' && wallet.heldOverdraft > 0n) {
        throw new AppError('conflict', {
          detail: 'Holds are open on the overdraft. Release or capture them first.',
          facts: { heldMicro: wallet.held, availableMicro: availableIn(wallet) },
        });
      }
      books.setWallet(wallet, 'policy', input.policy);
      books.setWallet(wallet, 'overdraft', limit);
      if (input.policy === 'none') books.setWallet(wallet, 'mayUnguard', true);
      else books.setWallet(wallet, 'isGuarded', true);
      const isStored = !wallet.isNew || input.policy !== 'none';
      const shown = toWalletView(wallet, input.workspaceId);
      return { wallet: isStored ? shown : { ...shown, id: null, createdAt: null }, ...toFigures(wallet) };
    },
  };
}
