import { missing } from '../../auth/policy';
import { singleton } from '../../singleton';
import { type DescribedOperation, refuse } from '../operation';
import { problemReply } from '../problem';
import { ROUTES } from '../routes';
import type { ApiReply } from '../types';
import { buildDocument } from './build-document';
import { isVendor, type OpenApiDocument, vendorDocument } from './vendor';

const toReply = (document: OpenApiDocument): ApiReply => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(document),
});

/** GET /openapi.json: everything this host answers, as OpenAPI 3.1. Needs no key. */
export const getDocument: DescribedOperation = Object.assign(
  async () => toReply(singleton('openapi', () => buildDocument(ROUTES))),
  { spec: { summary: 'This description', policy: null } },
);

/** GET /openapi/{vendor}.json: one vendor's calls as its own clients know them. Errors: not_found. */
export const getVendorDocument: DescribedOperation = Object.assign(
  async (call: Parameters<DescribedOperation>[0]) => {
    const vendor = /^(\w+)\.json$/.exec(call.params.document ?? '')?.[1] ?? '';
    if (!isVendor(vendor)) return refuse(missing('document'), call, problemReply);
    return toReply(vendorDocument(vendor));
  },
  { spec: { summary: 'The description of one vendor’s calls', policy: null } },
);
