import type { ZodError } from 'zod';

export interface StripeErrorBody {
  type: 'invalid_request_error' | 'api_error' | 'card_error' | 'idempotency_error';
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  doc_url?: string;
  /** What a refused card was to pay. */
  payment_intent?: object;
  setup_intent?: object;
  payment_method?: object;
  charge?: string;
}

/** A refusal in Stripe's shape. */
export class WireError extends Error {
  constructor(
    readonly status: number,
    readonly error: StripeErrorBody,
  ) {
    super(error.message);
    this.name = 'WireError';
  }
}

const invalid = (message: string, extra: Partial<StripeErrorBody> = {}, status = 400): WireError =>
  new WireError(status, { type: 'invalid_request_error', message, ...extra });

export const invalidRequest = invalid;

export const resourceMissing = (kind: string, id: string, param = 'id', status = 404): WireError =>
  invalid(`No such ${kind}: '${id}'`, { code: 'resource_missing', param }, status);

/** `['line_items', 0, 'price']` to `line_items[0][price]`. */
const paramName = (path: readonly PropertyKey[]): string =>
  path.map((part, depth) => (depth === 0 ? String(part) : `[${String(part)}]`)).join('');

/** The first problem a schema found, in Stripe's words. */
export function fromZod(error: ZodError): WireError {
  const issue = error.issues[0];
  if (!issue) return invalid('The request is not valid.');
  if (issue.code === 'unrecognized_keys') {
    const param = paramName([...issue.path, issue.keys[0] ?? '']);
    return invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  const param = paramName(issue.path);
  if (issue.message === 'missing') {
    return invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  return invalid(`Invalid value for ${param}: ${issue.message}`, { param });
}
