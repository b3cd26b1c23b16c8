import { headers } from 'next/headers';

/**
 * The nonce of this response's content security policy, for inline scripts of our own. The server in front of Next puts
 * the policy into the request's headers, where Next itself looks for it too; undefined when there is none.
 * Reading it makes a page dynamic, which a nonce needs: a page rendered at build time could not carry one.
 */
export async function requestNonce(): Promise<string | undefined> {
  const policy = (await headers()).get('content-security-policy');
  return policy?.match(/'nonce-([^']+)'/)?.[1];
}
