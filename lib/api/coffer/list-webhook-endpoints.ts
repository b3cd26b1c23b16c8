import { Conditions } from '../../ledger/read/conditions';
import { ENDPOINT_COLUMNS, type EndpointRow } from '../../webhooks/endpoints';
import { operation } from '../operation';
import { pageRows } from '../page-rows';
import { pageQuery, toPageRequest, toWirePage } from '../paging';
import { readQuery } from '../schema';
import { toWireEndpoint } from './endpoint-row';

/** GET /v1/webhook-endpoints: those of the calling key's books, newest first. Errors: validation_failed. */
export const listWebhookEndpoints = operation({
  summary: 'List webhook endpoints',
  policy: 'webhooks:view',
  query: readQuery(pageQuery),
  run: async ({ query }, { scope }) => {
    const where = new Conditions().add('e.workspace_id = ? AND e.mode = ?::mode', scope.workspaceId, scope.mode);
    const select = `SELECT ${ENDPOINT_COLUMNS} FROM webhook_endpoints e`;
    return pageRows<EndpointRow>(toPageRequest(query), { select, where, alias: 'e' });
  },
  output: (page) => toWirePage(page, toWireEndpoint),
});
