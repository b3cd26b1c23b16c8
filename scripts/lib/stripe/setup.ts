import type Stripe from 'stripe';
import { createStripe } from '../../../lib/billing/stripe';
import { settleEndpoint, WEBHOOK_PATH } from './endpoint';
import { hasRight, RIGHTS } from './rights';

export interface SetupInput {
  /** The key that Coffer runs with. */
  key: string | undefined;
  /** Another key that may make webhook endpoints, so that the first need not. */
  setupKey?: string | undefined;
  /** Where customers reach this installation. */
  baseUrl: string | undefined;
  apiBase?: string | undefined;
  isReplaced?: boolean | undefined;
}

const KEY = /^(sk|rk)_(test|live)_\w+$/;
const isLoopback = (host: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(host);

/** What is wrong with the input, in a sentence; null: nothing. */
export function refuse({ key, setupKey, baseUrl, apiBase }: SetupInput): string | null {
  if (!key) return 'STRIPE_SECRET_KEY is not set: give the secret or restricted key of your Stripe account.';
  for (const given of [key, setupKey]) {
    if (given?.startsWith('pk_'))
      return 'That is a publishable key: Coffer needs the secret (sk_…) or a restricted one (rk_…).';
    if (given !== undefined && !KEY.test(given))
      return 'That is no key of Stripe: it begins with sk_test_, sk_live_, rk_test_ or rk_live_.';
  }
  if (setupKey && setupKey.split('_')[1] !== key.split('_')[1])
    return 'One key is a test key and the other a live one.';
  if (!baseUrl || !URL.canParse(baseUrl))
    return 'Say where customers reach this installation: --url https://billing.example.com, or BASE_URL.';
  const url = new URL(baseUrl);
  if (url.search || url.hash || url.username)
    return `${baseUrl} is more than an address: leave out what comes after the path.`;
  if (apiBase) return null; // a sandbox reaches everything on its machine
  if (url.protocol !== 'https:') return `Stripe delivers over https only, so ${baseUrl} cannot be reached.`;
  if (isLoopback(url.hostname))
    return `Stripe cannot reach ${url.hostname}: for a machine of your own use "stripe listen".`;
  return null;
}

/** Prints what each right came to. Returns the names of those that are missing. */
async function checkRights(stripe: Stripe, print: (line: string) => void): Promise<string[]> {
  print('Rights of the key');
  const missing: string[] = [];
  for (const right of RIGHTS) {
    const isThere = await hasRight(stripe, right);
    const name = `${right.name}: ${right.level}`;
    print(`  ${isThere ? 'ok     ' : 'MISSING'}  ${name.padEnd(28)} ${right.why}`);
    if (!isThere) missing.push(name);
  }
  return missing;
}

const explain = (error: unknown): string => {
  const { type = '', message = String(error) } = error as { type?: string; message?: string };
  if (type === 'StripeAuthenticationError') return `Stripe does not know this key: ${message}`;
  if (type === 'StripePermissionError') {
    return 'This key may not make webhook endpoints. Give one that may as STRIPE_SETUP_KEY, for this command only.';
  }
  return message;
};

async function settle(stripe: Stripe, url: string, input: SetupInput, print: (line: string) => void): Promise<void> {
  const outcome = await settleEndpoint(stripe, url, input.isReplaced);
  const told = {
    created: 'made',
    replaced: 'made anew, and the one before turned off',
    updated: 'brought up to date',
    left: 'as it should be, nothing to change',
  }[outcome.did];
  print(`\nWebhook endpoint ${outcome.id} for ${url}: ${told}.`);
  print('\nInto the environment');
  print(`  STRIPE_SECRET_KEY=${(input.key ?? '').slice(0, 8)}…   (the key you gave)`);
  if ('secret' in outcome) {
    print(`  STRIPE_WEBHOOK_SECRET=${outcome.secret}`);
    print('  Shown this once. While an old secret is still in use, write both: new,old');
  } else {
    print('  STRIPE_WEBHOOK_SECRET stays as it is. Stripe shows it in the dashboard; --replace makes a new one.');
  }
}

/**
 * Sets a Stripe account up for Coffer, as often as wanted. Returns the exit code: 0 all is well, 1 something is missing
 * at Stripe, 2 the input is wrong.
 */
export async function setUpStripe(input: SetupInput, print: (line: string) => void): Promise<0 | 1 | 2> {
  const refusal = refuse(input);
  if (refusal) {
    print(refusal);
    return 2;
  }
  const clientOf = (secretKey: string) => createStripe({ secretKey, apiBase: input.apiBase });
  const key = input.key ?? '';
  try {
    print(`${key.includes('_live_') ? 'LIVE mode: real money' : 'Test mode'}\n`);
    const missing = await checkRights(clientOf(key), print);
    const url = `${(input.baseUrl ?? '').replace(/\/+$/, '')}${WEBHOOK_PATH}`;
    await settle(clientOf(input.setupKey ?? key), url, input, print);
    if (missing.length === 0) return 0;
    print(`\nNot ready: give the key these rights in Stripe's dashboard, then run this again: ${missing.join(', ')}.`);
    return 1;
  } catch (error) {
    print(`\n${explain(error)}`);
    return 1;
  }
}
