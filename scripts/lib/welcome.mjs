/** What `npm start` says when everything runs: where it is, how to get in, a first call. */

/**
 * @param {{ baseUrl: string, mailboxUrl?: string, stripeUrl?: string, demo: Record<string, any> | null, logFile: string }} options
 * @returns {string}
 */
export function welcome({ baseUrl, mailboxUrl, stripeUrl, demo, logFile }) {
  const lines = ['', `Coffer is running at ${baseUrl}`, ''];
  const row = (/** @type {string} */ label, /** @type {string} */ text) => lines.push(`  ${label.padEnd(12)} ${text}`);
  const acme = demo?.workspaces?.[0];
  const owner = acme?.members?.find((/** @type {any} */ member) => member.role === 'owner');
  if (owner) {
    row(
      'Sign in',
      `${baseUrl}/sign-in as ${owner.email} (a workspace's owner) or ${demo?.operator.email} (the operator)`,
    );
  } else {
    row('Sign in', `${baseUrl}/sign-in with your mail address`);
  }
  if (mailboxUrl) row('', `the mail with the link lands at ${mailboxUrl}`);
  row('', `or get a link at once: npm run sign-in-link -- ${owner?.email ?? 'YOU@EXAMPLE.COM'}`);
  if (stripeUrl) row('Payments', `go to a local Stripe at ${stripeUrl}: no card is charged`);
  if (acme) {
    row('API key', `${acme.keys.spend}  (spends credits of ${acme.slug})`);
    lines.push('', '  Spend a credit and a half; run it twice, and it is spent once:', '');
    lines.push(`curl -s ${baseUrl}/v1/credits/consume \\`);
    lines.push(`  -H "Authorization: Bearer ${acme.keys.spend}" -H "Idempotency-Key: first-call" \\`);
    lines.push(`  -H "Content-Type: application/json" -d '{"amount": "1.5", "feature": "summaries"}'`);
  }
  lines.push('', `  The log is ${logFile}. Ctrl-C stops everything; the data stays.`, '');
  return lines.join('\n');
}
