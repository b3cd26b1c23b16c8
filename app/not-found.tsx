import type { Metadata } from 'next';
import Link from 'next/link';
import { MessagePage } from '@/components/layout/message-page';
import { buttonVariants } from '@/components/ui/button';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readLocale(), 'errors')('notFound.page') };
}

/** The same for what does not exist and for what belongs to others: neither is told apart. */
export default async function NotFound() {
  const t = translator(await readLocale(), 'errors');
  return (
    <MessagePage
      eyebrow="404"
      title={t('notFound.title')}
      actions={
        <Link prefetch={false} href="/" className={buttonVariants()}>
          {t('notFound.action')}
        </Link>
      }
    >
      {t('notFound.text')}
    </MessagePage>
  );
}
