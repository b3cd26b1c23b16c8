import { ActionForm } from '@/components/forms/action-form';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Card } from '@/components/ui/card';
import { newWorkspaceId } from '@/lib/ids';
import { ReasonField } from '../../_components/reason-field';
import { consoleTitle, requireConsole } from '../../_lib/console';
import { CustomerFields } from '../_fields';
import { createCustomerAction } from '../actions';

export const generateMetadata = consoleTitle('customers');

export default async function NewCustomerPage() {
  const { t } = await requireConsole('customers:manage', '/admin/customers/new');
  return (
    <>
      <BackLink href="/admin/customers">{t('nav.customers')}</BackLink>
      <PageHeader title={t('customers.create')}>{t('customers.createNote')}</PageHeader>
      <Card className="max-w-2xl p-5">
        <ActionForm action={createCustomerAction} formId={newWorkspaceId()} submit={t('customers.create')}>
          <CustomerFields t={t} />
          <ReasonField t={t} />
        </ActionForm>
      </Card>
    </>
  );
}
