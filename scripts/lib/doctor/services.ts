import { createTransport } from 'nodemailer';
import { createStripe } from '../../../lib/billing/stripe';
import type { Env } from '../../../lib/env';
import { type Finding, fail, ok, warn } from './finding';

const TIMEOUT_MS = 8_000;

/** Whether the key is right and Stripe can be reached: one read that changes nothing. */
export async function checkStripe(env: Env): Promise<Finding[]> {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE: apiBase, STRIPE_WEBHOOK_SECRET: webhookSecret } = env;
  if (!secretKey) {
    return [warn('Stripe', 'no key', 'Nobody can pay. Set STRIPE_SECRET_KEY, or run npm start for a local Stripe.')];
  }
  const kind = /_live_/.test(secretKey) ? 'live key' : 'test key';
  const where = apiBase ?? 'api.stripe.com';
  const findings: Finding[] = [];
  try {
    await createStripe({ secretKey, apiBase }).balance.retrieve({}, { timeout: TIMEOUT_MS, maxNetworkRetries: 0 });
    findings.push(ok('Stripe', `${kind}, ${where} answers`));
  } catch (error) {
    const { type, statusCode, message } = error as { type?: string; statusCode?: number; message: string };
    if (type === 'StripeAuthenticationError') {
      findings.push(fail('Stripe', `${where} refuses the ${kind}`, 'Correct STRIPE_SECRET_KEY.'));
    } else if (statusCode) {
      findings.push(ok('Stripe', `${kind}, ${where} answers`)); // with an error of its own: it is there
    } else {
      findings.push(fail('Stripe', `${where} does not answer`, `Check the network: ${message}`));
    }
  }
  findings.push(
    webhookSecret
      ? ok('Stripe webhooks', 'signing secret is set')
      : warn(
          'Stripe webhooks',
          'no signing secret',
          `Point an endpoint at ${env.BASE_URL}/api/stripe/webhook and set STRIPE_WEBHOOK_SECRET; until then the sweep finds payments within minutes.`,
        ),
  );
  return findings;
}

/** Whether the mail server takes a connection and the sign-in; nothing is sent. */
export async function checkMail(env: Env): Promise<Finding> {
  if (!env.SMTP_URL) {
    return warn(
      'mail',
      'no server',
      'Nobody gets a sign-in link by mail. Set SMTP_URL=smtp://user:password@host:port.',
    );
  }
  const transport = createTransport({
    url: env.SMTP_URL,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  const { host } = new URL(env.SMTP_URL);
  try {
    await transport.verify();
    return ok('mail', `${host} takes mail`);
  } catch (error) {
    return fail('mail', `${host} does not take mail`, `Check SMTP_URL: ${(error as Error).message}`);
  } finally {
    transport.close();
  }
}
