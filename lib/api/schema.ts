import { z } from 'zod';
import { parseAmountNumber, parseAmountText, parseUnitCost } from './amount';
import { isTimeZone, parseDate, parseInstant } from './dates';
import { canonicalJson, isJsonNumber, toPlainJson } from './json';

/**
 * The words that requests of Coffer's own API are made of. Each reads one wire form into one value of ours and says
 * what it wants; `meta` is what the API description shows. Unknown members are refused, so that a typing error in an
 * optional field is noticed.
 */

type Check = (value: bigint) => string | undefined;

const AMOUNT_FORM = 'must be a decimal number of credits with at most 6 decimals, such as "12.5"';

/** Credits as decimal text or as a JSON number, read by its source text. */
function amountWith(check: Check, description: string) {
  return z
    .unknown()
    .meta({ type: ['string', 'number'], description, examples: ['12.5'] })
    .transform((value, ctx): bigint => {
      const micro = isJsonNumber(value)
        ? parseAmountNumber(value.value)
        : typeof value === 'string'
          ? parseAmountText(value)
          : undefined;
      const message = value === undefined ? 'is required' : micro === undefined ? AMOUNT_FORM : check(micro);
      if (message === undefined) return micro as bigint;
      ctx.addIssue({ code: 'custom', message });
      return z.NEVER;
    });
}

export const positiveAmount = (description: string) =>
  amountWith((micro) => (micro > 0n ? undefined : 'must be more than zero'), description);

export const signedAmount = (description: string) =>
  amountWith((micro) => (micro !== 0n ? undefined : 'must not be zero'), description);

export const amountFromZero = (description: string) =>
  amountWith((micro) => (micro >= 0n ? undefined : 'must not be negative'), description);

export const anyAmount = (description: string) => amountWith(() => undefined, description);

/** Price per credit in minor units of the currency, decimal text or number. */
export const unitCost = z
  .unknown()
  .meta({ type: ['string', 'number'], description: 'Minor units of the currency per credit, at most 9 decimals.' })
  .transform((value, ctx): bigint => {
    const nano = parseUnitCost(isJsonNumber(value) ? value.value : typeof value === 'string' ? value : '');
    if (nano !== undefined) return nano;
    ctx.addIssue({ code: 'custom', message: 'must be a decimal number of minor units with at most 9 decimals' });
    return z.NEVER;
  });

interface IntegerRange {
  min: number;
  max: number;
}

function integerFrom(sourceOf: (value: unknown) => string, { min, max }: IntegerRange, description: string) {
  return z
    .unknown()
    .meta({ type: 'integer', minimum: min, maximum: max, description })
    .transform((value, ctx): number => {
      const source = sourceOf(value);
      const number = /^-?(0|[1-9][0-9]{0,14})$/.test(source) ? Number(source) : Number.NaN;
      if (number >= min && number <= max) return number === 0 ? 0 : number;
      ctx.addIssue({ code: 'custom', message: `must be a whole number from ${min} to ${max}` });
      return z.NEVER;
    });
}

/** A whole number in a JSON body. */
export const integer = (range: IntegerRange, description: string) =>
  integerFrom((value) => (isJsonNumber(value) ? value.value : ''), range, description);

/** A whole number in a query string. */
export const queryInteger = (range: IntegerRange, description: string) =>
  integerFrom((value) => (typeof value === 'string' ? value : ''), range, description);

/** An instant such as 2026-01-02T03:04:05.678Z; an offset is required. */
export const instant = (description: string) =>
  z
    .string()
    .meta({ format: 'date-time', description })
    .transform((value, ctx): Date => {
      const at = parseInstant(value);
      if (at) return at;
      ctx.addIssue({ code: 'custom', message: 'must be a time with an offset, such as 2026-01-02T03:04:05Z' });
      return z.NEVER;
    });

/** A calendar date, or an instant: whoever has the zone makes a time of the date. */
export type DateOrInstant = { date: string } | { at: Date };

