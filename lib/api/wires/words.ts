import { z } from 'zod';
import { parseAmountNumber } from '../amount';
import { parseBound, parseDate, parseInstant } from '../dates';
import { isJsonNumber, toPlainJson } from '../json';

/**
 * The words that the four wires' requests are made of: vendors' members, read by their published types. Members nobody
 * knows are passed over, because newer clients send more. `params.type` of an issue is the machine name that FlowHunt's
 * dialect shows; the message is the sentence that all four show.
 */
const refuse = (ctx: z.RefinementCtx, type: string, message: string): never => {
  ctx.addIssue({ code: 'custom', message, params: { type } });
  return z.NEVER;
};

const MICRO = 1_000_000n;

/** A number is kept as an object of its own until it is read; for a schema of objects it is none. */
const notNumber = (value: unknown): unknown => (isJsonNumber(value) ? 0 : value);

/** An object with these members, and any others. */
export const members = <S extends z.core.$ZodLooseShape>(shape: S) => z.preprocess(notNumber, z.looseObject(shape));

/** Longest texts that are kept with a row. */
export const TEXT_LENGTH_MAX = 1_000;
export const NAME_LENGTH_MAX = 255;

/** Any text up to a length, line breaks and all; NUL and half surrogates never get this far. */
export const text = (max = TEXT_LENGTH_MAX) => z.string().max(max);

/** A name given by the caller: one line, not empty, and spelled as it came. */
export const nameAsSent = (max = NAME_LENGTH_MAX) =>
  z
    .string()
    .min(1)
    .max(max)
    .transform((value, ctx) =>
      /\p{Cc}/u.test(value) ? refuse(ctx, 'value_error', 'Value should not contain control characters') : value,
    );

/** The same in the one spelling that names are kept in. */
export const name = (max = NAME_LENGTH_MAX) => nameAsSent(max).transform((value) => value.normalize('NFC'));

interface IntegerRange {
  min: number;
  max: number;
}

function checkRange(whole: bigint, { min, max }: IntegerRange, ctx: z.RefinementCtx): number {
  if (whole < BigInt(min)) return refuse(ctx, 'greater_than_equal', `Input should be greater than or equal to ${min}`);
  if (whole > BigInt(max)) return refuse(ctx, 'less_than_equal', `Input should be less than or equal to ${max}`);
  return Number(whole);
}

/** A JSON number without a fraction; 5.0 and 5e0 are 5. */
export const integer = (range: IntegerRange) =>
  z.unknown().transform((value, ctx): number => {
    if (value === undefined) return refuse(ctx, 'missing', 'Field required');
    if (!isJsonNumber(value)) return refuse(ctx, 'int_type', 'Input should be a valid integer');
    const micro = parseAmountNumber(value.value);
    if (micro === undefined || micro % MICRO !== 0n) {
      return refuse(ctx, 'int_from_float', 'Input should be a valid integer within 64 bits');
    }
    return checkRange(micro / MICRO, range, ctx);
  });

/** A whole number in a query string. */
export const integerText = (range: IntegerRange) =>
  z.string().transform((value, ctx): number => {
    if (!/^-?(0|[1-9][0-9]{0,17})$/.test(value)) {
      return refuse(ctx, 'int_parsing', 'Input should be a valid integer, unable to parse string as an integer');
    }
    return checkRange(BigInt(value), range, ctx);
  });

/** Credits as a JSON number, exact in micro-credits, more than zero. */
export const positiveCredits = z.unknown().transform((value, ctx): bigint => {
  const micro = readNumber(value, ctx);
  if (micro === undefined) return z.NEVER;
  return micro > 0n ? micro : refuse(ctx, 'greater_than', 'Input should be greater than 0');
});

/** Whole credits as a JSON number, at least one; 5000.0, as typed clients write it, is 5000. */
export const wholeCreditsFromOne = z.unknown().transform((value, ctx): bigint => {
  const micro = readNumber(value, ctx);
  if (micro === undefined) return z.NEVER;
  if (micro % MICRO !== 0n) return refuse(ctx, 'int_from_float', 'Input should be a whole number of credits');
  return micro >= MICRO ? micro : refuse(ctx, 'greater_than_equal', 'Input should be greater than or equal to 1');
});

/** A decimal figure such as a price, not below zero, as millionths. */
export const decimalFromZero = z.unknown().transform((value, ctx): bigint => {
  const micro = readNumber(value, ctx);
  if (micro === undefined) return z.NEVER;
  return micro >= 0n ? micro : refuse(ctx, 'greater_than_equal', 'Input should be greater than or equal to 0');
});

function readNumber(value: unknown, ctx: z.RefinementCtx): bigint | undefined {
  if (value === undefined) return void refuse(ctx, 'missing', 'Field required');
  if (!isJsonNumber(value)) return void refuse(ctx, 'float_type', 'Input should be a valid number');
  const micro = parseAmountNumber(value.value);
  if (micro !== undefined) return micro;
  return void refuse(ctx, 'decimal_max_places', 'Input should have at most 6 decimals and fit into 64 bits');
}

/** `2026-01-02T03:04:05.678Z`, with any offset; no zone at all means UTC. */
export function parseZonelessInstant(value: string): Date | undefined {
  return parseInstant(value) ?? parseInstant(`${value}Z`);
}

const refuseTime = (ctx: z.RefinementCtx): never =>
  refuse(ctx, 'datetime_parsing', 'Input should be a valid datetime, such as 2026-01-02T03:04:05Z');

export const instant = z.string().transform((value, ctx): Date => parseZonelessInstant(value) ?? refuseTime(ctx));

/** The same for a bound of a search, of any year. */
export const instantBound = z
  .string()
  .transform((value, ctx): Date => parseBound(value) ?? parseBound(`${value}Z`) ?? refuseTime(ctx));

/** A calendar date, kept as it was written. */
export const calendarDate = z
  .string()
  .transform(
    (value, ctx): string =>
      parseDate(value) ?? refuse(ctx, 'date_parsing', 'Input should be a valid date in the format YYYY-MM-DD'),
  );

const METADATA_LENGTH_MAX = 16_384;

/** A free JSON object, stored as it is. */
export const freeObject = z
  .preprocess(notNumber, z.record(z.string(), z.unknown()))
  .transform((value, ctx): Record<string, unknown> => {
    const plain = toPlainJson(value) as Record<string, unknown> | undefined;
    if (!plain) return refuse(ctx, 'value_error', 'Input has a number that would lose digits: send it as text');
    if (JSON.stringify(plain).length <= METADATA_LENGTH_MAX) return plain;
    return refuse(ctx, 'value_error', 'Input should have at most 16384 characters of JSON');
  });
