/**
 * `npm run stripe:setup -- --url https://billing.example.com` — sets up the Stripe account whose key is in
 * STRIPE_SECRET_KEY: checks the key's rights one by one, makes or updates the webhook endpoint, and prints what to put
 * into the environment. `--replace` makes a new endpoint with a new secret. A key with the right to make endpoints may be
 * given as STRIPE_SETUP_KEY instead. Exit 1 when something is missing at Stripe, 2 for wrong input.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { setUpStripe } from './lib/stripe/setup';

function read() {
  try {
    const { values } = parseArgs({
      options: { url: { type: 'string' }, replace: { type: 'boolean', default: false } },
    });
    return values;
  } catch (error) {
    console.error(`${(error as Error).message}\nUse: npm run stripe:setup -- [--url https://…] [--replace]`);
    return process.exit(2);
  }
}

const { url, replace } = read();
if (existsSync('.env')) process.loadEnvFile('.env');
process.exit(
  await setUpStripe(
    {
      key: process.env.STRIPE_SECRET_KEY,
      setupKey: process.env.STRIPE_SETUP_KEY,
      baseUrl: url ?? process.env.BASE_URL,
      apiBase: process.env.STRIPE_API_BASE,
      isReplaced: replace,
    },
    (line) => console.log(line),
  ),
);
