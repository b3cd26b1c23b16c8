import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { getActor } from '@/lib/auth/get-actor';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';
import { AuthPage } from '../_components/auth-page';
import { RICH } from '../_components/rich';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readLocale(), 'auth')('signOut.page') };
}

export default async function SignOutPage() {
  const actor = await getActor();
  if (actor.kind !== 'user') redirect('/sign-in');
  const t = translator(await readLocale(), 'auth');
  return (
    <AuthPage title={t('signOut.title')} intro={t.rich('signOut.intro', { ...RICH, email: actor.email })}>
      <form method="post" action="/api/auth/signout">
        <input type="hidden" name="callbackUrl" value="/sign-in" />
        <Button type="submit" size="lg" className="w-full">
          {t('signOut.action')}
        </Button>
      </form>
    </AuthPage>
  );
}
