import { MessagePage } from '@/components/layout/message-page';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';

export default async function WorkspaceForbidden() {
  const t = translator(await readLocale(), 'errors');
  return (
    <MessagePage bare eyebrow="403" title={t('forbidden.title')}>
      {t('forbidden.text')}
    </MessagePage>
  );
}
