import { ActionForm } from '@/components/forms/action-form';
import { Choices, TextAreaField } from '@/components/forms/fields';
import { PageHeader } from '@/components/layout/page-header';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { can } from '@/lib/auth/policy';
import { translator } from '@/lib/i18n/translator';
import { newId } from '@/lib/ids';
import { roleLabel } from '@/lib/portal/labels';
import { type InviteRow, readInvites } from '@/lib/portal/members';
import { ROLES } from '@/lib/portal/role-rights';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { MemberTabs } from '../_components/member-tabs';
import { invite, resend, revoke } from '../actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'members')('invite.title'));

export default async function InvitePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'members:manage', '/members/invite');
  const invites = await orScreen(() => readInvites(actor, workspace));
  const t = translator(workspace.locale, 'members');
  const mayOwners = can(actor, 'members:manage_owners', { workspaceId: workspace.id });
  const roles = ROLES.filter((role) => role !== 'owner' || mayOwners).map((value) => {
    const { name, meaning } = roleLabel(workspace.locale, value);
    return { value, label: name, meaning };
  });
  return (
    <>
      <PageHeader title={t('invite.title')}>{t('invite.intro')}</PageHeader>
      <MemberTabs actor={actor} workspace={workspace} here="invites" />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card className="p-5">
          <ActionForm action={invite.bind(null, workspace.slug)} formId={newId()} submit={t('invite.send')}>
            <TextAreaField
              name="emails"
              label={t('invite.emails')}
              help={t('invite.emailsHelp')}
              rows={3}
              required
              spellCheck={false}
            />
            <Choices name="role" type="radio" legend={t('invite.role')} choices={roles} defaultValues={['member']} />
          </ActionForm>
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>{t('invite.pending')}</CardTitle>
          </CardHeader>
          {invites.length === 0 ? (
            <Empty title={t('invite.none')}>{t('invite.noneText')}</Empty>
          ) : (
            <CardContent>
              <ul className="divide-y border-y">
                {invites.map((row) => (
                  <Pending key={row.id} row={row} workspace={workspace} />
                ))}
              </ul>
            </CardContent>
          )}
        </Card>
      </div>
    </>
  );
}

function Pending({ row, workspace }: { row: InviteRow; workspace: PortalWorkspace }) {
  const t = translator(workspace.locale, 'members');
  const { id, email, role, sent, until } = row;
  return (
    <li className="py-3 text-sm">
      <p className="break-words font-medium">{email}</p>
      <p className="text-muted-foreground text-xs">
        {role} · {t('invite.sentAt', { sent, until })}
      </p>
      <div className="mt-2 flex flex-wrap items-start gap-2">
        <ActionForm
          action={resend.bind(null, workspace.slug, id)}
          formId={newId()}
          submit={t('invite.resend')}
          submitLabel={t('invite.resendNamed', { email })}
          variant="outline"
          size="sm"
          inline
        />
        <ActionForm
          action={revoke.bind(null, workspace.slug, id)}
          submit={t('invite.revoke')}
          submitLabel={t('invite.revokeNamed', { email })}
          variant="ghost"
          size="sm"
          inline
        />
      </div>
    </li>
  );
}
