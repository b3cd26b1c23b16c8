import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthPage } from '@/app/(auth)/_components/auth-page';
import { Button, buttonVariants } from '@/components/ui/button';
import { readStopLink, stopAddress } from '@/lib/billing';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';

export async function generateMetadata(): Promise<Metadata> {
  const title = translator(await readLocale(), 'automatic')('stopPage.title');
  return { title, robots: { index: false }, referrer: 'same-origin' };
}

/**
 * Where the link in every mail leads, signed in or not. Opening it changes nothing, because mail scanners open links;
 * the button does.
 */
export default async function StopPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, locale] = await Promise.all([params, readLocale()]);
  const t = translator(locale, 'automatic');
  const link = await readStopLink(token);
  const portal = (
    <Link prefetch={false} href="/" className={buttonVariants({ variant: 'outline', size: 'lg' })}>
      {t('stopPage.portal')}
    </Link>
  );
  if (!link) {
    return (
      <AuthPage title={t('stopPage.unknown')} intro={t('stopPage.unknownText')}>
        {portal}
      </AuthPage>
    );
  }
  const figures = { workspace: link.workspaceName };
  if (link.isOff) {
    return (
      <AuthPage title={t('stopPage.done')} intro={t('stopPage.doneText', figures)}>
        {portal}
      </AuthPage>
    );
  }
  return (
    <AuthPage title={t('stopPage.title')} intro={t('stopPage.text', figures)}>
      <form method="post" action={stopAddress(token)}>
        <Button type="submit" size="lg" className="w-full">
          {t('stopPage.button')}
        </Button>
      </form>
    </AuthPage>
  );
}
