import { ChevronsUpDown, ShieldCheck, UserRound } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { AppShell, MENU_BUTTON, type NavGroup } from '@/components/layout/app-shell';
import { LogoMark } from '@/components/layout/logo';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import type { MoneyBackLine } from '@/lib/portal/money-back';
import { MoneyBackLines } from './money-back-lines';
import { WorkspaceList } from './workspace-list';

interface ShellProps {
  groups: NavGroup[];
  locale: AnyLocale;
  workspace: { name: string; slug: string };
  workspaces: { name: string; slug: string }[];
  user: { email: string; role: string; isOperator: boolean };
  /** Payments go to a stand-in of Stripe. */
  isSandbox: boolean;
  /** Payments that are disputed, with what that does to their credits. */
  flags: MoneyBackLine[];
  children: ReactNode;
}

/** The frame of all portal pages, which names the workspace and leads to others. */
export function Shell({ groups, locale, workspace, workspaces, user, isSandbox, flags, children }: ShellProps) {
  const t = translator(locale, 'shell');
  const home = `/w/${workspace.slug}`;
  const profile = { href: `${home}/settings/profile`, label: t('user.profile'), Icon: UserRound };
  const operatorConsole = { href: '/admin', label: t('user.console'), Icon: ShieldCheck };
  const mark = isSandbox ? (
    <Badge tone="warning" className="shrink-0" title={t('sandboxNote')}>
      {t('sandbox')}
    </Badge>
  ) : null;
  return (
    <AppShell
      locale={locale}
      navLabel={t('nav.label')}
      groups={groups}
      home={home}
      user={user}
      userLinks={user.isOperator ? [profile, operatorConsole] : [profile]}
      brand={
        <div className="flex items-center gap-1">
          <button type="button" popoverTarget="workspace-menu" className={MENU_BUTTON}>
            <LogoMark className="size-7 shrink-0" />
            <span className="min-w-0 flex-1">
              <span className="sr-only">{t('workspaces.switch')} </span>
              <span className="block truncate font-medium text-sm">{workspace.name}</span>
            </span>
            <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
          </button>
          {mark}
        </div>
      }
      phoneBrand={
        <div className="flex min-w-0 flex-1 items-center gap-2.5">
          <Link prefetch={false} href={home} className="flex min-w-0 items-center gap-2.5">
            <LogoMark className="size-7 shrink-0" />
            <span className="truncate font-medium text-sm">{workspace.name}</span>
          </Link>
          {mark}
        </div>
      }
      menus={
        <div id="workspace-menu" popover="auto" className="popover-panel fixed top-16 left-3 w-64">
          <WorkspaceList locale={locale} current={workspace.slug} workspaces={workspaces} isAlone />
        </div>
      }
      phoneExtra={<WorkspaceList locale={locale} current={workspace.slug} workspaces={workspaces} />}
    >
      {flags.length > 0 ? (
        <Alert tone="warning" title={t('flagged.title')} className="mb-6">
          <MoneyBackLines lines={flags} />
        </Alert>
      ) : null}
      {children}
    </AppShell>
  );
}
