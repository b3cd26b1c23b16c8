import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import type { NavGroup } from '@/components/layout/app-shell';
import { can, type OperationName } from '@/lib/auth/policy';
import { isSandbox } from '@/lib/billing';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';
import { roleLabel } from '@/lib/portal/labels';
import { readFlags } from '@/lib/portal/money-back';
import { listOwnWorkspaces } from '@/lib/portal/workspace';
import { NAV_ICONS, type NavIcon } from './_components/nav-icons';
import { Shell } from './_components/shell';
import { findWorkspaceName, requirePortal } from './_lib/portal';

interface LayoutProps {
  children: ReactNode;
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const workspace = await findWorkspaceName((await params).workspace);
  if (!workspace) return { title: translator(await readLocale(), 'shell')('notFound') };
  return { title: { template: `%s · ${workspace.name} · Coffer`, default: workspace.name } };
}

export default async function WorkspaceLayout({ children, params }: LayoutProps) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'workspace:view');
  const base = `/w/${workspace.slug}`;
  const t = translator(workspace.locale, 'shell');
  const may = (operation: OperationName) => can(actor, operation, { workspaceId: workspace.id });
  const item = (page: NavIcon, label: string, isShown = true): NavGroup['items'] =>
    isShown ? [{ href: page === 'overview' ? base : `${base}/${page}`, label, Icon: NAV_ICONS[page] }] : [];
  const groups: NavGroup[] = [
    {
      title: null,
      items: [
        ...item('overview', t('nav.overview')),
        ...item('top-up', t('nav.topUp'), may('purchases:create')),
        ...item('usage', t('nav.usage')),
        ...item('transactions', t('nav.transactions')),
        ...item('receipts', t('nav.receipts'), may('purchases:view')),
      ],
    },
    {
      title: t('nav.manage'),
      items: [
        ...item('members', t('nav.members')),
        ...item('keys', t('nav.keys'), may('keys:view')),
        ...item('alerts', t('nav.alerts')),
        ...item('audit', t('nav.audit'), may('audit:view')),
        ...item('settings', t('nav.settings')),
      ],
    },
  ];
  return (
    <Shell
      groups={groups}
      locale={workspace.locale}
      workspace={{ name: workspace.name, slug: workspace.slug }}
      workspaces={await listOwnWorkspaces(actor)}
      user={{
        email: actor.kind === 'user' ? actor.email : '',
        role: workspace.role ? roleLabel(workspace.locale, workspace.role).name : t('user.operator'),
        isOperator: can(actor, 'operator:view'),
      }}
      isSandbox={isSandbox()}
      flags={await readFlags(actor, workspace)}
    >
      {children}
    </Shell>
  );
}
