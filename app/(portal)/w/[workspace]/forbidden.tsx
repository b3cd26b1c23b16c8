import Link from 'next/link';
import { MessagePage } from '@/components/layout/message-page';
import { buttonVariants } from '@/components/ui/button';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';

export default async function WorkspaceForbidden() {
  const t = translator(await readLocale(), 'errors');
  return (
    <MessagePage
      bare
      eyebrow="403"
      title={t('forbidden.title')}
      actions={
        <Link prefetch={false} href="/" className={buttonVariants({ variant: 'outline' })}>
          {t('forbidden.action')}
        </Link>
      }
    >
      {t('forbidden.text')}
    </MessagePage>
  );
}
