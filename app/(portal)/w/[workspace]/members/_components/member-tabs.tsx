import { Tabs } from '@/components/layout/tabs';
import type { Actor } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import { translator } from '@/lib/i18n/translator';
import type { PortalWorkspace } from '@/lib/portal/workspace';

type Place = 'people' | 'invites' | 'teams' | 'roles';

export function MemberTabs({ actor, workspace, here }: { actor: Actor; workspace: PortalWorkspace; here: Place }) {
  const t = translator(workspace.locale, 'members');
  const base = `/w/${workspace.slug}/members`;
  const mayInvite = can(actor, 'members:manage', { workspaceId: workspace.id });
  return (
    <Tabs
      label={t('tabs.label')}
      tabs={[
        { href: base, label: t('tabs.people'), isHere: here === 'people' },
        ...(mayInvite ? [{ href: `${base}/invite`, label: t('tabs.invites'), isHere: here === 'invites' }] : []),
        { href: `${base}/teams`, label: t('tabs.teams'), isHere: here === 'teams' },
        { href: `${base}/roles`, label: t('tabs.roles'), isHere: here === 'roles' },
      ]}
    />
  );
}
