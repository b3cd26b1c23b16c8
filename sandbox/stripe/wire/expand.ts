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
    case 'promo':
      return data.promotionCodes.get(id);
    case 'in':
      return data.invoices.get(id);
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
      return data.coupons.get(id);
  }
}

const listOf = (url: string, data: object[]) => ({ object: 'list', url, has_more: false, data });

const CENTS: Record<string, unknown> = { custom_unit_amount: null };

function priceOptions({ data }: Sandbox, price: Plain): object {
  const own = { unit_amount: price.unit_amount, tax_behavior: price.tax_behavior };
  const all = { [String(price.currency)]: own, ...data.priceOptions.get(String(price.id)) };
  return Object.fromEntries(
    Object.entries(all).map(([code, option]) => [
      code,
      { ...CENTS, ...option, unit_amount_decimal: String(option.unit_amount) },
    ]),
  );
}

/** Parts that an object only has when they are asked for. `owner`: the object that `node` is, or is a part of. */
function includable(sandbox: Sandbox, owner: Plain, field: string): unknown {
  const { data } = sandbox;
  const id = String(owner.id);
  switch (`${owner.object}.${field}`) {
    case 'checkout.session.line_items':
      return listOf(`/v1/checkout/sessions/${id}/line_items`, data.sessions.get(id)?.lineItems ?? []);
    case 'checkout.session.breakdown':
      return data.sessions.get(id)?.breakdown ?? { discounts: [], taxes: [] };
    case 'item.taxes':
      return data.lineDetails.get(id)?.taxes ?? [];
    case 'item.discounts':
      return data.lineDetails.get(id)?.discounts ?? [];
    case 'price.currency_options':
      return priceOptions(sandbox, owner);
    case 'customer.tax_ids':
      return listOf(
        `/v1/customers/${id}/tax_ids`,
        [...data.taxIds.values()].filter(({ customer }) => customer === id).reverse(),
      );
    default:
      return undefined;
  }
}

interface Walk {
  node: unknown;
  owner: Plain;
  path: string[];
  /** The path as the caller wrote it. */
  whole: string;
}

function expandPath(sandbox: Sandbox, { node, owner, path, whole }: Walk): void {
  if (Array.isArray(node)) {
    for (const item of node) expandPath(sandbox, { node: item, owner, path, whole });
    return;
  }
  const [field, ...rest] = path;
  if (!isPlain(node) || field === undefined) return;
  const holder = typeof node.object === 'string' && node.object !== 'list' ? node : owner;
  const value = node[field] ?? structuredClone(includable(sandbox, holder, field));
  if (value === undefined || value === null) {
    if (!(field in node)) throw invalidRequest(`This property cannot be expanded (${whole}).`);
    return;
  }
  const found = typeof value === 'string' ? structuredClone(lookUp(sandbox, value)) : value;
  if (found === undefined) throw invalidRequest(`This property cannot be expanded (${whole}).`);
  node[field] = found;
  expandPath(sandbox, { node: found, owner: holder, path: rest, whole });
}

/** A copy of the answer with the asked-for ids replaced by their objects. */
export function expanded(sandbox: Sandbox, answer: object, paths: readonly string[] = []): object {
  const copy = structuredClone(answer) as Plain;
  for (const path of paths) {
    if (path.split('.').length > 4) throw invalidRequest(`You cannot expand more than 4 levels (${path}).`);
    expandPath(sandbox, { node: copy, owner: copy, path: path.split('.'), whole: path });
  }
  return copy;
}
