import { z } from 'zod';
import { fromZod } from './errors';
import type { Form } from './form';

/** Parameter types as they come over the form wire, where everything is text. */
const required = { error: (issue: { input?: unknown }) => (issue.input === undefined ? 'missing' : 'is not valid') };

export const text = z.string(required).max(5000);
export const integer = z
  .string(required)
  .regex(/^-?\d{1,15}$/, 'is not an integer')
  .transform(Number);
export const flag = z.enum(['true', 'false'], required).transform((value) => value === 'true');
/** An empty value unsets a key. */
export const metadata = z.record(z.string().max(40), z.string().max(500)).optional();
const expand = z.array(z.string()).optional();

const range = z.union([
  integer,
  z.strictObject({ gt: integer.optional(), gte: integer.optional(), lt: integer.optional(), lte: integer.optional() }),
]);
export type Range = z.infer<typeof range>;

/** Parameters of a list call, with the filters of this list. */
export const listParams = <T extends z.core.$ZodLooseShape>(filters: T) =>
  z.strictObject({
    limit: integer.pipe(z.number().min(1).max(100)).optional(),
    starting_after: z.string().optional(),
    ending_before: z.string().optional(),
    created: range.optional(),
    expand,
    ...filters,
  });

/** Parameters of any other call. */
export const params = <T extends z.core.$ZodLooseShape>(shape: T) => z.strictObject({ expand, ...shape });

/** Checks and converts; refuses in Stripe's words, unknown parameters too. */
export function parse<T extends z.ZodType>(schema: T, form: Form): z.output<T> {
  const parsed = schema.safeParse(form);
  if (!parsed.success) throw fromZod(parsed.error);
  return parsed.data;
}

/** Whether a time lies in a `created` filter. */
export function inRange(time: number, filter: Range | undefined): boolean {
  if (filter === undefined) return true;
  if (typeof filter === 'number') return time === filter;
  return (
    time > (filter.gt ?? -Infinity) &&
    time >= (filter.gte ?? -Infinity) &&
    time < (filter.lt ?? Infinity) &&
    time <= (filter.lte ?? Infinity)
  );
}
