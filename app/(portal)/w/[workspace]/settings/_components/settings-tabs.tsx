import { Tabs } from '@/components/layout/tabs';
import { translator } from '@/lib/i18n/translator';
import type { PortalWorkspace } from '@/lib/portal/workspace';

export function SettingsTabs({ workspace, here }: { workspace: PortalWorkspace; here: 'workspace' | 'profile' }) {
  const t = translator(workspace.locale, 'settings');
  const base = `/w/${workspace.slug}/settings`;
  return (
    <Tabs
      label={t('tabs.label')}
      tabs={[
        { href: base, label: t('tabs.workspace'), isHere: here === 'workspace' },
        { href: `${base}/profile`, label: t('tabs.profile'), isHere: here === 'profile' },
      ]}
    />
  );
}
