import Link from 'next/link';
import { ActionForm } from '@/components/forms/action-form';
import { TextField } from '@/components/forms/fields';
import { PageHeader } from '@/components/layout/page-header';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { can } from '@/lib/auth/policy';
import { translator } from '@/lib/i18n/translator';
import { newId } from '@/lib/ids';
import { readTeams } from '@/lib/portal/members';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { MemberTabs } from '../_components/member-tabs';
import { createTeamForm } from '../actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'members')('teams.title'));

export default async function TeamsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'teams:view', '/members/teams');
  const teams = await orScreen(() => readTeams(actor, workspace));
  const t = translator(workspace.locale, 'members');
  const mayManage = can(actor, 'teams:manage', { workspaceId: workspace.id });
  return (
    <>
      <PageHeader title={t('teams.title')}>{t('teams.intro')}</PageHeader>
      <MemberTabs actor={actor} workspace={workspace} here="teams" />
      <div className="space-y-6">
        {mayManage ? (
          <Card className="p-5">
            <ActionForm
              action={createTeamForm.bind(null, workspace.slug)}
              formId={newId()}
              submit={t('teams.create')}
              inline
            >
              <TextField name="name" label={t('teams.new')} required maxLength={200} className="w-full sm:w-72" />
            </ActionForm>
          </Card>
        ) : null}
        <Card className="overflow-hidden">
          {teams.length === 0 ? (
            <Empty title={t('teams.none')}>{t('teams.noneText')}</Empty>
          ) : (
            <Table>
              <caption className="sr-only">{t('teams.title')}</caption>
              <thead>
                <tr>
                  <Th>{t('teams.name')}</Th>
                  <Th>{t('teams.people')}</Th>
                  <Th className="text-right">{t('teams.wallet')}</Th>
                </tr>
              </thead>
              <tbody>
                {teams.map((team) => (
                  <Tr key={team.id} className="relative hover:bg-muted/60">
                    <Td className="w-full max-w-0">
                      <Link
                        href={`/w/${workspace.slug}/members/teams/${team.id}`}
                        prefetch={false}
                        className="block truncate font-medium after:absolute after:inset-0"
                      >
                        {team.name}
                      </Link>
                    </Td>
                    <Td className="whitespace-nowrap">{t('teams.count', { count: team.memberCount })}</Td>
                    <Td className="figures whitespace-nowrap text-right">
                      {team.wallet ?? <span className="text-muted-foreground">{t('teams.noWallet')}</span>}
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          )}
        </Card>
      </div>
    </>
  );
}
