import { isAppError } from '../../errors';
import { withFee } from '../fee';
import { findCreditPrice, findPack } from '../packs';
import { quoteOwnAmount, quotePack } from '../pricing';
import type { Quote } from '../types';

/** What is bought each time: a pack, or an amount of money of one's own. */
export type AutoTopUpItem = { packId: string } | { amountMinor: bigint };

/** What the item costs and gives today; null: it is not for sale (any more), or not in this currency. */
export async function quoteItem(item: AutoTopUpItem, currency: string): Promise<Quote | null> {
  if ('packId' in item) {
    const pack = await findPack(item.packId, currency);
    return pack && withFee(quotePack(pack));
  }
  const price = await findCreditPrice(currency);
  if (!price) return null;
  try {
    return withFee(quoteOwnAmount(price, item.amountMinor));
  } catch (error) {
    if (isAppError(error) && error.code === 'validation_failed') return null; // the limits have changed
    throw error;
  }
}

/** The item of a rule's row. */
export const itemOf = (row: { pack_id: string | null; amount_minor: bigint | null }): AutoTopUpItem =>
  row.pack_id === null ? { amountMinor: row.amount_minor ?? 0n } : { packId: row.pack_id };
