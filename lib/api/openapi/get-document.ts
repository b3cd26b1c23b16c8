import { singleton } from '../../singleton';
import type { DescribedOperation } from '../operation';
import type { Route } from '../router';
import { ROUTES } from '../routes';
import type { ApiReply } from '../types';
import { buildDocument } from './build-document';
import { type OpenApiDocument, VENDOR_NAMES, type Vendor, vendorDocument } from './vendor';

const toReply = (document: OpenApiDocument): ApiReply => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(document),
});

/** GET /openapi.json: everything this host answers, as OpenAPI 3.1. Needs no key. */
const getDocument: DescribedOperation = Object.assign(
  async () => toReply(singleton('openapi', () => buildDocument(ROUTES))),
  { spec: { summary: 'This description', policy: null } },
);

const describeOneVendor = (vendor: Vendor): DescribedOperation =>
  Object.assign(async () => toReply(vendorDocument(vendor)), {
    spec: { summary: `The description of the calls that ${VENDOR_NAMES[vendor]}'s clients know`, policy: null },
  });

/** GET /openapi/togai.json and its like: one vendor's calls as its own clients know them. Needs no key. */
export const DOCUMENT_ROUTES = [
  { method: 'GET', path: '/openapi.json', operation: getDocument },
  { method: 'GET', path: '/openapi/openmonetize.json', operation: describeOneVendor('openmonetize') },
  { method: 'GET', path: '/openapi/togai.json', operation: describeOneVendor('togai') },
  { method: 'GET', path: '/openapi/flowhunt.json', operation: describeOneVendor('flowhunt') },
  { method: 'GET', path: '/openapi/kable.json', operation: describeOneVendor('kable') },
] as const satisfies readonly Route[];
