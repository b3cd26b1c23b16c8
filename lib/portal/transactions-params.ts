import { TZDate } from '@date-fns/tz';
import type { TransactionKind } from '../ledger/types';
import { addDays } from './format';
import { isKind } from './labels';
import { one, oneDate, oneId, type SearchParams } from './query';

/** What an address of the transactions page asks for; what is unknown is ignored. */
export interface TransactionsParams {
  kind?: TransactionKind;
  memberId?: string;
  apiKeyId?: string;
  feature?: string;
  text?: string;
  /** Local dates, both inclusive. */
  fromDate?: string;
  toDate?: string;
  cursor?: string;
}

export function parseTransactionsParams(params: SearchParams): TransactionsParams {
  const kind = one(params, 'kind');
  return {
    kind: kind && isKind(kind) ? kind : undefined,
    memberId: oneId(params, 'member'),
    apiKeyId: oneId(params, 'key'),
    feature: one(params, 'feature'),
    text: one(params, 'q')?.slice(0, 200),
    fromDate: oneDate(params, 'from'),
    toDate: oneDate(params, 'to'),
    cursor: one(params, 'cursor'),
  };
}

/** The parameters of an address that shows these filters, from the first page on. */
export function transactionsQuery(params: TransactionsParams): Record<string, string | undefined> {
  return {
    kind: params.kind,
    member: params.memberId,
    key: params.apiKeyId,
    feature: params.feature,
    q: params.text,
    from: params.fromDate,
    to: params.toDate,
  };
}

export const hasFilters = (params: TransactionsParams): boolean =>
  Object.values(transactionsQuery(params)).some((value) => value !== undefined);

/** The instant at which a local date begins in a zone: midnight, or what comes first where the clock skips midnight. */
export function startOfLocalDate(localDate: string, timeZone: string): Date {
  const [year = 1970, month = 1, day = 1] = localDate.split('-').map(Number);
  return new Date(new TZDate(year, month - 1, day, timeZone).getTime());
}

/** From inclusive, to exclusive: the local days from the first to the last, whole. */
export function localRange(params: TransactionsParams, timeZone: string): { from?: Date; to?: Date } {
  return {
    from: params.fromDate ? startOfLocalDate(params.fromDate, timeZone) : undefined,
    to: params.toDate ? startOfLocalDate(addDays(params.toDate, 1), timeZone) : undefined,
  };
}
