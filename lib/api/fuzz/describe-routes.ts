import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { OperationName } from '../../auth/policy';
import type { OperationSpec } from '../operation';
import type { Route } from '../router';
import { ROUTES } from '../routes';
import type { Operation } from '../types';
import type { Dialect } from '../wires/wire-operation';

export type Schema = Record<string, unknown>;
export type Wire = 'coffer' | Dialect['name'];

/** What a caller is told of one call: enough to make requests of it without knowing the code behind it. */
export interface DescribedRoute {
  method: Route['method'];
  path: string;
  wire: Wire;
  /** Null: nobody is asked who they are. */
  policy: OperationName | null;
  /** Names in the path. */
  params: string[];
  /** An object of the query's members. */
  query: Schema;
  /** Undefined: the call takes no body. */
  body: Schema | undefined;
}

interface Document {
  servers: { url: string }[];
  paths: Record<string, Record<string, { parameters?: Schema[]; requestBody?: Schema }>>;
  components: Record<string, Record<string, Schema>>;
}

const documents = new Map<Wire, Document>();

function documentOf(wire: Wire): Document {
  const known = documents.get(wire);
  if (known) return known;
  const file = path.resolve('lib/api', wire, 'openapi.yaml');
  const document = parseYaml(readFileSync(file, 'utf8')) as Document;
  documents.set(wire, document);
  return document;
}

/** The schema with everything that `$ref` points to in its place. The documents have no cycles. */
function resolve(document: Document, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(document, item));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref } = value as { $ref?: string };
  if ($ref !== undefined) {
    let target: unknown = document;
    for (const part of $ref.slice(2).split('/')) target = (target as Record<string, unknown>)[part];
    return resolve(document, target);
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(document, inner)]));
}

const NO_MEMBERS: Schema = { type: 'object', properties: {}, additionalProperties: false };

function fromVendor(wire: Wire, { method, path: asked }: Route): Pick<DescribedRoute, 'query' | 'body'> {
  const document = documentOf(wire);
  const base = (document.servers[0]?.url ?? '').replace(/\/$/, '');
  const template = asked.slice(base.length);
  // Newer clients of OpenMonetize leave the customer out.
  const operations =
    document.paths[template] ?? document.paths[template.replace('/v1/users/', '/v1/customers/{customerId}/users/')];
  const operation = operations?.[method.toLowerCase()];
  if (!operation) throw new Error(`${method} ${asked} is not in ${wire}/openapi.yaml`);
  const parameters = resolve(document, operation.parameters ?? []) as {
    name: string;
    in: string;
    required?: boolean;
    schema: Schema;
  }[];
  const common = resolve(document, (operations as { parameters?: Schema[] }).parameters ?? []) as typeof parameters;
  const inQuery = [...common, ...parameters].filter((parameter) => parameter.in === 'query');
  const body = resolve(document, operation.requestBody) as { content: Record<string, { schema: Schema }> } | undefined;
  return {
    query: {
      type: 'object',
      properties: Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema])),
      required: inQuery.filter(({ required }) => required).map(({ name }) => name),
    },
    body: body?.content['application/json']?.schema,
  };
}

const toSchema = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;

const specOf = (operation: Operation): Partial<OperationSpec> & { dialect?: Dialect['name'] } =>
  (operation as { spec?: OperationSpec & { dialect?: Dialect['name'] } }).spec ?? {};

/** One route, as its document or its own zod schemas describe it. Throws for a route that nothing describes. */
export function describeRoute(route: Route): DescribedRoute {
  const spec = specOf(route.operation);
  if (spec.policy === undefined) throw new Error(`${route.method} ${route.path} does not say what right it needs`);
  const { method, path: template } = route;
  const common = {
    method,
    path: template,
    policy: spec.policy,
    params: [...template.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? ''),
  };
  if (spec.dialect) return { ...common, wire: spec.dialect, ...fromVendor(spec.dialect, route) };
  const customer = { ...NO_MEMBERS, properties: { customerId: { type: 'string' } } };
  return {
    ...common,
    wire: 'coffer',
    query: spec.query ? toSchema(spec.query) : spec.policy === null ? NO_MEMBERS : customer,
    body: spec.body && toSchema(spec.body),
  };
}

/** Every call of the API. */
export const describeRoutes = (): DescribedRoute[] => ROUTES.map(describeRoute);
