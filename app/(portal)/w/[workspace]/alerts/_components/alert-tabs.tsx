import { Tabs } from '@/components/layout/tabs';
import type { Actor } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import { translator } from '@/lib/i18n/translator';
import type { PortalWorkspace } from '@/lib/portal/workspace';

interface AlertTabsProps {
  actor: Actor;
  workspace: PortalWorkspace;
  here: 'rules' | 'webhooks';
}

export function AlertTabs({ actor, workspace, here }: AlertTabsProps) {
  if (!can(actor, 'webhooks:view', { workspaceId: workspace.id })) return null;
  const t = translator(workspace.locale, 'alerts');
  const base = `/w/${workspace.slug}/alerts`;
  return (
    <Tabs
      label={t('tabs.label')}
      tabs={[
        { href: base, label: t('tabs.rules'), isHere: here === 'rules' },
        { href: `${base}/webhooks`, label: t('tabs.webhooks'), isHere: here === 'webhooks' },
      ]}
    />
  );
}
