import { z } from 'zod';

export type RateLimitSetting = { quota: number; windowSeconds: number } | null;

/** Requests per seconds, such as `1000/10`, or `off`. */
const rateLimit = (usual: string) =>
  z
    .string()
    .regex(/^(off|[1-9]\d{0,8}\/[1-9]\d{0,4})$/, 'must be REQUESTS/SECONDS, such as 1000/10, or off')
    .default(usual)
    .transform((text): RateLimitSetting => {
      const [quota = 0, windowSeconds = 0] = text.split('/').map(Number);
      return text === 'off' ? null : { quota, windowSeconds };
    });

/**
 * The environment, read once and checked. `COFFER_ENV=production` refuses everything that belongs to the demo, each with
 * a sentence that says what to set.
 */
const Environment = z.object({
  COFFER_ENV: z.enum(['demo', 'test', 'production']).default('demo'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** Public address of the installation; links in mails and to Stripe are made from it. No slash at the end. */
  BASE_URL: z
    .url()
    .transform((url) => url.replace(/\/+$/, ''))
    .default('http://localhost:3000'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://'),
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(200).default(12),
  AUTH_SECRET: z.string().min(16, 'must have at least 16 characters: openssl rand -base64 32'),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(), // several during a rotation, separated by commas
  /** Set only for the sandbox: where the official SDK is pointed at. */
  STRIPE_API_BASE: z.url().optional(),
  /** What becomes of credits that were spent before their money went back: owed, which blocks spending, or forgiven. */
  REFUND_SHORTFALL: z.enum(['debt', 'write_off']).default('debt'),
  /** Let Stripe work out and collect tax, and ask businesses for their tax id. Prices contain the tax. */
  STRIPE_TAX: z.stringbool().default(false),
  /** A processing fee on every purchase, in percent of the price with up to three decimals; it stands as a line of its own. */
  PURCHASE_FEE_PERCENT: z
    .string()
    .regex(/^\d{1,2}(\.\d{1,3})?$/, 'must be percent, such as 2 or 1.75')
    .default('0'),
  /** Who sells, as receipts say it. Lines of the address are separated by `|`. */
  SELLER_NAME: z.string().max(200).default('Coffer'),
  SELLER_ADDRESS: z.string().max(500).default(''),
  SELLER_TAX_ID: z.string().max(60).default(''),
  SELLER_EMAIL: z.string().max(200).default(''),
  SMTP_URL: z.string().optional(), // smtp://user:password@host:port
  MAIL_FROM: z.string().default('Coffer <coffer@localhost>'),
  /** Page of the local mailbox, linked from the sign-in page in the demo. */
  MAILBOX_URL: z.url().optional(),
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  GOOGLE_ID: z.string().optional(),
  GOOGLE_SECRET: z.string().optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default('Single sign-on'),
  /** Addresses (CIDR, comma separated) of proxies whose X-Forwarded-* is believed. Empty: nobody's. */
  TRUSTED_PROXIES: z.string().default(''),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  /** What one API key may ask of all processes together. */
  API_RATE_LIMIT: rateLimit('200000/10'),
  /** How often one address may come without a valid API key. */
  API_RATE_LIMIT_UNAUTHENTICATED: rateLimit('1000/60'),
  /** Other codes for FlowHunt's clients: a JSON object, or the path of a file with one (lib/api/README.md). */
  FLOWHUNT_TRANSACTION_TYPES: z.string().optional(),
  /** Ports that customers' webhook endpoints may have, comma separated. */
  WEBHOOK_PORTS: z
    .string()
    .regex(/^\d{1,5}(,\d{1,5})*$/, 'must be port numbers, separated by commas')
    .default('443')
    .transform((ports) => ports.split(',').map(Number)),
  /** For tests: also endpoints on this machine, over plain HTTP. Production refuses it. */
  WEBHOOK_ALLOW_LOOPBACK: z.stringbool().default(false),
  COFFER_JOBS: z.stringbool().default(true), // run background jobs in this process
});

export type Env = z.infer<typeof Environment>;

/** What production refuses, and what to do instead. */
function refusedInProduction(env: Env): string[] {
  const out: string[] = [];
  const refuse = (when: boolean, sentence: string) => void (when && out.push(sentence));
  refuse(Boolean(env.STRIPE_API_BASE), 'STRIPE_API_BASE points at the sandbox: unset it.');
  refuse(!env.STRIPE_SECRET_KEY, 'STRIPE_SECRET_KEY is missing: set the live key of your Stripe account.');
  refuse(
    /^(sk|rk)_test_/.test(env.STRIPE_SECRET_KEY ?? ''),
    'STRIPE_SECRET_KEY is a test key: set the live key, or leave COFFER_ENV unset to try things out.',
  );
  refuse(!env.STRIPE_WEBHOOK_SECRET, 'STRIPE_WEBHOOK_SECRET is missing: set the signing secret of your endpoint.');
  refuse(!env.SMTP_URL, 'SMTP_URL is missing: people sign in by mail, so set smtp://user:password@host:port.');
  refuse(!env.BASE_URL.startsWith('https://'), 'BASE_URL must be the public https:// address.');
  refuse(
    /^(demo|test|change)/.test(env.AUTH_SECRET),
    'AUTH_SECRET is a default: set one from openssl rand -base64 32.',
  );
  refuse(env.WEBHOOK_ALLOW_LOOPBACK, 'WEBHOOK_ALLOW_LOOPBACK lets webhooks reach this machine: unset it.');
  return out;
}

/**
 * Parses the given variables (default: the process's).
 * Throws an Error whose message lists every problem, one sentence a line.
 */
export function parseEnv(source: Record<string, string | undefined> = process.env): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not right:\n${lines.join('\n')}`);
  }
  if (parsed.data.STRIPE_API_BASE && /^(sk|rk)_live_/.test(parsed.data.STRIPE_SECRET_KEY ?? '')) {
    throw new Error('STRIPE_SECRET_KEY is a live key, and STRIPE_API_BASE points at the sandbox: unset one of them.');
  }
  if (parsed.data.COFFER_ENV === 'production') {
    const problems = refusedInProduction(parsed.data);
    if (problems.length > 0) throw new Error(`Not ready for production:\n${problems.join('\n')}`);
  }
  return parsed.data;
}

let cached: Env | undefined;

/** The process's environment, parsed at the first call. */
export function getEnv(): Env {
  cached ??= parseEnv();
  return cached;
}
