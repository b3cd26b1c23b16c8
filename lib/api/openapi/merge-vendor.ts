import type { DescribedOperation } from '../operation';
import type { Route } from '../router';
import { REPLY_HEADERS } from './own-path';
import { type Json, type OpenApiDocument, VENDOR_NAMES, VENDORS, type Vendor, vendorDocument } from './vendor';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Every name of a component gets its vendor's name in front, so that four documents fit into one. */
export const namespaceOf = (vendor: Vendor): string => `${vendor[0]?.toUpperCase()}${vendor.slice(1)}`;

function rename(value: unknown, prefix: string): unknown {
  if (typeof value === 'string') return value.replace(/^(#\/components\/\w+\/)/, `$1${prefix}`);
  if (Array.isArray(value)) return value.map((part) => rename(part, prefix));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rename(part, prefix)]));
}

const renameKeys = <T>(record: Record<string, T>, prefix: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [prefix + name, value]));

interface VendorOperation {
  vendor: Vendor;
  /** As the vendor's file has it, with its own names. */
  description: Json;
}

/** On every reply of the wires, too; in their own files they are told of in words. */
const withHeaders = (responses: Json): Json =>
  Object.fromEntries(
    Object.entries(responses).map(([status, response]) => {
      const described = response as Json & { headers?: Json };
      return [
        status,
        '$ref' in described ? described : { ...described, headers: { ...described.headers, ...REPLY_HEADERS } },
      ];
    }),
  );

/** The calls of one vendor by method and full path on our host. */
function operationsOf(vendor: Vendor, document: OpenApiDocument): [string, VendorOperation][] {
  const prefix = namespaceOf(vendor);
  const base = (document.servers?.[0]?.url ?? '/').replace(/\/$/, '');
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method): [string, VendorOperation] => {
      const own = item[method] as Json & { parameters?: Json[]; security?: Json[] };
      const security = (own.security ?? document.security ?? []).map((way) => renameKeys(way, prefix));
      const parameters = [...((item.parameters as Json[] | undefined) ?? []), ...(own.parameters ?? [])];
      const description = {
        ...(rename({ ...own, parameters }, prefix) as Json),
        operationId: `${vendor}_${String(own.operationId)}`,
        tags: [`${VENDOR_NAMES[vendor]} wire`],
        responses: withHeaders(rename(own.responses, prefix) as Json),
        security,
      };
      return [`${method.toUpperCase()} ${base}${path}`, { vendor, description }];
    }),
  );
}

/** All calls of all vendors. */
export const vendorOperations = (): Map<string, VendorOperation> =>
  new Map(VENDORS.flatMap((vendor) => operationsOf(vendor, vendorDocument(vendor))));

/** Every component of the vendors, under its new name, by kind. */
export function vendorComponents(): Record<string, Json> {
  const out: Record<string, Json> = {};
  for (const vendor of VENDORS) {
    const prefix = namespaceOf(vendor);
    for (const [kind, named] of Object.entries(vendorDocument(vendor).components ?? {})) {
      const renamed = renameKeys(rename(named, prefix) as Json, prefix);
      out[kind] = { ...out[kind], ...(kind === 'responses' ? withHeaders(renamed) : renamed) };
    }
  }
  return out;
}

const IDEMPOTENCY_KEY = { $ref: '#/components/parameters/IdempotencyKey' };

/** The vendor's description of a route, with the parameters that Coffer adds to it. */
export function describeVendor(
  route: Route,
  routes: readonly Route[],
  known: Map<string, VendorOperation>,
): Json | undefined {
  const described = findVendorOperation(route, routes, known);
  if (!described) return undefined;
  const { spec } = route.operation as DescribedOperation;
  const added = [
    ...(route.method === 'POST' && !route.path.startsWith('/v2/') ? [IDEMPOTENCY_KEY] : []),
    ...(spec.query ? [{ $ref: '#/components/parameters/CustomerId' }] : []), // one of ours in a vendor's path
  ];
  return { ...described, parameters: [...(described.parameters as Json[]), ...added] };
}

/**
 * The vendor's description of a route. A path that the vendor's file lacks, because older clients alone call it, is
 * described by the one whose operation it shares, without the parameters that it has not.
 */
function findVendorOperation(
  route: Route,
  routes: readonly Route[],
  known: Map<string, VendorOperation>,
): Json | undefined {
  const nameOf = ({ method, path }: Route) => `${method} ${path}`;
  const exact = known.get(nameOf(route));
  if (exact) return exact.description;
  const twin = routes.find((other) => other.operation === route.operation && known.has(nameOf(other)));
  const found = twin && known.get(nameOf(twin));
  if (!found) return undefined;
  const own = (found.description.parameters as Json[]).map((parameter) => resolveParameter(parameter));
  return {
    ...found.description,
    operationId: `${String(found.description.operationId)}_without_customer`,
    parameters: own.filter(({ name, in: place }) => place !== 'path' || route.path.includes(`{${String(name)}}`)),
  };
}

function resolveParameter(parameter: Json): Json {
  const name = /^#\/components\/parameters\/(\w+)$/.exec(String(parameter.$ref ?? ''))?.[1];
  return name === undefined ? parameter : (vendorComponents().parameters?.[name] as Json);
}
