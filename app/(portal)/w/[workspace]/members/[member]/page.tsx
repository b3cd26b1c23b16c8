import Link from 'next/link';
import { ActionForm } from '@/components/forms/action-form';
import { Check, Choices } from '@/components/forms/fields';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { translator } from '@/lib/i18n/translator';
import { newId } from '@/lib/ids';
import { type MemberScreen, readMemberScreen } from '@/lib/portal/members';
import { withQuery } from '@/lib/portal/query';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { BudgetCard } from '../../_components/budget-card';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { WalletCard } from '../_components/wallet-card';
import { leaveForm, remove, saveRole } from '../actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'members')('title'));

interface MemberProps {
  params: Promise<{ workspace: string; member: string }>;
}

export default async function MemberPage({ params }: MemberProps) {
  const { workspace: slug, member: memberId } = await params;
  const { actor, workspace } = await requirePortal(slug, 'members:view', `/members/${memberId}`);
  const member = await orScreen(() => readMemberScreen(actor, workspace, memberId));
  const t = translator(workspace.locale, 'members');
  const base = `/w/${workspace.slug}`;
  return (
    <>
      <BackLink href={`${base}/members`}>{t('member.back')}</BackLink>
      <PageHeader
        title={member.name}
        actions={
          <Link
            href={withQuery(`${base}/usage`, { member: member.id })}
            prefetch={false}
            className={buttonVariants({ variant: 'outline' })}
          >
            {t('member.usage')}
          </Link>
        }
      >
        {member.email ? `${member.email} · ` : ''}
        {member.isRemoved ? t('member.removed') : t('member.since', { since: member.since })}
      </PageHeader>
      <p className="mb-6 flex flex-wrap gap-2 text-sm">
        <Badge>{member.roleName}</Badge>
        {member.isYou ? <Badge tone="accent">{t('list.you')}</Badge> : null}
        {member.signsIn ? null : <Badge>{t('list.apiOnly')}</Badge>}
        <span className="figures">
          {t('member.spent')}: {member.spent}
        </span>
      </p>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="space-y-6">
          <BudgetCard
            workspace={workspace}
            target={{ scope: 'member', scopeId: member.id }}
            budgets={member.budgets}
            canEdit={member.may.setBudgets}
          />
          <RoleCard workspace={workspace} member={member} />
        </div>
        <div className="space-y-6">
          <WalletCard
            workspace={workspace}
            owner={{ kind: 'member', memberId: member.id }}
            wallet={member.wallet}
            canGive={!member.isRemoved}
          />
          <BelongingsCard workspace={workspace} member={member} />
          {member.may.handOver ? (
            <Link
              href={`${base}/members/hand-over`}
              prefetch={false}
              className={buttonVariants({ variant: 'outline' })}
            >
              {t('handOver.link')}
            </Link>
          ) : null}
          {member.may.leave ? <Leave workspace={workspace} isOwner={member.role === 'owner'} /> : null}
          {member.may.manage && !member.isYou ? <Remove workspace={workspace} member={member} /> : null}
        </div>
      </div>
    </>
  );
}

interface PartProps {
  workspace: PortalWorkspace;
  member: MemberScreen;
}

function RoleCard({ workspace, member }: PartProps) {
  const t = translator(workspace.locale, 'members');
  const choices = member.roles.map(({ value, name, meaning }) => ({ value, label: name, meaning }));
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('member.role.title')}</CardTitle>
      </CardHeader>
      <CardContent>
        {member.may.manage ? (
          <ActionForm
            action={saveRole.bind(null, workspace.slug, member.id)}
            submit={t('member.role.save')}
            variant="outline"
          >
            <Choices
              name="role"
              type="radio"
              legend={t('member.role.label')}
              hideLegend
              choices={choices}
              defaultValues={[member.role]}
            />
          </ActionForm>
        ) : (
          <p className="text-sm">{member.roleName}</p>
        )}
      </CardContent>
    </Card>
  );
}

function BelongingsCard({ workspace, member }: PartProps) {
  const t = translator(workspace.locale, 'members');
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('member.teams')}</CardTitle>
      </CardHeader>
      <CardContent className="space-y-5 text-sm">
        {member.teams.length === 0 ? <p className="text-muted-foreground">{t('member.noTeams')}</p> : null}
        <ul className="space-y-1">
          {member.teams.map(({ id, name }) => (
            <li key={id}>
              <Link
                href={`/w/${workspace.slug}/members/teams/${id}`}
                prefetch={false}
                className="inline-flex min-h-6 items-center text-accent-foreground underline-offset-4 hover:underline"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
        <div>
          <h3 className="font-medium">{t('member.keys')}</h3>
          {member.keys.length === 0 ? <p className="text-muted-foreground">{t('member.noKeys')}</p> : null}
          <ul className="mt-1 list-inside list-disc">
            {member.keys.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ul>
        </div>
      </CardContent>
    </Card>
  );
}

function Leave({ workspace, isOwner }: { workspace: PortalWorkspace; isOwner: boolean }) {
  const t = translator(workspace.locale, 'members');
  return (
    <Disclosure summary={t('leave.title')}>
      <p>{t('leave.text')}</p>
      {isOwner ? <p className="text-muted-foreground">{t('leave.lastOwner')}</p> : null}
      <ActionForm
        action={leaveForm.bind(null, workspace.slug)}
        formId={newId()}
        submit={t('leave.submit')}
        variant="destructive"
      />
    </Disclosure>
  );
}

function Remove({ workspace, member }: PartProps) {
  const t = translator(workspace.locale, 'members');
  return (
    <Disclosure summary={t('remove.title', { name: member.name })}>
      <p>{t('remove.text')}</p>
      <p>{t('remove.keys', { count: member.keys.length })}</p>
      <ActionForm
        action={remove.bind(null, workspace.slug, member.id)}
        formId={newId()}
        submit={t('remove.submit')}
        variant="destructive"
      >
        {member.hasCredits ? (
          <Check
            name="takeCredits"
            label={t('remove.wallet', { amount: member.wallet.available ?? '0' })}
            meaning={t('remove.walletKept')}
            defaultChecked
          />
        ) : (
          <p className="text-muted-foreground">{t('remove.walletNone')}</p>
        )}
      </ActionForm>
    </Disclosure>
  );
}
