import type { Actor } from '../auth/actor';
import { findTrouble } from '../billing';
import { formats } from '../i18n/formats';
import { translator } from '../i18n/translator';
import type { Explanation } from '../ledger/types';
import { type PurchaseLink, purchaseLink, some } from './money-back';
import type { PortalWorkspace } from './workspace';

/** In words why credits came or went without anybody spending them. */
export interface Why {
  text: string;
  purchase: PurchaseLink | null;
}

const size = (micro: bigint): bigint => (micro < 0n ? -micro : micro);

/** Why a row is there that refunds, disputes, repaid debts or voids have made; null: it speaks for itself. */
export async function readWhy(
  actor: Actor,
  workspace: PortalWorkspace,
  { transaction, allocations, related }: Pick<Explanation, 'transaction' | 'allocations' | 'related'>,
): Promise<Why | null> {
  const t = translator(workspace.locale, 'transactions');
  const { credits } = formats(workspace.locale);
  const amount = credits(size(transaction.amountMicro));
  const owedMicro = allocations
    .filter(({ grant }) => grant === null)
    .reduce((total, { amountMicro }) => total + size(amountMicro), 0n);
  const aboutId = transaction.kind === 'dispute_release' ? related?.relatedId : transaction.relatedId;
  const trouble = aboutId ? await findTrouble(workspace.id, aboutId) : null;
  const purchase =
    trouble && purchaseLink(actor, workspace, trouble.purchase, (values) => t('explain.why.receipt', values));
  // Sentences that have nothing to say leave their space behind.
  const about = (text: string): Why => ({ text: text.replace(/ +/g, ' ').trim(), purchase });
  switch (transaction.kind) {
    case 'dispute_hold': {
      if (trouble?.effect === 'frozen') return about(t('explain.why.frozen', { amount }));
      if (trouble?.effect === 'taken') return about(t('explain.why.frozenLost', { amount }));
      return about(t('explain.why.frozenReleased', { amount }));
    }
    case 'dispute_release':
      return about(t('explain.why.released', { amount }));
    case 'refund': {
      const takenMicro = size(transaction.amountMicro) - owedMicro;
      const figures = {
        taken: credits(takenMicro),
        takenCount: some(takenMicro),
        owed: credits(owedMicro),
        owedCount: some(owedMicro),
      };
      return about(t(trouble?.effect ? 'explain.why.lost' : 'explain.why.refund', figures));
    }
    case 'settle':
      return about(t('explain.why.settle', { amount: credits(owedMicro) }));
    case 'void':
      return about(t('explain.why.void', { amount }));
    case 'grant':
      return allocations[0]?.grant?.source === 'refund' ? about(t('explain.why.returned', { amount })) : null;
    default:
      return null;
  }
}
