import { ActionForm } from '@/components/forms/action-form';
import { TextField } from '@/components/forms/fields';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Card } from '@/components/ui/card';
import { requireCustomer } from '@/lib/admin/customer';
import { Inset, Section } from '../../../_components/parts';
import { ReasonField } from '../../../_components/reason-field';
import { consoleTitle, orScreen, requireConsole } from '../../../_lib/console';
import { CustomerFields } from '../../_fields';
import { changeCustomerAction, setClosedAction } from '../../actions';

export const generateMetadata = consoleTitle('customers');

export default async function EditCustomerPage({ params }: { params: Promise<{ customer: string }> }) {
  const { customer: id } = await params;
  const path = `/admin/customers/${id}`;
  const { actor, t } = await requireConsole('customers:manage', `${path}/edit`);
  const customer = await orScreen(() => requireCustomer(actor, id));
  const isClosed = customer.status === 'closed';
  return (
    <>
      <BackLink href={path}>{customer.name}</BackLink>
      <PageHeader title={t('customers.edit')} />
      <div className="max-w-2xl space-y-6">
        <Card className="p-5">
          <ActionForm action={changeCustomerAction.bind(null, customer.id)} submit={t('save')}>
            <CustomerFields t={t} values={customer} />
            <TextField
              name="backdateHours"
              label={t('customer.backdateHours')}
              help={t('customer.backdateHelp')}
              inputMode="numeric"
              defaultValue={String(customer.backdateHours)}
              required
            />
            <ReasonField t={t} />
          </ActionForm>
        </Card>
        <Section
          title={isClosed ? t('customers.reopen') : t('customers.close')}
          note={isClosed ? t('customers.reopenNote') : t('customers.closeNote')}
        >
          <Inset>
            <ActionForm
              action={setClosedAction.bind(null, customer.id, !isClosed)}
              submit={isClosed ? t('customers.reopen') : t('customers.close')}
              variant={isClosed ? 'outline' : 'destructive'}
            >
              <ReasonField t={t} />
            </ActionForm>
          </Inset>
        </Section>
      </div>
    </>
  );
}
