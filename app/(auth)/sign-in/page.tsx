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
import type { AnyLocale } from '@/lib/i18n/locales';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';
import { AuthPage } from '../_components/auth-page';
import { MailSent } from '../_components/mail-sent';
import { signInError } from '../_components/sign-in-errors';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readLocale(), 'auth')('signIn.page') };
}

type Search = Record<string, string | string[] | undefined>;

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, locale] = await Promise.all([searchParams, readLocale()]);
  const t = translator(locale, 'auth');
  const env = getEnv();
  const returnTo = safeReturnPath(first(search.callbackUrl), env.BASE_URL);
  const error = signInError(locale, first(search.error), Number(first(search.wait)) || undefined);
  if (!error && (await getActor()).kind === 'user') redirect(returnTo);

  if (search.sent !== undefined && !error) {
    const email = normalizeEmail(first(search.sent) ?? '');
    return (
      <MailSent
        locale={locale}
        email={email}
        minutes={LINK_MINUTES}
        mailboxUrl={mailboxLink(env.MAILBOX_URL, email)}
        returnTo={returnTo}
      />
    );
  }
  return (
    <AuthPage title={t('signIn.title')} intro={t('signIn.intro')}>
      {error ? (
        <Alert tone="destructive" title={error.title}>
          {error.text}
        </Alert>
      ) : null}
      <form method="post" action="/api/auth/signin/email" className="flex flex-col gap-4">
        <input type="hidden" name="callbackUrl" value={returnTo} />
        <div className="flex flex-col gap-1.5">
          <Label htmlFor="email">{t('signIn.email')}</Label>
          <Input
            id="email"
            name="email"
            type="email"
            autoComplete="email"
            inputMode="email"
            placeholder={t('signIn.emailExample')}
            required
            maxLength={254}
            className="h-11 sm:text-base"
          />
        </div>
        <Button type="submit" size="lg">
          {t('signIn.send')}
        </Button>
      </form>
      <OtherWays locale={locale} choices={oauthChoices(env)} returnTo={returnTo} />
    </AuthPage>
  );
}

/** The local mailbox, opened at the newest mail to this address. */
function mailboxLink(mailboxUrl: string | undefined, email: string | null): string | undefined {
  if (!mailboxUrl || !email) return mailboxUrl;
  return `${mailboxUrl.replace(/\/+$/, '')}/latest?${new URLSearchParams({ to: email })}`;
}

function OtherWays({ locale, choices, returnTo }: { locale: AnyLocale; choices: SignInChoice[]; returnTo: string }) {
  if (choices.length === 0) return null;
  const t = translator(locale, 'auth');
  return (
    <section aria-label={t('signIn.otherWays')} className="flex flex-col gap-3 border-t pt-6">
      {choices.map(({ id, name }) => (
        <form key={id} method="post" action={`/api/auth/signin/${id}`}>
          <input type="hidden" name="callbackUrl" value={returnTo} />
          <Button type="submit" variant="outline" size="lg" className="w-full">
            {t('signIn.continueWith', { name })}
          </Button>
        </form>
      ))}
    </section>
  );
}
