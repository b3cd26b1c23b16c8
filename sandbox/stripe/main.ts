import { startSandbox } from './server';

/** `tsx sandbox/stripe/main.ts`: a local stand-in for Stripe, until it is told to stop. README.md says how to set it. */
const env = process.env;
const port = Number(env.STRIPE_SANDBOX_PORT ?? 0);
const url = env.STRIPE_SANDBOX_WEBHOOK_URL;
const secret = env.STRIPE_SANDBOX_WEBHOOK_SECRET;

if (url && !secret) {
  console.error(
    'STRIPE_SANDBOX_WEBHOOK_SECRET is missing: deliveries to STRIPE_SANDBOX_WEBHOOK_URL are signed with it.',
  );
  process.exit(1);
}

try {
  const server = await startSandbox({
    port,
    stateFile: env.STRIPE_SANDBOX_STATE_FILE || null,
    webhook: url && secret ? { url, secret } : null,
  });
  console.log(`ready ${server.url}`);
  const stop = () => void server.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  console.error(code === 'EADDRINUSE' ? `Port ${port} is in use: set STRIPE_SANDBOX_PORT to another.` : message);
  process.exit(1);
}
