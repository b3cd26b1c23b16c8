import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useSandbox } from '@/sandbox/stripe/testing/client';
import { dropSingleton } from '../../singleton';
import { useTestDatabase } from '../../testing/database';
import { sampleRequest } from '../access/sample-request';
import { parseAmountNumber } from '../amount';
import type { ApiReply } from '../types';
import type { SentRequest } from './arbitrary-request';
import { checkReply } from './check-reply';
import { type DescribedRoute, describeRoutes } from './describe-routes';
import { type Field, fieldsOf, isNumber, isText, putAt } from './fields';
import {
  type Json,
  MORE_TEXTS,
  NASTY_TEXTS,
  NASTY_TIMES,
  NUMBER_TEXTS,
  RawJson,
  WRONG_NUMBERS,
  writeJson,
} from './nasty-values';
import { sendToRouter } from './send';
import { makeWorld, type World } from './world';

useTestDatabase();
const box = useSandbox();

beforeAll(() => {
  process.env.STRIPE_SECRET_KEY = 'sk_test_sandbox';
  process.env.STRIPE_API_BASE = box.server.url;
  dropSingleton('stripe');
});
afterAll(() => dropSingleton('stripe'));

const AT_ONCE = 12;

/** Sends the route's least request with this field set to each value; every reply is checked against its description. */
async function sendEach(
  world: World,
  route: DescribedRoute,
  { place, at }: Field,
  values: readonly Json[],
  check: (value: Json, reply: ApiReply) => void,
): Promise<void> {
  const sample = async () => (await sampleRequest(route, 'own', world, { isNamed: false })).request;
  const shared = await sample();
  // What a call does to the thing in its path it may do once only.
  const isOnce = route.params.length > 0 && route.method !== 'GET' && place === 'body';
  const headers = {
    ...world.headersOf(route.policy?.startsWith('customers:') ? 'operator' : 'key', route.wire),
    ...(route.body && { 'content-type': 'application/json' }),
  };
  const text = Buffer.from(shared.body).toString();
  const base = (text === '' ? {} : JSON.parse(text)) as Json;
  const written = (value: Json): string =>
    typeof value === 'string' ? Buffer.from(value).toString() : writeJson(value);
  const callOf = async (value: Json): Promise<SentRequest> => {
    const request = isOnce ? await sample() : shared;
    if (place === 'body') return { ...request, headers, body: Buffer.from(writeJson(putAt(base, at, value))) };
    if (place === 'path') {
      const index = route.path.split('/').indexOf(`{${at[0]}}`);
      const segments = request.path.split('/');
      segments[index] = encodeURIComponent(written(value)) || '%20';
      return { ...request, headers, path: segments.join('/') };
    }
    const query = new URLSearchParams(request.query);
    query.set(String(at[0]), written(value));
    return { ...request, headers, query: query.toString() };
  };
  const queue = [...values];
  const work = async () => {
    for (let value = queue.shift(); value !== undefined; value = queue.shift()) {
      const call = await callOf(value);
      const reply = await sendToRouter(call);
      try {
        checkReply(route, call, reply);
        check(value, reply);
      } catch (error) {
        throw new Error(`${place} ${at.join('.')} = ${writeJson(value).slice(0, 60)}: ${(error as Error).message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

const raw = (texts: readonly string[]): RawJson[] => texts.map((text) => new RawJson(text));

/** As sent: JSON texts of numbers and of what is none, and the same numbers as texts. */
const NUMBERS: Json[] = [...raw([...NUMBER_TEXTS, ...WRONG_NUMBERS]), ...NUMBER_TEXTS];

const isWhole = (text: string): boolean => /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text));

/** Prices have nine decimals, and Togai's pages are as large as they may be when more is asked for. */
const isExact = (text: string, name: string): boolean =>
  parseAmountNumber(text) !== undefined ||
  isWhole(text) ||
  (name === 'unitCost' && /^-?\d{1,9}(\.\d{1,9})?$/.test(text)) ||
  (name === 'pageSize' && /^\d+$/.test(text));

/** Nothing but an exact number is ever let through; null stands for "not given". */
function mayPass(value: Json, { name, place }: Field): boolean {
  const text = value instanceof RawJson ? value.text : String(value);
  if (place === 'query') return isExact(text, name);
  return text === 'null' || isExact(text, name);
}

const TEXTS: Json[] = [...NASTY_TEXTS, ...MORE_TEXTS];

const isTime = ({ name, schema }: Field): boolean =>
  /^(at|from|to|after|before)$|At$|_at_|^date|^effective/.test(name) || String(schema.format ?? '').startsWith('date');

/** All on what is written; filters and ids share them out, so that each has a third and together they have all. */
function textsFor(field: Field, index: number): Json[] {
  const texts = isTime(field) ? [...TEXTS, ...NASTY_TIMES] : TEXTS;
  return field.place === 'body' ? texts : texts.filter((_, place) => (place + index) % 3 === 0);
}

/** Texts of people, which come back as they were sent, or in their normal form, without blanks around them. */
const KEPT = /^(reason|contextDescription|contextId|feature|name|description|externalRef|externalId|purpose)$/;

function namedIn(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => namedIn(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === name ? [item] : namedIn(item, name)));
}

function checkKept({ name }: Field, value: Json, { status, body }: ApiReply): void {
  if (status !== 200 || typeof value !== 'string' || !KEPT.test(name)) return;
  const texts = namedIn(JSON.parse(body), name).filter((item) => typeof item === 'string');
  if (
    texts.length > 0 &&
    !texts.some((text) => text === value || text === value.normalize('NFC').trim() || text === value.normalize('NFC'))
  ) {
    throw new Error(`it came back as ${JSON.stringify(texts)}`);
  }
}

const ROUTES = describeRoutes().filter(({ policy }) => policy !== null);
const withFields = (isOne: (field: Field) => boolean) =>
  ROUTES.map((route) => [`${route.method} ${route.path}`, route, fieldsOf(route).filter(isOne)] as const).filter(
    ([, , fields]) => fields.length > 0,
  );

describe('the tables', () => {
  it('have what must be tried, and every wire has fields to try it on', () => {
    expect(NUMBERS.length).toBeGreaterThanOrEqual(40);
    expect(TEXTS.length).toBeGreaterThanOrEqual(60);
    const wires = (isOne: (field: Field) => boolean) => new Set(withFields(isOne).map(([, { wire }]) => wire));
    expect(wires(isNumber).size).toBe(5);
    expect(wires(isText).size).toBe(5);
  });
});

describe('numbers are taken exactly or not at all', () => {
  it.each(withFields(isNumber))(
    '%s',
    async (_line, route, fields) => {
      const world = await makeWorld();
      for (const field of fields) {
        await sendEach(world, route, field, NUMBERS, (value, { status, body }) => {
          if (status < 400 && !mayPass(value, field)) throw new Error(`it was let through: ${body}`);
        });
      }
    },
    180_000,
  );
});

describe('texts are kept as they are or refused', () => {
  it.each(withFields(isText))(
    '%s',
    async (_line, route, fields) => {
      const world = await makeWorld();
      for (const [index, field] of fields.entries()) {
        await sendEach(world, route, field, textsFor(field, index), (value, reply) => checkKept(field, value, reply));
      }
    },
    180_000,
  );
});
