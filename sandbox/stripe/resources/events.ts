import { z } from 'zod';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { flag, listParams, params, text } from '../wire/params';

const filters = listParams({
  type: text.optional(),
  types: z.array(z.string()).max(20).optional(),
  delivery_success: flag.optional(),
});

const KEPT_SECONDS = 30 * 86_400;

const keptEvents = (sandbox: Sandbox) => {
  const since = sandbox.clock.now() - KEPT_SECONDS;
  return [...sandbox.data.events.values()].filter(({ created }) => created >= since);
};

/** The account's events of the last 30 days, whether or not there is an address that they go to. */
export const eventRoutes: Route[] = [
  route('GET', '/v1/events', filters, (sandbox, { params: asked }) =>
    listPage(
      '/v1/events',
      keptEvents(sandbox),
      asked,
      ({ id, type }) =>
        (asked.type === undefined || type === asked.type) &&
        (asked.types === undefined || asked.types.includes(type)) &&
        (asked.delivery_success === undefined || sandbox.webhooks.isDelivered(id) === asked.delivery_success),
    ),
  ),
  route('GET', '/v1/events/:id', params({}), (sandbox, { id }) => {
    const event = keptEvents(sandbox).find((kept) => kept.id === id);
    if (!event) throw resourceMissing('event', id);
    return event;
  }),
];
