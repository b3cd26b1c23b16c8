import type { Metadata } from 'next';
import Link from 'next/link';
import { MessagePage } from '@/components/layout/message-page';
import { buttonVariants } from '@/components/ui/button';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readLocale(), 'errors')('forbidden.page') };
}

export default async function Forbidden() {
  const t = translator(await readLocale(), 'errors');
  return (
    <MessagePage
      eyebrow="403"
      title={t('forbidden.title')}
      actions={
        <Link prefetch={false} href="/" className={buttonVariants()}>
          {t('forbidden.action')}
        </Link>
      }
    >
      {t('forbidden.text')}
    </MessagePage>
  );
}
