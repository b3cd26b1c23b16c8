import packageJson from '../../../package.json' with { type: 'json' };
import type { DescribedOperation } from '../operation';
import type { Route } from '../router';
import { ENTRIES } from './entries';
import { exampleComponents } from './error-catalogue';
import { introduction, TAGS } from './introduction';
import { describeVendor, vendorComponents, vendorOperations } from './merge-vendor';
import { describeOwn, HEADER_COMPONENTS, PARAMETER_COMPONENTS, refusalComponents } from './own-path';
import { data, problem } from './replies';
import { type Components, schemaOf } from './schema-of';
import type { Json, OpenApiDocument } from './vendor';
import { describeEvents } from './webhooks';

/**
 * OpenAPI 3.1 of every route: Coffer's own from the schemas that parse its requests, the vendors' from their files.
 * `closed`: replies may have no member that is not described; for tests. Throws when a route has no entry.
 */
export function buildDocument(routes: readonly Route[], { closed = false } = {}): OpenApiDocument {
  const schemas: Components = {};
  schemaOf(data(problem), 'output', schemas); // for its component alone
  const known = vendorOperations();
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const line = `${route.method} ${route.path}`;
    const entry = ENTRIES[line];
    const { spec } = route.operation as DescribedOperation;
    const described = entry
      ? describeOwn({ route, spec, entry, components: schemas, closed })
      : describeVendor(route, routes, known);
    if (!described) throw new Error(`${line} has no entry in the API description`);
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: described };
  }
  const vendors = vendorComponents();
  return {
    openapi: '3.1.0',
    info: {
      title: 'Coffer',
      version: packageJson.version,
      description: introduction(),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }],
    tags: TAGS,
    paths,
    webhooks: describeEvents(),
    components: {
      ...vendors,
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description:
            'An API key of a customer, or of the operator. The scopes `read`, `spend`, `grant` and `admin` say what it may do.',
        },
        ...vendors.securitySchemes,
      },
      schemas: { ...schemas, ...vendors.schemas },
      responses: { ...refusalComponents(), ...vendors.responses },
      headers: { ...HEADER_COMPONENTS, ...vendors.headers },
      parameters: { ...PARAMETER_COMPONENTS, ...vendors.parameters },
      examples: { ...exampleComponents(), ...vendors.examples },
    },
  };
}
