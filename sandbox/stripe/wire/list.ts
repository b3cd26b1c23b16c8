import { resourceMissing } from './errors';
import { inRange, type Range } from './params';

export interface ListRequest {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: Range | undefined;
}

export interface ListObject<T> {
  object: 'list';
  url: string;
  has_more: boolean;
  data: T[];
}

/** One page of what was kept in order of creation, newest first, by Stripe's cursors. */
export function listPage<T extends { id: string; created: number }>(
  url: string,
  all: Iterable<T>,
  { limit = 10, starting_after: after, ending_before: before, created }: ListRequest,
  keep: (item: T) => boolean = () => true,
): ListObject<T> {
  const newestFirst = [...all].reverse();
  const items = newestFirst.filter((item) => inRange(item.created, created) && keep(item));
  const place = (id: string, param: string) => {
    const index = items.findIndex((item) => item.id === id);
    if (index < 0) throw resourceMissing('object', id, param, 400);
    return index;
  };
  if (before !== undefined) {
    const end = place(before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', url, has_more: start > 0, data: items.slice(start, end) };
  }
  const start = after === undefined ? 0 : place(after, 'starting_after') + 1;
  return { object: 'list', url, has_more: start + limit < items.length, data: items.slice(start, start + limit) };
}
