import { ActionForm } from '@/components/forms/action-form';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { translator } from '@/lib/i18n/translator';
import { readAlertForm } from '@/lib/portal/alerts';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { AlertForm } from '../_components/alert-form';
import { removeAlert } from '../actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'alerts')('form.editTitle'));

export default async function AlertPage({ params }: { params: Promise<{ workspace: string; rule: string }> }) {
  const { workspace: slug, rule: ruleId } = await params;
  const { actor, workspace } = await requirePortal(slug, 'alerts:manage', `/alerts/${ruleId}`);
  const screen = await orScreen(() => readAlertForm(actor, workspace, ruleId));
  const t = translator(workspace.locale, 'alerts');
  return (
    <>
      <BackLink href={`/w/${workspace.slug}/alerts`}>{t('back')}</BackLink>
      <PageHeader title={screen.what} />
      <div className="max-w-2xl space-y-6">
        <Card className="p-5 sm:p-6">
          <AlertForm workspace={workspace} ruleId={ruleId} screen={screen} />
        </Card>
        <Disclosure summary={t('form.remove')}>
          <p>{t('form.removeText')}</p>
          <ActionForm
            action={removeAlert.bind(null, workspace.slug, ruleId)}
            submit={t('form.remove')}
            variant="destructive"
          />
        </Disclosure>
      </div>
    </>
  );
}
