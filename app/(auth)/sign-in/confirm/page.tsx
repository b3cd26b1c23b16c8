import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { normalizeEmail } from '@/lib/auth/email';
import { safeReturnPath } from '@/lib/auth/return-path';
import { getEnv } from '@/lib/env';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';
import { AuthPage } from '../../_components/auth-page';
import { RICH } from '../../_components/rich';

/** The page's address holds the token: it is told to no other site. */
export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readLocale(), 'auth')('confirm.page'), referrer: 'same-origin' };
}

type Search = Record<string, string | string[] | undefined>;

const text = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');

/** Where a mailed link leads. Opening it changes nothing, however often and by whom: the button signs in. */
export default async function ConfirmPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const email = normalizeEmail(text(search.email));
  const token = text(search.token);
  if (!email || !token) redirect('/sign-in?error=Verification');
  const t = translator(await readLocale(), 'auth');
  return (
    <AuthPage title={t('confirm.title')} intro={t.rich('confirm.intro', { ...RICH, email })}>
      <form method="post" action="/api/auth/callback/email">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="callbackUrl" value={safeReturnPath(text(search.callbackUrl), getEnv().BASE_URL)} />
        <Button type="submit" size="lg" className="w-full" autoFocus>
          {t('confirm.action')}
        </Button>
      </form>
      <p className="text-muted-foreground text-sm">{t('confirm.notYou')}</p>
    </AuthPage>
  );
}
