import type { Sandbox } from '../sandbox';
import { invalidRequest } from './errors';

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object an id names, by its prefix. */
function lookUp({ data }: Sandbox, id: string): object | undefined {
  switch (id.slice(0, id.lastIndexOf('_'))) {
    case 'cus':
      return data.customers.get(id);
    case 'prod':
      return data.products.get(id);
    case 'price':
      return data.prices.get(id);
    case 'cs_test':
      return data.sessions.get(id)?.session;
    case 'pi':
      return data.paymentIntents.get(id);
    case 'seti':
      return data.setupIntents.get(id);
    case 'bpc':
      return data.portalConfigurations.get(id);
    case 'pm':
      return data.paymentMethods.get(id);
    case 'ch':
      return data.charges.get(id);
    case 're':
      return data.refunds.get(id);
    case 'du':
      return data.disputes.get(id);
    case 'txn':
      return data.balanceTransactions.get(id);
    default:
      return undefined;
  }
}

/** Parts that an object only has when they are asked for. */
function includable(sandbox: Sandbox, object: Plain, field: string): unknown {
  const record = object.object === 'checkout.session' ? sandbox.data.sessions.get(String(object.id)) : undefined;
  if (!record || field !== 'line_items') return undefined;
  const url = `/v1/checkout/sessions/${record.session.id}/line_items`;
  return { object: 'list', url, has_more: false, data: record.lineItems };
}

function expandPath(sandbox: Sandbox, node: unknown, path: string[], whole: string): void {
  if (Array.isArray(node)) {
    for (const item of node) expandPath(sandbox, item, path, whole);
    return;
  }
  const [field, ...rest] = path;
  if (!isPlain(node) || field === undefined) return;
  const value = node[field] ?? includable(sandbox, node, field);
  if (value === undefined) {
    if (!(field in node)) throw invalidRequest(`This property cannot be expanded (${whole}).`);
    return;
  }
  const found = typeof value === 'string' ? lookUp(sandbox, value) : value;
  if (found === undefined) throw invalidRequest(`This property cannot be expanded (${whole}).`);
  node[field] = found === value ? value : structuredClone(found);
  expandPath(sandbox, node[field], rest, whole);
}

/** A copy of the answer with the asked-for ids replaced by their objects. */
export function expanded(sandbox: Sandbox, answer: object, paths: readonly string[] = []): object {
  const copy = structuredClone(answer);
  for (const path of paths) {
    if (path.split('.').length > 4) throw invalidRequest(`You cannot expand more than 4 levels (${path}).`);
    expandPath(sandbox, copy, path.split('.'), path);
  }
  return copy;
}
