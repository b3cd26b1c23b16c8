import type { Env } from '../env';

/** What browsers are told about every reply. */
export interface SecurityPolicy {
  /** Headers that are the same for all replies. */
  fixed: Record<string, string>;
  /** The Content-Security-Policy of a page whose scripts carry this nonce. */
  forPage(nonce: string): string;
}

type PolicyEnv = Pick<Env, 'BASE_URL' | 'STRIPE_API_BASE' | 'GITHUB_ID' | 'GOOGLE_ID' | 'OIDC_ISSUER'>;

/** Where a form of ours may lead in the end: browsers apply form-action to the redirect that answers a form, too. */
function formTargets(env: PolicyEnv): string[] {
  const targets = ["'self'", 'https://checkout.stripe.com', 'https://billing.stripe.com', 'https://hooks.stripe.com'];
  if (env.STRIPE_API_BASE) targets.push(new URL(env.STRIPE_API_BASE).origin);
  if (env.GITHUB_ID) targets.push('https://github.com');
  if (env.GOOGLE_ID) targets.push('https://accounts.google.com');
  if (env.OIDC_ISSUER) targets.push(new URL(env.OIDC_ISSUER).origin);
  return targets;
}

/**
 * One policy for the installation. Scripts run by nonce only (`strict-dynamic`: what they load may run, nothing else).
 * Styles may stand in attributes and be inserted by the toast and dialog libraries, which know no nonce; without a
 * way to inject HTML that gives nobody anything. In development React and the bundler need eval and a web socket.
 */
export function createSecurityPolicy(env: PolicyEnv, { isDev }: { isDev: boolean }): SecurityPolicy {
  const isHttps = env.BASE_URL.startsWith('https://');
  const forms = formTargets(env).join(' ');
  const forPage = (nonce: string): string =>
    [
      "default-src 'self'",
      `script-src 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ''}`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      `connect-src 'self'${isDev ? ' ws:' : ''}`,
      "object-src 'none'",
      "base-uri 'none'",
      "frame-src 'none'",
      "frame-ancestors 'none'",
      `form-action ${forms}`,
      ...(isHttps ? ['upgrade-insecure-requests'] : []),
    ].join('; ');
  return {
    forPage,
    fixed: {
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      // Same-origin keeps sign-in links out of other sites' logs, and the Origin header on our own forms.
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
      ...(isHttps && { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }),
    },
  };
}

/** For replies without a page: nothing may run, nothing may frame it. */
export const CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'";
