import { z } from 'zod';
import { getLedger } from '../../ledger';
import { bookDue } from '../wires/book-due';
import { parseWire, queryOf } from '../wires/parse';
import { wireOperation } from '../wires/wire-operation';
import { integerText, text } from '../wires/words';
import { type CreditStatus, type Lot, toCredit } from './codec';
import { togai } from './dialect';
import { fromCreditId } from './ids';
import { findAccount } from './names';
import { decodePageToken, encodePageToken } from './page-token';
import { type CreditQuery, readCredits } from './read-credits';

const PAGE_SIZE_MAX = 50;
/** Wallets whose due events are booked before a list over all accounts; the background sweep does the rest. */
const SWEPT_BEFORE_LIST = 200;

const ListQuery = z.looseObject({
  nextToken: text(500).optional(),
  status: z.string().optional(),
  account_id: z.string().optional(),
  id: z.string().optional(),
  pageSize: integerText({ min: 1, max: Number.MAX_SAFE_INTEGER }).optional(),
});
type Asked = z.infer<typeof ListQuery>;

/** GET /credits: newest first. A filter that nothing can match has an empty page, not an error. */
export const listCredits = wireOperation({
  dialect: togai,
  summary: 'Page through credits',
  policy: 'credits:read',
  run: async (wire) => {
    const asked = parseWire(ListQuery, queryOf(wire.call.query), 'query');
    const start = asked.nextToken ? decodePageToken(asked.nextToken) : undefined;
    const pageSize = Math.min(asked.pageSize ?? start?.pageSize ?? PAGE_SIZE_MAX, PAGE_SIZE_MAX);
    const { mode, workspaceId, memberId } = wire.actor;
    const filter = await filterOf(wire, asked);
    if (!filter) return { body: { data: [] } };
    const only = filter.workspaceId ?? workspaceId ?? undefined;
    if (only) await bookDue(only, mode);
    else await getLedger().sweepDueWallets(SWEPT_BEFORE_LIST);
    const lots = await readCredits({ ...filter, mode, memberId, workspaceId: only, after: start, limit: pageSize + 1 });
    const page = lots.slice(0, pageSize);
    return {
      body: {
        data: page.map((lot) => toCredit(lot, asked.account_id)),
        nextToken: lots.length > pageSize ? tokenAfter(page.at(-1), pageSize) : undefined,
      },
    };
  },
});

/** The filters in our terms; null when nothing can match. */
async function filterOf(
  wire: Parameters<Parameters<typeof wireOperation>[0]['run']>[0],
  asked: Asked,
): Promise<Partial<CreditQuery> | null> {
  const credit = asked.id === undefined ? undefined : fromCreditId(asked.id);
  const account = asked.account_id === undefined ? undefined : await findAccount(wire, asked.account_id);
  const own = wire.actor.workspaceId;
  if (credit === undefined && asked.id !== undefined) return null;
  if (account === null) return null;
  if (credit && own !== null && credit.workspaceId !== own) return null;
  if (credit && account && credit.workspaceId !== account.workspaceId) return null;
  if (asked.status !== undefined && asked.status !== '' && !isStatus(asked.status)) return null;
  return {
    workspaceId: credit?.workspaceId ?? account?.workspaceId,
    grantId: credit?.grantId,
    status: asked.status ? (asked.status as CreditStatus) : undefined,
  };
}

const isStatus = (text: string): text is CreditStatus => ['ACTIVE', 'CONSUMED', 'EXPIRED', 'VOIDED'].includes(text);

function tokenAfter(last: Lot | undefined, pageSize: number): string | undefined {
  return last && encodePageToken({ createdAt: last.grant.createdAt, grantId: last.grant.id, pageSize });
}