export const dateOrInstant = (description: string) =>
  z
    .string()
    .meta({ description: `${description} A time with an offset, or a date (YYYY-MM-DD) in the customer's zone.` })
    .transform((value, ctx): DateOrInstant => {
      const date = parseDate(value);
      if (date) return { date };
      const at = parseInstant(value);
      if (at) return { at };
      ctx.addIssue({ code: 'custom', message: 'must be a time with an offset, or a date YYYY-MM-DD' });
      return z.NEVER;
    });

export const calendarDate = (description: string) =>
  z
    .string()
    .meta({ format: 'date', description })
    .refine((value) => parseDate(value) !== undefined, 'must be a date YYYY-MM-DD');

export const timeZone = z
  .string()
  .meta({ description: "IANA zone in which days begin and end. Default: the customer's.", examples: ['Europe/Berlin'] })
  .refine(isTimeZone, 'must be an IANA time zone, such as Europe/Berlin');

const hasControlCharacter = (value: string): boolean => /\p{Cc}/u.test(value);

/** A label on one line: feature, context id, a caller's own id. Normalised, so that twins that look alike are one. */
export const label = (max: number, description: string) =>
  z
    .string()
    .meta({ description })
    .transform((value) => value.normalize('NFC'))
    .refine((value) => value.length >= 1 && value.length <= max, `must have 1 to ${max} characters`)
    .refine((value) => !hasControlCharacter(value), 'must not contain control characters');

/** Prose of people; line breaks are fine. */
export const prose = (max: number, description: string) =>
  z
    .string()
    .meta({ description })
    .refine((value) => value.length >= 1 && value.length <= max, `must have 1 to ${max} characters`);

const METADATA_LENGTH_MAX = 16_384;

/** Free JSON kept with the row. Numbers must survive as doubles; send longer ones as text. */
export const metadata = z
  .record(z.string(), z.unknown())
  .meta({ description: 'Free JSON object, at most 16 kB, stored as it is.' })
  .transform((value, ctx): Record<string, unknown> => {
    const plain = toPlainJson(value) as Record<string, unknown> | undefined;
    if (plain && canonicalJson(value).length <= METADATA_LENGTH_MAX) return plain;
    ctx.addIssue({
      code: 'custom',
      message: plain ? 'must be at most 16 kB' : 'has a number that would lose digits: send it as text',
    });
    return z.NEVER;
  });

/** A member of the customer: our id or the caller's own. */
export const userRef = label(255, "The user: our id or the caller's own id. Wins over teamId.");
export const teamRef = label(255, "The team: our id or the caller's own id.");
export const onBehalfOf = label(255, 'The user whose usage this is, when the wallet is not theirs. Default: userId.');
export const feature = label(200, 'What the credits are used for: charts, budgets and scoped grants go by it.');
export const contextId = label(255, "The caller's id of the job, chat or request.");
export const contextDescription = prose(1000, 'A sentence for people about that context.');
export const reason = prose(1000, 'Why, for whoever reads the history later.');
export const fallback = z
  .literal('workspace')
  .meta({ description: "What this wallet cannot pay in full is paid, in full, from the customer's wallet." });
export const dryRun = z.boolean().meta({ description: 'Runs all checks, answers as if done, and changes nothing.' });
export const customerRef = label(
  255,
  "The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own.",
);

/** Optional, and null means absent: clients in many languages send null for what is not set. */
export const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

/** A JSON body that writes. */
export const writeBody = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({ customerId: optional(customerRef), dryRun: optional(dryRun), ...shape });

/** A query string of a read. */
export const readQuery = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({ customerId: customerRef.optional(), ...shape });

/** One or several of a closed list in a query: `kind=consume,capture`, the name repeated, or both. */
export const listOf = <const T extends readonly [string, ...string[]]>(values: T, description: string) =>
  z.preprocess(
    (value) => [value].flat().flatMap((part) => (typeof part === 'string' ? part.split(',') : part)),
    z.array(z.enum(values)).min(1).meta({ description }),
  );

export const owner = { userId: optional(userRef), teamId: optional(teamRef) };
export const ownerQuery = { userId: userRef.optional(), teamId: teamRef.optional() };

/** What usage is about. */
export const usageContext = {
  onBehalfOf: optional(onBehalfOf),
  feature: optional(feature),
  contextId: optional(contextId),
  contextDescription: optional(contextDescription),
  metadata: optional(metadata),
};
