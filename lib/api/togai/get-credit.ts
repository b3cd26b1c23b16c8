import { bookDue } from '../wires/book-due';
import { type WireCall, wireOperation } from '../wires/wire-operation';
import { type Lot, toCredit, toWireMovement } from './codec';
import { togai } from './dialect';
import { type CreditName, fromCreditId } from './ids';
import { missingCredit } from './names';
import { readCredits, readMovements } from './read-credits';

/** GET /credits/{credit_id}: one credit with its movements. */
export const getCredit = wireOperation({
  dialect: togai,
  summary: 'One credit with its movements',
  policy: 'credits:read',
  run: async (wire) => {
    const { workspaceId, grantId } = creditNamed(wire);
    await bookDue(workspaceId, wire.actor.mode);
    const credit = toCredit(await findLot(wire, { workspaceId, grantId }));
    const movements = await readMovements(workspaceId, grantId);
    return { body: { ...credit, transactions: movements.map((row) => toWireMovement(credit.id, row)) } };
  },
});

/** Which credit the path names, if this key may see it. Errors: not_found, for another's too. */
export function creditNamed({ actor, call }: WireCall): CreditName {
  const credit = fromCreditId(call.params.credit_id ?? '');
  if (!credit || (actor.workspaceId !== null && actor.workspaceId !== credit.workspaceId)) throw missingCredit();
  return credit;
}

/** The lot as it stands; of one member's wallet, if the key speaks for one. Errors: not_found. */
export async function findLot({ actor }: WireCall, { workspaceId, grantId }: CreditName): Promise<Lot> {
  const { mode, memberId } = actor;
  const [lot] = await readCredits({ mode, memberId, workspaceId, grantId, limit: 1 });
  if (!lot) throw missingCredit();
  return lot;
}
