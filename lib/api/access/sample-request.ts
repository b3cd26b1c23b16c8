import type { SentRequest } from '../fuzz/arbitrary-request';
import { fieldOf } from '../fuzz/arbitrary-request';
import { NAMES, requiredBy } from '../fuzz/arbitrary-value';
import type { DescribedRoute, Schema } from '../fuzz/describe-routes';
import { type Json, RawJson, writeJson } from '../fuzz/nasty-values';
import { type Kind, token, type Whose, type World } from '../fuzz/world';

const DAY_MS = 86_400_000;

/** What a field of this name takes when its schema says less than its operation wants. */
const FIELDS: Record<string, Json> = {
  expiresAt: new Date(Date.now() + 30 * DAY_MS).toISOString(),
  currency: 'usd',
  timeZone: 'UTC',
  name: 'Ada',
  url: 'https://example.com/hook',
};

/** The least that a schema asks for. */
function leastOf(schema: Schema, name: string): Json {
  const [branch] = (schema.anyOf ?? []) as Schema[];
  if (branch) return leastOf(branch, name);
  if (schema.const !== undefined) return schema.const as Json;
  const [known] = (schema.enum ?? []) as Json[];
  if (known !== undefined) return known;
  const [type] = [schema.type].flat();
  if (type === 'object') {
    const { properties = {} } = schema as { properties?: Record<string, Schema> };
    return Object.fromEntries(requiredBy(schema).map((key) => [key, leastOf(properties[key] ?? {}, key)]));
  }
  if (type === 'array') return [leastOf((schema.items ?? {}) as Schema, name)];
  if (type === 'boolean') return false;
  if (type === 'number') return new RawJson('1');
  if (type === 'integer') return new RawJson(String(schema.minimum ?? 1));
  if (schema.format === 'date') return new Date().toISOString().slice(0, 10);
  return FIELDS[name] ?? '1';
}

const CUSTOMERS = ['customerId', 'accountId', 'account_id', 'workspace_id'];

/** Names the customer wherever the least request could; what it is named by already is replaced. */
function nameCustomer(value: Json, schema: Schema | undefined, customer: Json): { value: Json; isNamed: boolean } {
  if (typeof value !== 'object' || value === null || value instanceof RawJson || !schema)
    return { value, isNamed: false };
  if (Array.isArray(value)) {
    const items = value.map((item) => nameCustomer(item, schema.items as Schema, customer));
    return { value: items.map((item) => item.value), isNamed: items.some(({ isNamed }) => isNamed) };
  }
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const field = CUSTOMERS.find((name) => name in properties);
  if (field) return { value: { ...value, [field]: customer }, isNamed: true };
  const inner = Object.entries(value).map(
    ([name, item]) => [name, nameCustomer(item, properties[name], customer)] as const,
  );
  return {
    value: Object.fromEntries(inner.map(([name, item]) => [name, item.value])),
    isNamed: inner.some(([, item]) => item.isNamed),
  };
}

/** What is special about a route's least request: two wallets to move between, a user who is known, something to buy. */
function adapt(route: DescribedRoute, body: Json, whose: Whose): Json {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || body instanceof RawJson) return body;
  if ('from' in body && 'to' in body) return { ...body, from: { userId: token('member', whose) } };
  if (route.path === '/v1/alerts') return { ...body, amount: '1' };
  if (route.path === '/v1/checkout-links') return { ...body, packId: token('pack', whose) };
  if (route.path === '/v1/credits/purchase') return { ...body, userId: token('member', whose) };
  return body;
}

export interface Sample {
  request: Omit<SentRequest, 'headers'>;
  /** The ids in it, which replies may repeat. */
  ids: string[];
}

/** Whether a request to this route says whose thing it is about. */
export function namesSomething(route: DescribedRoute): boolean {
  if (route.params.length > 0) return true;
  const { isNamed } = nameCustomer({}, route.query, 'x');
  return isNamed || (route.body !== undefined && nameCustomer(leastOf(route.body, ''), route.body, 'x').isNamed);
}

/**
 * A request to the route that is as it should be, about somebody's thing. `isNamed`: the customer is named although the
 * path names something already, as the operator's keys must. `home`: whose the customer in the path is, if it differs.
 */
export async function sampleRequest(
  route: DescribedRoute,
  whose: Whose,
  world: World,
  { isNamed, home }: { isNamed: boolean; home?: Whose },
): Promise<Sample> {
  const ids: string[] = [];
  const fill = async (kind: Kind, of: Whose): Promise<string> => {
    const id = String(await world.fill(token(kind, of)));
    ids.push(id);
    return id;
  };
  const values: Record<string, string> = {};
  for (const name of route.params) {
    const kind = NAMES[fieldOf(route, name)] ?? 'customer';
    values[name] = await fill(kind, kind === 'customer' ? (home ?? whose) : whose);
  }
  const named = route.params.length > 0 && whose === 'missing' ? 'own' : whose;
  const isAboutCustomer = route.params.length === 0 || isNamed;
  const customer = isAboutCustomer ? await fill('customer', named) : undefined;
  let body = route.body && adapt(route, leastOf(route.body, ''), whose);
  let query = leastOf(route.query, '');
  const inBody = nameCustomer(body ?? null, route.body, customer ?? '');
  const inQuery = nameCustomer(query, route.query, customer ?? '');
  if (customer !== undefined && inBody.isNamed) body = inBody.value;
  else if (customer !== undefined && inQuery.isNamed) query = inQuery.value;
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const filled = body === undefined ? '' : writeJson(await world.fill(body));
  return {
    ids,
    request: {
      method: route.method,
      path,
      query: new URLSearchParams(query as Record<string, string>).toString(),
      body: Buffer.from(filled),
    },
  };
}
