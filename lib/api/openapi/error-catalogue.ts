import { AppError, type AppErrorOptions, type ErrorCode } from '../../errors';
import { problemBody } from '../problem';
import type { Json } from './vendor';

/** What the reference says of a code: what to do about it, and the refusal that is shown as its example. */
interface CatalogueEntry {
  todo: string;
  example: AppErrorOptions;
}

const at = new Date('2026-11-21T12:00:00.000Z');

/** Every code of lib/errors.ts; the compiler asks for the missing ones. */
export const CATALOGUE: Record<ErrorCode, CatalogueEntry> = {
  invalid_request: {
    todo: 'The request cannot be read: mend the JSON, the path or the header that `detail` names. Do not retry.',
    example: { detail: 'The body is not JSON: there is something after its end.' },
  },
  unauthenticated: {
    todo: 'Send a key that exists, is neither expired nor revoked, and may come from your address.',
    example: { detail: 'Send an API key as "Authorization: Bearer YOUR_KEY".' },
  },
  insufficient_credits: {
    todo: 'Top up by `short`, name a smaller amount, or wait for holds to end. The figures say how much could be spent. A retry without that fails alike.',
    example: {
      detail: '2.5 asked, 1 can be spent. Top up at least 1.5.',
      facts: {
        limit: 'credits',
        requestedMicro: 2_500_000n,
        spendableMicro: 1_000_000n,
        shortMicro: 1_500_000n,
        availableMicro: 1_000_000n,
      },
    },
  },
  budget_exceeded: {
    todo: 'Raise the budget, or wait for its next period. There may be credits enough; the cap stands in the way.',
    example: { detail: 'The monthly budget of this user allows 0.5 more.', facts: { limit: 'budget' } },
  },
  forbidden: {
    todo: 'Use a key with the scope that the call needs, or have its owner ask the operator. Do not retry.',
    example: { detail: 'This key may not do this.' },
  },
  not_found: {
    todo: 'Check the id and the mode of the key: what belongs to others, or to the other books, is answered like what does not exist.',
    example: { detail: 'There is no such grant.' },
  },
  method_not_allowed: {
    todo: 'Use one of the methods in the `Allow` header.',
    example: { detail: 'This path takes GET, POST.' },
  },
  conflict: {
    todo: 'Read the present state and decide anew; `detail` says what stands in the way.',
    example: { detail: 'It was changed by somebody else in the meantime.' },
  },
  idempotency_in_progress: {
    todo: 'Send the same request with the same key again after `Retry-After`.',
    example: { retryAfterSeconds: 1 },
  },
  hold_ended: {
    todo: 'Nothing is held any more: `currentStatus` says whether it was captured, released or has expired. Place a new hold.',
    example: { detail: 'The hold was captured before.', facts: { status: 'captured', endedAt: at } },
  },
  grant_ended: {
    todo: 'Nothing is left of this grant to change. Grant anew.',
    example: { detail: 'The grant has expired.', facts: { reason: 'expired', endedAt: at } },
  },
  already_reversed: {
    todo: 'All of it was given back before; there is nothing to do.',
    example: { detail: 'All of this spend was reversed before.' },
  },
  payload_too_large: {
    todo: 'Send less at a time: bodies may have 1 MiB.',
    example: { detail: 'A request may have at most 1048576 bytes.' },
  },
  uri_too_long: {
    todo: 'Shorten the query: ask for fewer things at once, and send long texts in bodies.',
    example: { detail: 'The address may have at most 8192 bytes.' },
  },
  headers_too_large: {
    todo: 'Send fewer headers, and none that the API does not need.',
    example: { detail: 'A request may have at most 100 headers.' },
  },
  unsupported_media_type: {
    todo: 'Send JSON, and say so: `Content-Type: application/json`.',
    example: { detail: 'Send the body as application/json.' },
  },
  validation_failed: {
    todo: 'Mend the fields in `errors`, each named by a JSON pointer, and send it again under a new Idempotency-Key or the same.',
    example: {
      detail: 'Not valid in the body: amount.',
      fields: [
        { path: ['amount'], message: 'must be a decimal number of credits with at most 6 decimals, such as "12.5"' },
      ],
    },
  },
  idempotency_key_reused: {
    todo: 'This key belongs to another request. Make a new key for a new request, and keep it for its retries.',
    example: { detail: 'This Idempotency-Key was used for another request.' },
  },
  occurred_at_out_of_range: {
    todo: 'Say a time within the last 72 hours (or what the workspace allows) and at most 5 minutes ahead.',
    example: { detail: 'occurredAt may lie 72 hours back and 5 minutes ahead.' },
  },
  rate_limited: {
    todo: 'Wait as long as `Retry-After` says; `RateLimit` tells what is left, so that it need not come to this.',
    example: { detail: 'Too many requests. Try again in 7 seconds.', retryAfterSeconds: 7 },
  },
  overloaded: {
    todo: 'Too many spends wait for this wallet: wait as long as `Retry-After` says, then send the same request again.',
    example: { retryAfterSeconds: 1 },
  },
  internal: {
    todo: 'Our fault. Retry with the same Idempotency-Key; if it stays, tell the operator the request id.',
    example: { detail: 'Something went wrong on our side. The request id finds it in our log.' },
  },
  payment_provider_failed: {
    todo: 'Stripe did not answer as expected. Retry with the same Idempotency-Key: nothing is begun twice.',
    example: { detail: 'Stripe could not be reached.' },
  },
  unavailable: {
    todo: 'Wait as long as `Retry-After` says, then send the same request with the same Idempotency-Key again.',
    example: { retryAfterSeconds: 2 },
  },
};

export const ERROR_CODES = Object.keys(CATALOGUE) as ErrorCode[];

const exampleError = (code: ErrorCode): AppError => new AppError(code, CATALOGUE[code].example);

export const statusOf = (code: ErrorCode): number => exampleError(code).status;

export const titleOf = (code: ErrorCode): string => exampleError(code).title;

const nameOf = (code: ErrorCode): string => `Problem_${code}`;

/** The example problems by name, made by the code that renders real ones. */
export const exampleComponents = (): Record<string, Json> =>
  Object.fromEntries(
    ERROR_CODES.map((code) => [
      nameOf(code),
      {
        summary: titleOf(code),
        description: CATALOGUE[code].todo,
        value: problemBody(exampleError(code), { path: '/v1/…', requestId: 'b6b1f2c4-0f5e-4b53-8a0b-6f2f6a0d9c11' }),
      },
    ]),
  );

/** References to the examples of these codes. */
export const exampleRefs = (codes: readonly ErrorCode[]): Json =>
  Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${nameOf(code)}` }]));

/** The catalogue as a table in Markdown. */
export const errorTable = (): string =>
  [
    '| Status | `code` | Meaning | What to do |',
    '| --- | --- | --- | --- |',
    ...ERROR_CODES.map((code) => `| ${statusOf(code)} | \`${code}\` | ${titleOf(code)} | ${CATALOGUE[code].todo} |`),
  ].join('\n');
