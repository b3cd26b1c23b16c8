import { TZDate } from '@date-fns/tz';
import { addDays } from '../i18n/formats';
import type { AnyLocale } from '../i18n/locales';
import type { TransactionFilter, TransactionKind } from '../ledger/types';
import { KINDS } from './labels';
import { PORTAL_MODE } from './mode';
import { creditsToParam, parseCredits } from './parse-credits';
import { many, one, oneDate, oneId, oneOf, type SearchParams } from './query';
import type { PortalWorkspace } from './workspace';
import { oneZone } from './zones';

const DIRECTIONS = ['in', 'out'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What an address of the transactions page asks for; what is unknown is ignored. */
export interface TransactionsParams {
  /** In the order of menus; empty: all. */
  kinds: TransactionKind[];
  memberId?: string;
  apiKeyId?: string;
  walletId?: string;
  feature?: string;
  contextId?: string;
  text?: string;
  /** Credits that came, or credits that went. */
  direction?: Direction;
  /** Signed, both inclusive: what was spent is negative. */
  minMicro?: bigint;
  maxMicro?: bigint;
  /** Local dates of the shown zone, both inclusive. */
  fromDate?: string;
  toDate?: string;
  /** Absent: the workspace's own. */
  timeZone?: string;
  cursor?: string;
}

/** In whose words an address is read: typed amounts by the language, dates by the workspace's zone. */
export interface Reader {
  locale: AnyLocale;
  timeZone: string;
}

const MAX_TEXT = 200;

function oneCredits(params: SearchParams, name: string, locale: AnyLocale): bigint | undefined {
  const text = one(params, name);
  return text === undefined ? undefined : (parseCredits(text, locale) ?? undefined);
}

export function parseTransactionsParams(params: SearchParams, { locale, timeZone }: Reader): TransactionsParams {
  const kinds = new Set(many(params, 'kind'));
  const [first, last] = [oneDate(params, 'from'), oneDate(params, 'to')];
  const isTurned = first !== undefined && last !== undefined && last < first;
  return {
    kinds: KINDS.filter((kind) => kinds.has(kind)),
    memberId: oneId(params, 'member'),
    apiKeyId: oneId(params, 'key'),
    walletId: oneId(params, 'wallet'),
    feature: one(params, 'feature')?.slice(0, MAX_TEXT),
    contextId: one(params, 'context')?.slice(0, MAX_TEXT),
    text: one(params, 'q')?.slice(0, MAX_TEXT),
    direction: oneOf(params, 'direction', DIRECTIONS),
    minMicro: oneCredits(params, 'min', locale),
    maxMicro: oneCredits(params, 'max', locale),
    fromDate: isTurned ? last : first,
    toDate: isTurned ? first : last,
    timeZone: oneZone(params, timeZone),
    cursor: one(params, 'cursor'),
  };
}

/** The parameters of an address that shows these filters, from the first page on, and means the same to every reader. */
export function transactionsQuery(params: TransactionsParams): Record<string, string | undefined> {
  return {
    q: params.text,
    kind: params.kinds.join(',') || undefined,
    member: params.memberId,
    key: params.apiKeyId,
    wallet: params.walletId,
    feature: params.feature,
    context: params.contextId,
    direction: params.direction,
    min: params.minMicro === undefined ? undefined : creditsToParam(params.minMicro),
    max: params.maxMicro === undefined ? undefined : creditsToParam(params.maxMicro),
    from: params.fromDate,
    to: params.toDate,
    tz: params.timeZone,
  };
}

/** Whether rows may be missing; the zone alone hides none. */
export const hasFilters = (params: TransactionsParams): boolean =>
  Object.entries(transactionsQuery(params)).some(([name, value]) => name !== 'tz' && value !== undefined);

/** The instant at which a local date begins in a zone: midnight, or what comes first where the clock skips midnight. */
export function startOfLocalDate(localDate: string, timeZone: string): Date {
  const [year = 1970, month = 1, day = 1] = localDate.split('-').map(Number);
  return new Date(new TZDate(year, month - 1, day, timeZone).getTime());
}

/** From inclusive, to exclusive: the local days from the first to the last, whole. */
export function localRange(
  params: Pick<TransactionsParams, 'fromDate' | 'toDate'>,
  timeZone: string,
): { from?: Date; to?: Date } {
  return {
    from: params.fromDate ? startOfLocalDate(params.fromDate, timeZone) : undefined,
    to: params.toDate ? startOfLocalDate(addDays(params.toDate, 1), timeZone) : undefined,
  };
}

const larger = (a: bigint | undefined, b: bigint): bigint => (a !== undefined && a > b ? a : b);
const smaller = (a: bigint | undefined, b: bigint): bigint => (a !== undefined && a < b ? a : b);

/** The same question in the ledger's terms: what the screen lists and what an export writes. */
export function toTransactionFilter(workspace: PortalWorkspace, params: TransactionsParams): TransactionFilter {
  const { direction, minMicro, maxMicro } = params;
  return {
    workspaceId: workspace.id,
    mode: PORTAL_MODE,
    kinds: params.kinds.length > 0 ? params.kinds : undefined,
    memberId: params.memberId,
    apiKeyId: params.apiKeyId,
    walletId: params.walletId,
    feature: params.feature,
    contextId: params.contextId,
    text: params.text,
    minAmountMicro: direction === 'in' ? larger(minMicro, 1n) : minMicro,
    maxAmountMicro: direction === 'out' ? smaller(maxMicro, -1n) : maxMicro,
    ...localRange(params, params.timeZone ?? workspace.timeZone),
  };
}
