/**
 * `STRIPE_SECRET_KEY=sk_test_… npm run test:stripe` — does the same things at a Stripe test account and at the sandbox
 * (buying, a debit, declines, refunds, a dispute, saved cards, authentication), and prints where they differ. Without a
 * key it says so and ends well: everything else is tested without Stripe. Exit 1 for differences, 2 for a live key.
 */

import { createStripe } from '../lib/billing/stripe';
import { startSandbox } from '../sandbox/stripe/server';
import { compare } from './lib/stripe/compare';

const { STRIPE_SECRET_KEY: key, STRIPE_API_BASE: apiBase } = process.env;
if (!key) {
  console.log(
    'STRIPE_SECRET_KEY is not set, so the sandbox is not compared with Stripe. Set the key of a test account to do so.',
  );
  process.exit(0);
}
if (!/^(sk|rk)_test_\w+$/.test(key)) {
  console.error(
    'test:stripe makes payments, refunds and disputes: it takes the key of a test account (sk_test_… or rk_test_…) only.',
  );
  process.exit(2);
}

const server = await startSandbox();
try {
  const stripe = createStripe({ secretKey: key, apiBase });
  const sandbox = createStripe({ secretKey: 'sk_test_sandbox', apiBase: server.url });
  const differences = await compare({ stripe, sandbox }, (line) => console.log(line));
  console.log(differences === 0 ? '\nNo difference.' : `\n${differences} differences.`);
  process.exitCode = differences === 0 ? 0 : 1;
} finally {
  await server.close();
}
