import Link from 'next/link';
import { ActionForm } from '@/components/forms/action-form';
import { SelectField, TextField } from '@/components/forms/fields';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { readCustomerDetail } from '@/lib/admin/customer';
import { INVITABLE_ROLES } from '@/lib/admin/invite';
import { roleLabel } from '@/lib/portal/labels';
import { one, type SearchParams } from '@/lib/portal/query';
import { AuditList } from '../../_components/audit-list';
import { CustomerBadge } from '../../_components/badges';
import { Fact, Facts, Folded, Id, Nothing, Section } from '../../_components/parts';
import { PurchasesTable } from '../../_components/purchases-table';
import { consoleTitle, orScreen, requireConsole, ZONE } from '../../_lib/console';
import { inviteAction } from '../actions';
import { GrantsTable, HoldsTable, WalletsTable } from './_components/books';
import { KeysList, MembersList } from './_components/people';

export const generateMetadata = consoleTitle('customers');

interface CustomerProps {
  params: Promise<{ customer: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function CustomerPage({ params, searchParams }: CustomerProps) {
  const { customer: id } = await params;
  const base = `/admin/customers/${id}`;
  const { actor, locale, t, f } = await requireConsole('customers:view', base);
  const mode = one(await searchParams, 'mode') === 'test' ? 'test' : 'live';
  const screen = await orScreen(() => readCustomerDetail(actor, id, mode));
  const { customer } = screen;
  const isOpen = customer.status !== 'closed';
  const books = { screen, base, t, f };
  return (
    <>
      <BackLink href="/admin/customers">{t('nav.customers')}</BackLink>
      <PageHeader
        title={customer.name}
        actions={
          <>
            {isOpen ? (
              <Link
                prefetch={false}
                href={`${base}/credits${mode === 'test' ? '?mode=test' : ''}`}
                className={buttonVariants()}
              >
                {t('customer.credits')}
              </Link>
            ) : null}
            <Link prefetch={false} href={`${base}/edit`} className={buttonVariants({ variant: 'outline' })}>
              {t('edit')}
            </Link>
            <Link prefetch={false} href={`/w/${customer.slug}`} className={buttonVariants({ variant: 'outline' })}>
              {t('customer.openPortal')}
            </Link>
          </>
        }
      />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-6">
          {customer.status === 'flagged' ? (
            <Alert tone="warning" title={t('customer.flaggedTitle')}>
              {t('customer.flaggedText')}
            </Alert>
          ) : null}
          <Section
            title={mode === 'live' ? t('customer.wallets') : t('customer.testWallets')}
            action={
              <Link
                prefetch={false}
                href={mode === 'live' ? `${base}?mode=test` : base}
                className="text-accent-foreground text-sm hover:underline"
              >
                {mode === 'live' ? t('customer.showTest') : t('customer.showLive')}
              </Link>
            }
          >
            <WalletsTable {...books} />
          </Section>
          <Section title={t('customer.grants')}>
            <GrantsTable {...books} rows={screen.grants} empty={t('customer.noGrants')} />
            {screen.endedGrants.length > 0 ? (
              <Folded title={t('customer.endedGrants', { count: screen.endedGrants.length })} isList>
                <GrantsTable {...books} rows={screen.endedGrants} empty="" />
              </Folded>
            ) : null}
          </Section>
          <Section title={t('customer.holds')}>
            <HoldsTable {...books} />
          </Section>
          <Section
            title={t('nav.purchases')}
            action={
              <Link
                prefetch={false}
                href={`/admin/purchases?q=${customer.id}`}
                className="text-accent-foreground text-sm hover:underline"
              >
                {t('all')}
              </Link>
            }
          >
            {screen.purchases.length === 0 ? (
              <Nothing>{t('purchases.empty')}</Nothing>
            ) : (
              <PurchasesTable rows={screen.purchases} t={t} f={f} withCustomer={false} />
            )}
          </Section>
          <Section
            title={t('nav.audit')}
            action={
              <Link
                prefetch={false}
                href={`/admin/audit?customer=${customer.id}`}
                className="text-accent-foreground text-sm hover:underline"
              >
                {t('all')}
              </Link>
            }
          >
            {screen.audit.length === 0 ? (
              <Nothing>{t('audit.empty')}</Nothing>
            ) : (
              <AuditList rows={screen.audit} locale={locale} t={t} f={f} withCustomer={false} />
            )}
          </Section>
        </div>
        <div className="min-w-0 space-y-6">
          <Section title={t('customer.facts')}>
            <Facts>
              <Fact label={t('columns.status')}>
                <CustomerBadge status={customer.status} t={t} />
              </Fact>
              <Fact label={t('customer.externalId')}>{customer.externalId ?? '–'}</Fact>
              <Fact label={t('customer.currency')}>
                <span className="uppercase">{customer.currency}</span>
              </Fact>
              <Fact label={t('customer.timeZone')}>{customer.timeZone}</Fact>
              <Fact label={t('customer.billingEmail')}>{customer.billingEmail ?? '–'}</Fact>
              <Fact label={t('customer.backdateHours')}>{f.count(customer.backdateHours)}</Fact>
              <Fact label={t('columns.created')}>{f.date(customer.createdAt, ZONE)}</Fact>
              <Fact label={t('customer.stripeId')}>
                {customer.stripeCustomerId ? <Id>{customer.stripeCustomerId}</Id> : '–'}
              </Fact>
              <Fact label={t('id')}>
                <Id>{customer.id}</Id>
              </Fact>
              {screen.disputes.length > 0 ? (
                <Fact label={t('work.openDisputes')}>
                  <Badge tone="warning">{screen.disputes.filter(({ effect }) => effect === 'frozen').length}</Badge>
                </Fact>
              ) : null}
            </Facts>
          </Section>
          <Section title={t('customer.members')}>
            <MembersList members={screen.members} locale={locale} t={t} />
            {isOpen ? (
              <Folded title={t('customer.invite')}>
                <ActionForm action={inviteAction.bind(null, customer.id)} submit={t('customer.invite')}>
                  <TextField name="email" label={t('customer.email')} type="email" required />
                  <SelectField
                    name="role"
                    label={t('customer.role')}
                    defaultValue="owner"
                    options={INVITABLE_ROLES.map((role) => ({ value: role, label: roleLabel(locale, role).name }))}
                  />
                </ActionForm>
              </Folded>
            ) : null}
          </Section>
          <Section title={t('customer.keys')}>
            <KeysList keys={screen.keys} locale={locale} t={t} f={f} />
          </Section>
        </div>
      </div>
    </>
  );
}
