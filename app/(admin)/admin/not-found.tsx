import Link from 'next/link';
import { MessagePage } from '@/components/layout/message-page';
import { buttonVariants } from '@/components/ui/button';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';

export default async function ConsolePageNotFound() {
  const t = translator(await readLocale(), 'admin');
  return (
    <MessagePage
      bare
      eyebrow="404"
      title={t('notFound.title')}
      actions={
        <Link prefetch={false} href="/admin" className={buttonVariants({ variant: 'outline' })}>
          {t('notFound.action')}
        </Link>
      }
    >
      {t('notFound.text')}
    </MessagePage>
  );
}
