import { MessagePage } from '@/components/layout/message-page';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';

export default async function WorkspacePageNotFound() {
  const t = translator(await readLocale(), 'errors');
  return (
    <MessagePage bare eyebrow="404" title={t('notFound.title')}>
      {t('notFound.inWorkspace')}
    </MessagePage>
  );
}
