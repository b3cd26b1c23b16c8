import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Card } from '@/components/ui/card';
import { getManagedPack } from '@/lib/billing/edit-packs';
import { consoleTitle, orScreen, requireConsole } from '../../_lib/console';
import { PackForm } from '../_pack-form';

export const generateMetadata = consoleTitle('packs');

export default async function PackPage({ params }: { params: Promise<{ pack: string }> }) {
  const { pack: packId } = await params;
  const { actor, t } = await requireConsole('packs:manage', `/admin/packs/${packId}`);
  const pack = await orScreen(() => getManagedPack(actor, packId));
  return (
    <>
      <BackLink href="/admin/packs">{t('nav.packs')}</BackLink>
      <PageHeader title={t('packs.edit')}>{t('packs.intro')}</PageHeader>
      <Card className="max-w-2xl p-5">
        <PackForm t={t} id={pack.id} pack={pack} />
      </Card>
    </>
  );
}
