import { MessagePage } from '@/components/layout/message-page';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';

export default async function ConsolePageNotFound() {
  const t = translator(await readLocale(), 'admin');
  return (
    <MessagePage bare eyebrow="404" title={t('notFound.title')}>
      {t('notFound.text')}
    </MessagePage>
  );
}
