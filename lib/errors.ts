/**
 * The one error type of Coffer: a code with its status and title, and a sentence that says what to do about it.
 * A code, once published, never changes its meaning. Each wire renders the same error in its own shape
 * (`lib/api/problem.ts`, `lib/api/<wire>/errors.ts`).
 */
const CODES = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'No valid credential' },
  insufficient_credits: { status: 402, title: 'Not enough credits' },
  budget_exceeded: { status: 402, title: 'A budget does not allow this' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'Conflict with the present state' },
  idempotency_in_progress: { status: 409, title: 'The first request with this key is still running' },
  hold_ended: { status: 409, title: 'The hold has already ended' },
  grant_ended: { status: 409, title: 'The grant has already ended' },
  already_reversed: { status: 409, title: 'Nothing is left to reverse' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  uri_too_long: { status: 414, title: 'The address is too long' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  validation_failed: { status: 422, title: 'Some fields are not valid' },
  idempotency_key_reused: { status: 422, title: 'Key already used for another request' },
  occurred_at_out_of_range: { status: 422, title: 'The time lies outside the accepted range' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  rate_limited: { status: 429, title: 'Too many requests' },
  overloaded: { status: 429, title: 'The queue for this wallet is full' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  payment_provider_failed: { status: 502, title: 'The payment provider did not answer as expected' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof CODES;

/** What is wrong with one field of a request, in the request's own names. */
export interface FieldIssue {
  /** Path to the field, outermost first: `['creditRequests', 0, 'priority']`. */
  path: (string | number)[];
  message: string;
}

export interface AppErrorOptions {
  /** What happened and what to do about it, in sentences for people. No secrets. */
  detail?: string;
  /** Exact facts for programs; bigint figures are micro-credits and become decimal text at the wire. */
  facts?: Record<string, unknown>;
  fields?: FieldIssue[];
  /** Seconds; becomes `Retry-After`. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly facts: Record<string, unknown>;
  readonly fields: FieldIssue[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.detail ?? CODES[code].title, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = CODES[code].status;
    this.title = CODES[code].title;
    this.detail = options.detail;
    this.facts = options.facts ?? {};
    this.fields = options.fields ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Works across the two module graphs of one process (server.ts and Next), where `instanceof` would not. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error && String(error.code) in CODES;
}
