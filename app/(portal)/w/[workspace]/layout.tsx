import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { can } from '@/lib/auth/policy';
import { roleLabel } from '@/lib/portal/labels';
import { listOwnWorkspaces } from '@/lib/portal/workspace';
import { type NavItem, Shell } from './_components/shell';
import { findWorkspaceName, requirePortal } from './_lib/portal';

interface LayoutProps {
  children: ReactNode;
  params: Promise<{ workspace: string }>;
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const workspace = await findWorkspaceName((await params).workspace);
  if (!workspace) return { title: 'Not found' };
  return { title: { template: `%s · ${workspace.name} · Coffer`, default: workspace.name } };
}

export default async function WorkspaceLayout({ children, params }: LayoutProps) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'workspace:view');
  const base = `/w/${workspace.slug}`;
  const target = { workspaceId: workspace.id };
  const items: NavItem[] = [
    { href: base, label: 'Overview', icon: 'overview' },
    ...(can(actor, 'purchases:create', target)
      ? [{ href: `${base}/top-up`, label: 'Top up', icon: 'top-up' } as const]
      : []),
    { href: `${base}/usage`, label: 'Usage', icon: 'usage' },
    { href: `${base}/transactions`, label: 'Transactions', icon: 'transactions' },
    { href: `${base}/members`, label: 'Members', icon: 'members' },
    ...(can(actor, 'keys:view', target) ? [{ href: `${base}/keys`, label: 'API keys', icon: 'keys' } as const] : []),
  ];
  return (
    <Shell
      items={items}
      workspace={{ name: workspace.name, slug: workspace.slug }}
      workspaces={await listOwnWorkspaces(actor)}
      user={{
        email: actor.kind === 'user' ? actor.email : '',
        role: workspace.role ? roleLabel(workspace.locale, workspace.role).name : 'Operator',
      }}
      isFlagged={workspace.status === 'flagged'}
    >
      {children}
    </Shell>
  );
}
