/** What went wrong, in words that say what to do. Codes come from lib/auth and from next-auth. */
const MESSAGES: Record<string, { title: string; text: string }> = {
  InvalidEmail: {
    title: 'This is not an e-mail address we can write to',
    text: 'Check it for typing errors: it looks like name@example.com.',
  },
  TooManyLinks: {
    title: 'Too many links were asked for',
    text: 'Use the newest mail you have, or try again later.',
  },
  EmailSignin: {
    title: 'The mail could not be sent',
    text: 'Nothing is wrong with your address. Try again in a moment; if it goes on, tell whoever runs this portal.',
  },
  Verification: {
    title: 'This link does not work any more',
    text: 'A link works once, and only for 15 minutes. Ask for a new one here.',
  },
  Suspended: {
    title: 'This account is suspended',
    text: 'It cannot sign in at present. Turn to whoever runs this portal.',
  },
  UnverifiedEmail: {
    title: 'Your e-mail address is not verified there',
    text: 'Verify it with that provider first, or sign in with a link by mail.',
  },
  OAuthCallback: {
    title: 'The other service did not let you in',
    text: 'You may have canceled, or it took too long. Try again, or sign in with a link by mail.',
  },
  OAuthSignin: {
    title: 'The other service cannot be reached',
    text: 'Try again in a moment, or sign in with a link by mail.',
  },
  Configuration: {
    title: 'Sign-in is not set up correctly',
    text: 'Tell whoever runs this portal: the log of the server says more.',
  },
};

const UNKNOWN = { title: 'Signing in did not work', text: 'Nothing was changed. Try again.' };

/** Undefined when there is no error. `waitSeconds`: how long until it may work again. */
export function signInError(
  code: string | undefined,
  waitSeconds?: number,
): { title: string; text: string } | undefined {
  // Coming from a page that asks to sign in is no error.
  if (!code || code === 'Signin' || code === 'SessionRequired') return undefined;
  const message = Object.hasOwn(MESSAGES, code) ? MESSAGES[code] : undefined;
  if (!message) return UNKNOWN;
  if (code !== 'TooManyLinks' || !waitSeconds) return message;
  const minutes = Math.ceil(waitSeconds / 60);
  return {
    ...message,
    text: `Use the newest mail you have, or try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  };
}
