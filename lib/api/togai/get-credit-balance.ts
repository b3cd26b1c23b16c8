import { formatInstant } from '../dates';
import { bookDue } from '../wires/book-due';
import { parseWire } from '../wires/parse';
import { contextIn, wireOperation } from '../wires/wire-operation';
import { text } from '../wires/words';
import { creditNumber } from '../wires/write-json';
import { TOGAI_UNIT } from './codec';
import { togai } from './dialect';
import { findAccount, missingAccount } from './names';
import { readAccountFigures } from './read-credits';

const ACCOUNT_ID_LENGTH_MAX = 50;

/**
 * GET /accounts/{account_id}/credit_balance: totals over the lots of all wallets of the workspace; a key that speaks for one
 * member has the totals of what it is shown, the member's own.
 */
export const getCreditBalance = wireOperation({
  dialect: togai,
  summary: 'Credit totals of one account',
  policy: 'credits:read',
  run: async (wire) => {
    const accountId = parseWire(text(ACCOUNT_ID_LENGTH_MAX), wire.call.params.account_id, 'path');
    const account = await findAccount(wire, accountId);
    if (!account) throw missingAccount();
    const { workspaceId, mode } = contextIn(wire, account.workspaceId).scope;
    await bookDue(workspaceId, mode);
    const figures = await readAccountFigures({ workspaceId, mode, memberId: wire.actor.memberId });
    return {
      body: {
        activeCredits: creditNumber(figures.activeMicro),
        availableBalance: creditNumber(figures.availableMicro),
        runningBalance: creditNumber(figures.runningMicro),
        inapplicableCredits: creditNumber(figures.inapplicableMicro),
        unit: TOGAI_UNIT,
        lastUpdatedAt: formatInstant(figures.updatedAt),
      },
    };
  },
});
