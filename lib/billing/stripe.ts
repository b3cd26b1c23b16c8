import Stripe from 'stripe';
import { getEnv } from '../env';
import { AppError } from '../errors';
import { singleton } from '../singleton';

/** The version the SDK's types describe; events of another major are parked (webhook.ts). */
export const STRIPE_API_VERSION = '2026-10-28.endive';

export interface StripeSettings {
  secretKey: string;
  /** Another server that speaks Stripe's wire; absent: Stripe itself. */
  apiBase?: string | undefined;
}

/** The official client with bounded waits: 20 s for an answer, two more tries by the SDK's own rules. */
export function createStripe({ secretKey, apiBase }: StripeSettings): Stripe {
  const base = apiBase ? new URL(apiBase) : null;
  return new Stripe(secretKey, {
    apiVersion: STRIPE_API_VERSION,
    maxNetworkRetries: 2,
    timeout: 20_000,
    telemetry: false,
    appInfo: { name: 'Coffer' },
    ...(base && {
      protocol: base.protocol === 'https:' ? ('https' as const) : ('http' as const),
      host: base.hostname,
      port: base.port || (base.protocol === 'https:' ? 443 : 80),
    }),
  });
}

/** Whether this installation can take payments at all. */
export const isBillingOpen = (): boolean => Boolean(getEnv().STRIPE_SECRET_KEY);

/** Whether payments go to a stand-in of Stripe, where no money moves: every page says so. */
export const isSandbox = (): boolean => Boolean(getEnv().STRIPE_API_BASE);

/** Whether the configured key moves real money; every object of Stripe must agree with it. */
export const expectsLivemode = (): boolean => /^(sk|rk)_live_/.test(getEnv().STRIPE_SECRET_KEY ?? '');

/** The process's client. Errors: unavailable, while no key is set. */
export function getStripe(): Stripe {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE: apiBase } = getEnv();
  if (!secretKey) {
    throw new AppError('unavailable', {
      detail: 'Payments are not set up: the operator has to set STRIPE_SECRET_KEY.',
    });
  }
  return singleton('stripe', () => createStripe({ secretKey, apiBase }));
}

/** An error of the SDK, told by its shape: two module graphs of one process have a class each. */
export const isStripeError = (error: unknown): error is Stripe.errors.StripeError =>
  error instanceof Error && 'type' in error && String(error.type).startsWith('Stripe');

/**
 * What a log may know of a failure. The SDK's errors carry whole objects of Stripe's, with secrets of the customer's
 * payment in them.
 */
export const loggable = (error: unknown): unknown =>
  isStripeError(error)
    ? {
        type: error.type,
        code: error.code,
        message: error.message,
        statusCode: error.statusCode,
        stripeRequestId: error.requestId,
      }
    : error;

/** Stripe's failure as ours: what the customer can do stands in `detail`, the cause stays for the log. */
export function asPaymentError(error: unknown): unknown {
  if (!isStripeError(error)) return error;
  return new AppError('payment_provider_failed', {
    detail: 'The payment provider did not answer as expected. Nothing was charged; try again in a moment.',
    retryAfterSeconds: 5,
    facts: { stripeType: error.type, stripeCode: error.code ?? null, stripeRequestId: error.requestId ?? null },
    cause: error,
  });
}

const HTTP_CONFLICT = 409;

/**
 * Whether Stripe refused the request itself, so that sending it again changes nothing. A conflict is no such refusal: the
 * same request is under way, and may yet succeed.
 */
export const isRefusedByStripe = (error: unknown): boolean =>
  isStripeError(error) && error.type === 'StripeInvalidRequestError' && error.statusCode !== HTTP_CONFLICT;

/** Whether Stripe says that the object does not exist (for this key). */
export const isMissingAtStripe = (error: unknown): boolean =>
  isRefusedByStripe(error) && (error as Stripe.errors.StripeError).code === 'resource_missing';

/** The id of a field that may be expanded. */
export const idOf = (field: string | { id: string } | null | undefined): string | null =>
  field == null ? null : typeof field === 'string' ? field : field.id;
