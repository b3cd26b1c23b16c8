import type { z } from 'zod';
import { AppError, type FieldIssue } from '../../errors';

/** Where in a request a value stands; FlowHunt's `loc` begins with it. */
export type Place = 'path' | 'query' | 'body';

interface Fault {
  type: string;
  message: string;
}

const EXPECTED: Record<string, Fault> = {
  string: { type: 'string_type', message: 'Input should be a valid string' },
  array: { type: 'list_type', message: 'Input should be a valid list' },
  object: { type: 'model_attributes_type', message: 'Input should be a valid dictionary or object' },
  record: { type: 'dict_type', message: 'Input should be a valid dictionary' },
};

/**
 * Reads one part of a request. Errors: validation_failed, its fields' paths beginning with the place, and the machine
 * name of each fault under `facts.faultTypes`.
 */
export function parseWire<T extends z.ZodType>(schema: T, value: unknown, place: Place): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({ path: pathOf(issue, place), fault: describe(issue, value) }));
  throw invalid(faults.map(({ path, fault }) => ({ path, ...fault })));
}

/** The refusal for faults that no schema can find. */
export function invalid(faults: (FieldIssue & { type: string })[]): AppError {
  const [first] = faults;
  const where = first && first.path.length > 1 ? first.path.slice(1).join('.') : first?.path[0];
  return new AppError('validation_failed', {
    detail: first ? `${where}: ${first.message}` : undefined,
    fields: faults.map(({ path, message }) => ({ path, message })),
    facts: { faultTypes: faults.map(({ type }) => type) },
  });
}

const pathOf = (issue: z.core.$ZodIssue, place: Place): (string | number)[] => [
  place,
  ...issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
];

function describe(issue: z.core.$ZodIssue, root: unknown): Fault {
  if (issue.code === 'custom') return { type: String(issue.params?.type ?? 'value_error'), message: issue.message };
  if (valueAt(root, issue.path) === undefined) return { type: 'missing', message: 'Field required' };
  switch (issue.code) {
    case 'invalid_type':
      return EXPECTED[issue.expected] ?? { type: 'value_error', message: issue.message };
    case 'invalid_value':
      return { type: 'enum', message: `Input should be ${oneOf(issue.values)}` };
    case 'too_small':
      return { type: 'string_too_short', message: `Value should have at least ${issue.minimum} characters or items` };
    case 'too_big':
      return { type: 'string_too_long', message: `Value should have at most ${issue.maximum} characters or items` };
    default:
      return { type: 'value_error', message: issue.message };
  }
}

const SHOWN_VALUES = 20;

function oneOf(values: readonly unknown[]): string {
  const shown = values.slice(0, SHOWN_VALUES).map((value) => `'${String(value)}'`);
  return values.length > SHOWN_VALUES ? `${shown.join(', ')}, …` : shown.join(', ').replace(/, ([^,]*)$/, ' or $1');
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

/** A query string as a record; the last of repeated names counts, as in the vendors' servers. */
export function queryOf(query: URLSearchParams): Record<string, string> {
  const out = new Map<string, string>();
  for (const [name, value] of query) {
    if (name.includes('\0') || value.includes('\0')) {
      throw invalid([{ path: ['query', name.replaceAll('\0', '')], type: 'value_error', message: 'Value has a NUL' }]);
    }
    out.set(name, value);
  }
  return Object.fromEntries(out);
}
