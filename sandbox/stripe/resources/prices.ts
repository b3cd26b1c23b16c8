import type Stripe from 'stripe';
import { z } from 'zod';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { flag, integer, listParams, metadata, params, text } from '../wire/params';

export const currency = text.toLowerCase().regex(/^[a-z]{3}$/, 'is not a currency');
const unitAmount = integer.pipe(z.number().min(0, 'must not be negative').max(99_999_999, 'is too large'));

const taxBehavior = z.enum(['exclusive', 'inclusive', 'unspecified']).optional();
const currencyOptions = z
  .record(currency, z.strictObject({ unit_amount: unitAmount, tax_behavior: taxBehavior }))
  .optional();

/** Kept on the price; nothing here is paid again by itself. */
const recurring = z
  .strictObject({ interval: z.enum(['day', 'week', 'month', 'year']), interval_count: integer.optional() })
  .optional();

const productFields = { name: text, description: text.optional(), metadata, tax_code: text.optional() };
/** `price_data[product_data]` of a line item. */
export const productData = z.strictObject({ ...productFields, images: z.array(text).optional() });
/** `line_items[n][price_data]`. */
export const priceData = z.strictObject({
  currency,
  unit_amount: unitAmount,
  product: text.optional(),
  product_data: productData.optional(),
  tax_behavior: taxBehavior,
});

type ProductInput = z.output<typeof productData>;

export function newProduct(sandbox: Sandbox, input: ProductInput, active: boolean): Stripe.Product {
  const now = sandbox.clock.now();
  const product: Stripe.Product = {
    id: newStripeId('prod', 14),
    object: 'product',
    active,
    created: now,
    default_price: null,
    description: input.description || null,
    images: input.images ?? [],
    livemode: false,
    marketing_features: [],
    metadata: input.metadata ?? {},
    name: input.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: input.tax_code ?? null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: now,
    url: null,
  };
  sandbox.data.products.set(product.id, product);
  sandbox.emit('product.created', product);
  return product;
}

interface PriceInput {
  currency: string;
  unit_amount: number;
  productId: string;
  active: boolean;
  metadata?: Record<string, string> | undefined;
  tax_behavior?: 'exclusive' | 'inclusive' | 'unspecified' | undefined;
  nickname?: string | undefined;
  lookup_key?: string | undefined;
  recurring?: z.output<typeof recurring>;
}

