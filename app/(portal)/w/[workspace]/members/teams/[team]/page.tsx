import { ActionForm } from '@/components/forms/action-form';
import { Check, SelectField, TextField } from '@/components/forms/fields';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { translator } from '@/lib/i18n/translator';
import { newId } from '@/lib/ids';
import { readTeamScreen, type TeamScreen } from '@/lib/portal/members';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { orScreen, pageTitle, requirePortal } from '../../../_lib/portal';
import { WalletCard } from '../../_components/wallet-card';
import { addToTeamForm, removeTeamForm, renameTeamForm, takeOutForm } from '../../actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'members')('teams.title'));

interface TeamProps {
  params: Promise<{ workspace: string; team: string }>;
}

export default async function TeamPage({ params }: TeamProps) {
  const { workspace: slug, team: teamId } = await params;
  const { actor, workspace } = await requirePortal(slug, 'teams:view', `/members/teams/${teamId}`);
  const team = await orScreen(() => readTeamScreen(actor, workspace, teamId));
  const t = translator(workspace.locale, 'members');
  return (
    <>
      <BackLink href={`/w/${workspace.slug}/members/teams`}>{t('teams.back')}</BackLink>
      <PageHeader title={team.name}>
        {team.isRemoved ? t('teams.removed') : t('teams.count', { count: team.members.length })}
      </PageHeader>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="space-y-6">
          <People workspace={workspace} team={team} />
          {team.canManage ? <Rename workspace={workspace} team={team} /> : null}
        </div>
        <div className="space-y-6">
          <WalletCard
            workspace={workspace}
            owner={{ kind: 'team', teamId: team.id }}
            wallet={team.wallet}
            canGive={!team.isRemoved}
          />
          {team.canManage ? <Remove workspace={workspace} team={team} /> : null}
        </div>
      </div>
    </>
  );
}

interface PartProps {
  workspace: PortalWorkspace;
  team: TeamScreen;
}

function People({ workspace, team }: PartProps) {
  const t = translator(workspace.locale, 'members');
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('teams.people')}</CardTitle>
      </CardHeader>
      <CardContent className="space-y-5">
        {team.members.length === 0 ? <p className="text-muted-foreground text-sm">{t('teams.nobody')}</p> : null}
        <ul className="divide-y">
          {team.members.map(({ id, name }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-3 py-2 text-sm">
              <span className="min-w-0 break-words">{name}</span>
              {team.canManage ? (
                <ActionForm
                  action={takeOutForm.bind(null, workspace.slug, team.id, id)}
                  submit={t('teams.takeOut')}
                  submitLabel={t('teams.takeOutNamed', { name })}
                  variant="ghost"
                  size="sm"
                  inline
                />
              ) : null}
            </li>
          ))}
        </ul>
        {!team.canManage ? null : team.others.length === 0 ? (
          <p className="text-muted-foreground text-sm">{t('teams.everybody')}</p>
        ) : (
          <ActionForm
            action={addToTeamForm.bind(null, workspace.slug, team.id)}
            submit={t('teams.add')}
            variant="outline"
            inline
          >
            <SelectField
              name="member"
              label={t('teams.addWho')}
              options={team.others.map(({ id, name }) => ({ value: id, label: name }))}
              className="w-56"
            />
          </ActionForm>
        )}
      </CardContent>
    </Card>
  );
}

function Rename({ workspace, team }: PartProps) {
  const t = translator(workspace.locale, 'members');
  return (
    <Card className="p-5">
      <ActionForm
        action={renameTeamForm.bind(null, workspace.slug, team.id)}
        submit={t('teams.rename')}
        variant="outline"
        inline
      >
        <TextField
          name="name"
          label={t('teams.name')}
          defaultValue={team.name}
          required
          maxLength={200}
          className="w-full sm:w-72"
        />
      </ActionForm>
    </Card>
  );
}

function Remove({ workspace, team }: PartProps) {
  const t = translator(workspace.locale, 'members');
  return (
    <Disclosure summary={t('teams.remove')}>
      <p>{t('teams.removeText')}</p>
      <ActionForm
        action={removeTeamForm.bind(null, workspace.slug, team.id)}
        formId={newId()}
        submit={t('teams.remove')}
        variant="destructive"
      >
        {team.hasCredits ? (
          <Check
            name="takeCredits"
            label={t('teams.removeWallet', { amount: team.wallet.available ?? '0' })}
            meaning={t('remove.walletKept')}
            defaultChecked
          />
        ) : null}
      </ActionForm>
    </Disclosure>
  );
}
