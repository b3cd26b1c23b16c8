import { z } from 'zod';
import { type Route, route } from '../wire/api';
import { resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { flag, listParams, params, text } from '../wire/params';

const filters = listParams({
  type: text.optional(),
  types: z.array(z.string()).max(20).optional(),
  delivery_success: flag.optional(),
});

export const eventRoutes: Route[] = [
  route('GET', '/v1/events', filters, (sandbox, { params: asked }) =>
    listPage(
      '/v1/events',
      sandbox.data.events.values(),
      asked,
      ({ id, type }) =>
        (asked.type === undefined || type === asked.type) &&
        (asked.types === undefined || asked.types.includes(type)) &&
        (asked.delivery_success === undefined || sandbox.webhooks.isDelivered(id) === asked.delivery_success),
    ),
  ),
  route('GET', '/v1/events/:id', params({}), (sandbox, { id }) => {
    const event = sandbox.data.events.get(id);
    if (!event) throw resourceMissing('event', id);
    return event;
  }),
];
