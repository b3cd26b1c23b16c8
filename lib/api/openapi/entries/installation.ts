import * as reply from '../replies';
import type { Entries, Entry } from './entry';

const vendor = (name: string): Entry => ({
  tag: 'Installation',
  operationId: `get${name}OpenApiDocument`,
  description: `OpenAPI 3.1 of the calls that ${name}'s clients know, in that vendor's own forms. Needs no key.`,
  reply: reply.openApiDocument,
});

export const INSTALLATION: Entries = {
  'GET /api/health': {
    tag: 'Installation',
    operationId: 'getHealth',
    description:
      'For load balancers and monitors: 200 while this process can do its work, 503 with the same body while it cannot. Needs no key.',
    reply: reply.health,
  },
  'GET /openapi.json': {
    tag: 'Installation',
    operationId: 'getOpenApiDocument',
    description: 'Everything this host answers, as OpenAPI 3.1: what you are reading. Needs no key.',
    reply: reply.openApiDocument,
  },
  'GET /openapi/openmonetize.json': vendor('OpenMonetize'),
  'GET /openapi/togai.json': vendor('Togai'),
  'GET /openapi/flowhunt.json': vendor('FlowHunt'),
  'GET /openapi/kable.json': vendor('Kable'),
};
