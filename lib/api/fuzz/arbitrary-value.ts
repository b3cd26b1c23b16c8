import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from './describe-routes';
import { type Json, NASTY_TEXTS, NASTY_TIMES, NUMBER_TEXTS, RawJson } from './nasty-values';
import { type Kind, token } from './world';

/** `valid`: what the schema and the field's name ask for; `boundary`: what lies at the edges of that, on either side. */
export type Care = 'valid' | 'boundary';

const raw = (text: string): RawJson => new RawJson(text);

/** Fields whose text is the id of something. */
export const NAMES: Record<string, Kind> = {
  customerId: 'customer',
  accountId: 'customer',
  account_id: 'customer',
  workspace_id: 'customer',
  userId: 'member',
  onBehalfOf: 'member',
  teamId: 'team',
  grantId: 'grant',
  holdId: 'hold',
  transactionId: 'transaction',
  transaction_id: 'transaction',
  relatedId: 'transaction',
  budgetId: 'budget',
  walletId: 'wallet',
  keyId: 'key',
  credit_id: 'credit',
  id: 'credit',
  purchaseId: 'purchase',
  memberId: 'member',
  newcomer: 'newcomer',
  packId: 'pack',
  endpointId: 'endpoint',
  deliveryId: 'delivery',
  alertId: 'alert',
  document: 'document',
};

/** Fields whose text has a form that the schema leaves to words. */
const FORMS: Record<string, Arbitrary<Json>> = {
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu'),
  url: fc.constantFrom('https://example.com/hook', 'https://hooks.example.org/a?b=c'),
  effectiveAt: instants(-30, 0),
  expiresAt: instants(1, 400),
};

function instants(fromDays: number, toDays: number): Arbitrary<Json> {
  return fc
    .integer({ min: fromDays * 24, max: toDays * 24 })
    .map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
}

const dates = (fromDays: number, toDays: number): Arbitrary<Json> =>
  instants(fromDays, toDays).map((at) => String(at).slice(0, 10));

/** The id of something of this kind: mostly the caller's own. */
function references(kind: Kind, care: Care): Arbitrary<Json> {
  const own = { weight: 12, arbitrary: fc.constant(token(kind, 'own')) };
  const others = (['other', 'missing'] as const).map((whose) => ({
    weight: care === 'valid' ? 1 : 6,
    arbitrary: fc.constant(token(kind, whose)),
  }));
  return fc.oneof(own, ...others);
}

function texts(schema: Schema, name: string, care: Care): Arbitrary<Json> {
  const kind = NAMES[name];
  const plain = kind ? references(kind, care) : (FORMS[name] ?? plainTexts(schema, name));
  if (care === 'valid') return plain;
  const isTime = ['date', 'date-time'].includes(String(schema.format)) || ['effectiveAt', 'expiresAt'].includes(name);
  return fc.oneof(plain, fc.constantFrom(...(isTime ? NASTY_TIMES : NASTY_TEXTS)));
}

function plainTexts({ format, pattern }: Schema, name: string): Arbitrary<Json> {
  if (format === 'date-time') return name === 'occurredAt' ? instants(-2, 0) : instants(-90, 0);
  if (format === 'date') return name.endsWith('Until') ? dates(1, 60) : dates(-60, 0);
  if (pattern !== undefined) return fc.constantFrom('usd', 'EUR');
  return fc.constantFrom('chat', 'a b', 'café', '日本', 'x-1', 'O’Brien & Söhne');
}

function numbers(schema: Schema, care: Care): Arbitrary<Json> {
  const isInteger = [schema.type].flat().includes('integer');
  const takesText = [schema.type].flat().includes('string');
  const min = typeof schema.minimum === 'number' ? schema.minimum : isInteger ? 0 : 1;
  const max = Math.min(typeof schema.maximum === 'number' ? schema.maximum : 1_000, min + 200);
  const whole = fc.integer({ min, max }).map((number) => raw(String(number)));
  const small = fc.integer({ min: 1, max: 3_000_000 }).map((micro) => raw(String(micro / 1_000_000)));
  const plain = isInteger ? whole : takesText ? fc.oneof(small, small.map(String)) : whole;
  if (care === 'valid') return plain;
  const edges = [min - 1, min, max, Number(schema.maximum ?? max), Number(schema.maximum ?? max) + 1].map(String);
  const nasty = fc.constantFrom(...NUMBER_TEXTS, ...edges);
  return fc.oneof(plain, nasty.map(raw), ...(takesText ? [nasty] : []));
}

/** Members that must be there; Togai's file leaves out one that its calls cannot do without. */
export const requiredBy = ({ required, properties }: Schema): string[] => [
  ...((required ?? []) as string[]),
  ...('creditAmount' in ((properties ?? {}) as object) ? ['creditAmount'] : []),
];

function objects(schema: Schema, care: Care): Arbitrary<Json> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const required = requiredBy(schema);
  if (properties.length === 0) {
    const keys = care === 'valid' ? fc.constantFrom('a', 'b') : fc.constantFrom('a', ...NASTY_TEXTS.slice(6));
    const values = fc.oneof(fc.constantFrom<Json>('x', true, null), fc.constantFrom(...NUMBER_TEXTS).map(raw));
    return fc.dictionary(keys, care === 'valid' ? fc.constantFrom<Json>('x', true, raw('1')) : values, { maxKeys: 3 });
  }
  const members = properties.map(([name, inner]) => {
    const value = arbitraryOf(inner, name, care);
    // Few of the optional ones at a time: each alone is likelier to be let through to where it has an effect.
    return required.includes(name) ? value.map((item) => ({ [name]: item })) : maybe(name, value);
  });
  return fc.tuple(...members).map((parts) => Object.assign({}, ...parts) as Json);
}

function maybe(name: string, value: Arbitrary<Json>): Arbitrary<{ [name: string]: Json }> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant<{ [name: string]: Json }>({}) },
    { weight: 1, arbitrary: value.map((item) => ({ [name]: item })) },
  );
}

function arrays(schema: Schema, name: string, care: Care): Arbitrary<Json> {
  const items = arbitraryOf((schema.items ?? {}) as Schema, name, care);
  return fc.array(items, { minLength: care === 'valid' ? 1 : 0, maxLength: 3 });
}

/** Values for a field with this schema and name. Ids are tokens, which a world turns into real ones. */
export function arbitraryOf(schema: Schema, name: string, care: Care): Arbitrary<Json> {
  const branches = schema.anyOf as Schema[] | undefined;
  if (branches) {
    const [first, ...others] = branches.map((branch) => arbitraryOf(branch, name, care));
    if (!first) return fc.constant(null);
    return fc.oneof({ weight: 6, arbitrary: first }, ...others.map((arbitrary) => ({ weight: 1, arbitrary })));
  }
  if (schema.const !== undefined) return fc.constant(schema.const as Json);
  if (schema.enum !== undefined) {
    const known = fc.constantFrom(...(schema.enum as Json[]));
    return care === 'valid' ? known : fc.oneof(known, fc.constantFrom<Json>('', 'nothing', ' CONSUME'));
  }
  const types = [schema.type].flat();
  if (types.includes('number') || types.includes('integer')) return numbers(schema, care);
  if (types.includes('string')) return texts(schema, name, care);
  if (types.includes('boolean')) return fc.boolean();
  if (types.includes('array')) return arrays(schema, name, care);
  if (types.includes('object')) return objects(schema, care);
  return fc.constantFrom<Json>('x', raw('1'), true, null);
}
