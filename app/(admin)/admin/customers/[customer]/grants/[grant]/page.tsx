import { ActionForm } from '@/components/forms/action-form';
import { TextField } from '@/components/forms/fields';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { readGrantScreen } from '@/lib/admin/grant';
import { newId } from '@/lib/ids';
import { AuditList } from '../../../../_components/audit-list';
import { GrantBadges } from '../../../../_components/badges';
import { Fact, Facts, Id, Inset, Nothing, Section } from '../../../../_components/parts';
import { ReasonField } from '../../../../_components/reason-field';
import { consoleTitle, orScreen, requireConsole } from '../../../../_lib/console';
import { changeExpiryAction, voidGrantAction } from '../../../actions';

export const generateMetadata = consoleTitle('customers');

export default async function GrantPage({ params }: { params: Promise<{ customer: string; grant: string }> }) {
  const { customer: customerId, grant: grantId } = await params;
  const base = `/admin/customers/${customerId}`;
  const { actor, locale, t, f } = await requireConsole('customers:view', `${base}/grants/${grantId}`);
  const { customer, grant, mode, audit } = await orScreen(() => readGrantScreen(actor, { customerId, grantId }));
  const zone = customer.timeZone;
  const canChange = customer.status !== 'closed' && (grant.status === 'active' || grant.status === 'scheduled');
  return (
    <>
      <BackLink href={base}>{customer.name}</BackLink>
      <PageHeader title={t('grant.title', { amount: f.credits(grant.amountMicro) })} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="min-w-0 space-y-6">
          <Section title={t('grant.facts')}>
            <Facts>
              <Fact label={t('columns.status')}>
                <span className="inline-flex flex-wrap justify-end gap-1">
                  <GrantBadges grant={grant} t={t} f={f} />
                </span>
              </Fact>
              <Fact label={t('credits.source')}>{t(`sources.${grant.source}`)}</Fact>
              <Fact label={t('grant.amount')}>{f.credits(grant.amountMicro)}</Fact>
              <Fact label={t('columns.left')}>{f.credits(grant.remainingMicro)}</Fact>
              <Fact label={t('columns.held')}>{f.credits(grant.heldMicro)}</Fact>
              {grant.frozenMicro > 0n ? <Fact label={t('grant.frozen')}>{f.credits(grant.frozenMicro)}</Fact> : null}
              <Fact label={t('grant.effective')}>{f.dateTime(grant.effectiveAt, zone)}</Fact>
              <Fact label={t('columns.ends')}>{grant.expiresAt ? f.dateTime(grant.expiresAt, zone) : t('never')}</Fact>
              <Fact label={t('credits.priority')}>{f.count(grant.priority)}</Fact>
              <Fact label={t('credits.features')}>
                {grant.features.length > 0 ? grant.features.join(', ') : t('all')}
              </Fact>
              <Fact label={t('grant.reason')}>{grant.reason ?? '–'}</Fact>
              <Fact label={t('id')}>
                <Id>{grant.id}</Id>
              </Fact>
            </Facts>
          </Section>
          <Section title={t('nav.audit')}>
            {audit.length === 0 ? (
              <Nothing>{t('audit.empty')}</Nothing>
            ) : (
              <AuditList rows={audit} locale={locale} t={t} f={f} />
            )}
          </Section>
        </div>
        {canChange ? (
          <div className="space-y-6">
            <Section title={t('grant.expiry')} note={t('grant.expiryNote', { zone: zone.replaceAll('_', ' ') })}>
              <Inset>
                <ActionForm
                  action={changeExpiryAction.bind(null, customer.id, grant.id)}
                  formId={newId()}
                  submit={t('grant.expiry')}
                  variant="outline"
                >
                  <input type="hidden" name="mode" value={mode} />
                  <TextField name="lastDate" label={t('credits.lastDate')} help={t('credits.lastHelp')} type="date" />
                  <ReasonField t={t} />
                </ActionForm>
              </Inset>
            </Section>
            <Section title={t('grant.void')} note={t('grant.voidNote')}>
              <Inset>
                <ActionForm
                  action={voidGrantAction.bind(null, customer.id, grant.id)}
                  formId={newId()}
                  submit={t('grant.void')}
                  variant="destructive"
                >
                  <input type="hidden" name="mode" value={mode} />
                  <ReasonField t={t} />
                </ActionForm>
              </Inset>
            </Section>
          </div>
        ) : null}
      </div>
    </>
  );
}
