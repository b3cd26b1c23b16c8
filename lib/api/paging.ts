import { z } from 'zod';
import type { Page, PageRequest } from '../ledger/types';
import { queryInteger } from './schema';

/** How every list of the API is paged: by opaque cursors, which stay right while rows arrive. */
export const pageQuery = {
  limit: queryInteger({ min: 1, max: 200 }, 'Rows on a page; default 50.').optional(),
  cursor: z.string().max(400).meta({ description: '`next` or `previous` of an earlier page.' }).optional(),
  order: z.enum(['asc', 'desc']).meta({ description: 'By time; default desc, newest first.' }).optional(),
};

export const toPageRequest = ({ limit, cursor, order }: PageRequest): PageRequest => ({ limit, cursor, order });

/** `{ data, page: { next, previous } }`; null where the list ends. */
export const toWirePage = <T, W>({ items, next, previous }: Page<T>, toWire: (item: T) => W) => ({
  data: items.map(toWire),
  page: { next, previous },
});
