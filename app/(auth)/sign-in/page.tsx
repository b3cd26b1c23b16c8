import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { normalizeEmail } from '@/lib/auth/email';
import { getActor } from '@/lib/auth/get-actor';
import { oauthChoices, type SignInChoice } from '@/lib/auth/oauth-providers';
import { safeReturnPath } from '@/lib/auth/return-path';
import { LINK_MINUTES } from '@/lib/auth/sign-in-link';
import { getEnv } from '@/lib/env';
import { AuthPage } from '../_components/auth-page';
import { MailSent } from '../_components/mail-sent';
import { signInError } from '../_components/sign-in-errors';

export const metadata: Metadata = { title: 'Sign in' };

type Search = Record<string, string | string[] | undefined>;

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const env = getEnv();
  const returnTo = safeReturnPath(first(search.callbackUrl), env.BASE_URL);
  const error = signInError(first(search.error), Number(first(search.wait)) || undefined);
  if (!error && (await getActor()).kind === 'user') redirect(returnTo);

  if (search.sent !== undefined && !error) {
    const email = normalizeEmail(first(search.sent) ?? '');
    return (
      <MailSent
        email={email}
        minutes={LINK_MINUTES}
        mailboxUrl={mailboxLink(env.MAILBOX_URL, email)}
        returnTo={returnTo}
      />
    );
  }
  return (
    <AuthPage title="Sign in to Coffer" intro="New here? The same link opens your account.">
      {error ? (
        <Alert tone="destructive" title={error.title}>
          {error.text}
        </Alert>
      ) : null}
      <form method="post" action="/api/auth/signin/email" className="flex flex-col gap-4">
        <input type="hidden" name="callbackUrl" value={returnTo} />
        <div className="flex flex-col gap-1.5">
          <Label htmlFor="email">E-mail address</Label>
          <Input
            id="email"
            name="email"
            type="email"
            autoComplete="email"
            inputMode="email"
            placeholder="name@example.com"
            required
            maxLength={254}
            className="h-11"
          />
        </div>
        <Button type="submit" size="lg">
          Send me a sign-in link
        </Button>
      </form>
      <OtherWays choices={oauthChoices(env)} returnTo={returnTo} />
    </AuthPage>
  );
}

/** The local mailbox, opened at the newest mail to this address. */
function mailboxLink(mailboxUrl: string | undefined, email: string | null): string | undefined {
  if (!mailboxUrl || !email) return mailboxUrl;
  return `${mailboxUrl.replace(/\/+$/, '')}/latest?${new URLSearchParams({ to: email })}`;
}

function OtherWays({ choices, returnTo }: { choices: SignInChoice[]; returnTo: string }) {
  if (choices.length === 0) return null;
  return (
    <section aria-label="Other ways to sign in" className="flex flex-col gap-3 border-t pt-6">
      {choices.map(({ id, name }) => (
        <form key={id} method="post" action={`/api/auth/signin/${id}`}>
          <input type="hidden" name="callbackUrl" value={returnTo} />
          <Button type="submit" variant="outline" size="lg" className="w-full">
            Continue with {name}
          </Button>
        </form>
      ))}
    </section>
  );
}
