import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Card } from '@/components/ui/card';
import { newId } from '@/lib/ids';
import { consoleTitle, requireConsole } from '../../_lib/console';
import { PackForm } from '../_pack-form';

export const generateMetadata = consoleTitle('packs');

export default async function NewPackPage() {
  const { t } = await requireConsole('packs:manage', '/admin/packs/new');
  return (
    <>
      <BackLink href="/admin/packs">{t('nav.packs')}</BackLink>
      <PageHeader title={t('packs.create')}>{t('packs.intro')}</PageHeader>
      <Card className="max-w-2xl p-5">
        <PackForm t={t} id={newId()} />
      </Card>
    </>
  );
}