export function newPrice(sandbox: Sandbox, input: PriceInput): Stripe.Price {
  const price: Stripe.Price = {
    id: newStripeId('price'),
    object: 'price',
    active: input.active,
    billing_scheme: 'per_unit',
    created: sandbox.clock.now(),
    currency: input.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: input.lookup_key ?? null,
    metadata: input.metadata ?? {},
    nickname: input.nickname ?? null,
    product: input.productId,
    recurring: input.recurring
      ? {
          interval: input.recurring.interval,
          interval_count: input.recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: input.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: input.recurring ? 'recurring' : 'one_time',
    unit_amount: input.unit_amount,
    // Decimal text on the wire; the SDK makes an object of it.
    unit_amount_decimal: String(input.unit_amount) as unknown as Stripe.Price['unit_amount_decimal'],
  };
  sandbox.data.prices.set(price.id, price);
  sandbox.emit('price.created', price);
  return price;
}

type OptionsInput = z.output<typeof currencyOptions>;

function keepOptions(sandbox: Sandbox, price: Stripe.Price, given: OptionsInput): void {
  const options = Object.fromEntries(
    Object.entries(given ?? {}).map(([code, option]) => [
      code,
      { unit_amount: option.unit_amount, tax_behavior: option.tax_behavior ?? 'unspecified' },
    ]),
  );
  if (Object.keys(options).length > 0) {
    sandbox.data.priceOptions.set(price.id, { ...sandbox.data.priceOptions.get(price.id), ...options });
  }
}

/** What a price costs in this currency; null: it has none in it. */
export function amountIn(sandbox: Sandbox, price: Stripe.Price, code: string): number | null {
  if (price.currency === code) return price.unit_amount;
  return sandbox.data.priceOptions.get(price.id)?.[code]?.unit_amount ?? null;
}

const productChanges = params({
  name: text.optional(),
  description: text.optional(),
  metadata,
  tax_code: text.optional(),
  active: flag.optional(),
  default_price: text.optional(),
});

function changeProduct(sandbox: Sandbox, id: string, changes: z.output<typeof productChanges>): Stripe.Product {
  const product = sandbox.data.products.get(id);
  if (!product) throw resourceMissing('product', id);
  const { name, description, metadata: meta, tax_code: taxCode, active, default_price: price } = changes;
  if (name !== undefined) product.name = name;
  if (description !== undefined) product.description = description || null;
  if (taxCode !== undefined) product.tax_code = taxCode || null;
  if (active !== undefined) product.active = active;
  if (price !== undefined) product.default_price = price || null;
  product.metadata = { ...product.metadata, ...meta };
  product.updated = sandbox.clock.now();
  sandbox.emit('product.updated', product);
  return product;
}

const priceChanges = params({
  active: flag.optional(),
  metadata,
  nickname: text.optional(),
  lookup_key: text.max(200).optional(),
  tax_behavior: taxBehavior,
  currency_options: currencyOptions,
});

function changePrice(sandbox: Sandbox, id: string, changes: z.output<typeof priceChanges>): Stripe.Price {
  const price = sandbox.data.prices.get(id);
  if (!price) throw resourceMissing('price', id);
  if (changes.active !== undefined) price.active = changes.active;
  if (changes.nickname !== undefined) price.nickname = changes.nickname || null;
  if (changes.lookup_key !== undefined) price.lookup_key = changes.lookup_key || null;
  if (changes.tax_behavior) price.tax_behavior = changes.tax_behavior;
  price.metadata = { ...price.metadata, ...changes.metadata };
  keepOptions(sandbox, price, changes.currency_options);
  sandbox.emit('price.updated', price);
  return price;
}

/** The price of a line item: a kept one, or one made for this line, which Stripe makes inactive. */
export function priceOfLine(
  sandbox: Sandbox,
  line: { price?: string | undefined; price_data?: z.output<typeof priceData> | undefined },
): Stripe.Price {
  if (line.price !== undefined) {
    const price = sandbox.data.prices.get(line.price);
    if (!price) throw resourceMissing('price', line.price, 'line_items[0][price]', 400);
    return price;
  }
  const given = line.price_data;
  if (!given) throw invalidRequest('You must specify either `price` or `price_data` for each line item.');
  if (given.product !== undefined) {
    if (!sandbox.data.products.has(given.product)) {
      throw resourceMissing('product', given.product, 'line_items[0][price_data][product]', 400);
    }
    return newPrice(sandbox, { ...given, productId: given.product, active: false });
  }
  if (!given.product_data) throw invalidRequest('You must specify either `product` or `product_data`.');
  const product = newProduct(sandbox, given.product_data, false);
  return newPrice(sandbox, { ...given, productId: product.id, active: false });
}

export const priceRoutes: Route[] = [
  route('POST', '/v1/products', params({ ...productFields, active: flag.optional() }), (sandbox, { params: given }) =>
    newProduct(sandbox, given, given.active ?? true),
  ),
  route('GET', '/v1/products', listParams({ active: flag.optional() }), (sandbox, { params: asked }) =>
    listPage(
      '/v1/products',
      sandbox.data.products.values(),
      asked,
      ({ active }) => (asked.active ?? active) === active,
    ),
  ),
  route('GET', '/v1/products/:id', params({}), (sandbox, { id }) => {
    const product = sandbox.data.products.get(id);
    if (!product) throw resourceMissing('product', id);
    return product;
  }),
  route(
    'POST',
    '/v1/prices',
    params({
      currency,
      unit_amount: unitAmount,
      product: text.optional(),
      product_data: productData.optional(),
      metadata,
      active: flag.optional(),
      tax_behavior: taxBehavior,
      nickname: text.optional(),
      lookup_key: text.max(200).optional(),
      currency_options: currencyOptions,
      recurring,
    }),
    (sandbox, { params: given }) => {
      if (given.product !== undefined && !sandbox.data.products.has(given.product)) {
        throw resourceMissing('product', given.product, 'product', 400);
      }
      if (given.product === undefined && !given.product_data) {
        throw invalidRequest('You must specify either `product` or `product_data`.');
      }
      const productId = given.product ?? newProduct(sandbox, given.product_data as ProductInput, true).id;
      const price = newPrice(sandbox, { ...given, productId, active: given.active ?? true });
      keepOptions(sandbox, price, given.currency_options);
      return price;
    },
  ),
  route(
    'GET',
    '/v1/prices',
    listParams({ product: text.optional(), active: flag.optional(), currency: currency.optional() }),
    (sandbox, { params: asked }) =>
      listPage(
        '/v1/prices',
        sandbox.data.prices.values(),
        asked,
        (price) =>
          (asked.product ?? price.product) === price.product &&
          (asked.active ?? price.active) === price.active &&
          (asked.currency ?? price.currency) === price.currency,
      ),
  ),
  route('POST', '/v1/products/:id', productChanges, (sandbox, { id, params: changes }) =>
    changeProduct(sandbox, id, changes),
  ),
  route('DELETE', '/v1/products/:id', params({}), (sandbox, { id }) => {
    const product = sandbox.data.products.get(id);
    if (!product) throw resourceMissing('product', id);
    if ([...sandbox.data.prices.values()].some((price) => price.product === id)) {
      throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.');
    }
    sandbox.data.products.delete(id);
    sandbox.emit('product.deleted', product);
    return { id, object: 'product', deleted: true } satisfies Stripe.DeletedProduct;
  }),
  route('POST', '/v1/prices/:id', priceChanges, (sandbox, { id, params: changes }) =>
    changePrice(sandbox, id, changes),
  ),
  route('GET', '/v1/prices/:id', params({}), (sandbox, { id }) => {
    const price = sandbox.data.prices.get(id);
    if (!price) throw resourceMissing('price', id);
    return price;
  }),
];
