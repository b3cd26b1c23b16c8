import { ChevronsUpDown, Menu } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { LogoMark } from '@/components/layout/logo';
import { Alert } from '@/components/ui/alert';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import type { MoneyBackLine } from '@/lib/portal/money-back';
import { MoneyBackLines } from './money-back-lines';
import { NAV_ICONS, type NavIcon } from './nav-icons';
import { NavLink } from './nav-link';
import { PopoverCloser } from './popover-closer';
import { UserPanel } from './user-panel';
import { WorkspaceList } from './workspace-list';

export interface NavItem {
  href: string;
  label: string;
  icon: NavIcon;
}

export interface NavGroup {
  /** null: the first group needs no heading. */
  title: string | null;
  items: NavItem[];
}

interface ShellProps {
  groups: NavGroup[];
  locale: AnyLocale;
  workspace: { name: string; slug: string };
  workspaces: { name: string; slug: string }[];
  user: { email: string; role: string; isOperator: boolean };
  /** Payments that are disputed, with what that does to their credits. */
  flags: MoneyBackLine[];
  children: ReactNode;
}

/** The frame of all portal pages: a side bar on wide screens, a top bar with a menu on phones. */
export function Shell({ groups, locale, workspace, workspaces, user, flags, children }: ShellProps) {
  const t = translator(locale, 'shell');
  const profileHref = `/w/${workspace.slug}/settings/profile`;
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)]">
      <SideBar groups={groups} locale={locale} workspace={workspace} user={user} />
      <div id="workspace-menu" popover="auto" className="popover-panel fixed top-16 left-3 w-64">
        <WorkspaceList locale={locale} current={workspace.slug} workspaces={workspaces} isAlone />
      </div>
      <div id="user-menu" popover="auto" className="popover-panel fixed bottom-18 left-3 w-64">
        <UserPanel user={user} profileHref={profileHref} locale={locale} />
      </div>
      <PhoneBar groups={groups} locale={locale} workspace={workspace} workspaces={workspaces} user={user} />
      <PopoverCloser />
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl px-4 py-6 outline-none sm:px-8 lg:py-10">
        {flags.length > 0 ? (
          <Alert tone="warning" title={t('flagged.title')} className="mb-6">
            <MoneyBackLines lines={flags} />
          </Alert>
        ) : null}
        {children}
      </main>
    </div>
  );
}

function SideBar({ groups, locale, workspace, user }: Pick<ShellProps, 'groups' | 'locale' | 'workspace' | 'user'>) {
  const t = translator(locale, 'shell');
  return (
    <aside className="sticky top-0 hidden h-dvh flex-col border-r bg-background p-3 lg:flex">
      <button type="button" popoverTarget="workspace-menu" className={MENU_BUTTON}>
        <LogoMark className="size-7 shrink-0" />
        <span className="min-w-0 flex-1">
          <span className="sr-only">{t('workspaces.switch')} </span>
          <span className="block truncate font-medium text-sm">{workspace.name}</span>
        </span>
        <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
      </button>
      <nav aria-label={t('nav.label')} className="mt-5 flex-1 overflow-y-auto">
        <NavGroups groups={groups} />
      </nav>
      <button type="button" popoverTarget="user-menu" className={MENU_BUTTON}>
        <Initial email={user.email} />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm">{user.email}</span>
          <span className="block text-muted-foreground text-xs">{user.role}</span>
        </span>
        <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
      </button>
    </aside>
  );
}

const MENU_BUTTON = 'flex w-full items-center gap-2.5 rounded-md p-2 text-left hover:bg-muted';

function PhoneBar({ groups, locale, workspace, workspaces, user }: Omit<ShellProps, 'flags' | 'children'>) {
  const t = translator(locale, 'shell');
  const profileHref = `/w/${workspace.slug}/settings/profile`;
  return (
    <>
      <header className="sticky top-0 z-30 flex h-14 items-center gap-3 border-b bg-background/95 px-4 backdrop-blur lg:hidden">
        <Link prefetch={false} href={`/w/${workspace.slug}`} className="flex min-w-0 flex-1 items-center gap-2.5">
          <LogoMark className="size-7 shrink-0" />
          <span className="truncate font-medium text-sm">{workspace.name}</span>
        </Link>
        <button
          type="button"
          popoverTarget="phone-menu"
          aria-label={t('nav.menu')}
          className="inline-flex size-10 items-center justify-center rounded-md hover:bg-muted"
        >
          <Menu aria-hidden="true" className="size-5" />
        </button>
      </header>
      <div
        id="phone-menu"
        popover="auto"
        className="popover-panel fixed inset-x-3 top-16 max-h-[calc(100dvh-5rem)] w-auto overflow-y-auto lg:hidden"
      >
        <nav aria-label={t('nav.label')} className="p-2">
          <NavGroups groups={groups} />
        </nav>
        <div className="border-t">
          <WorkspaceList locale={locale} current={workspace.slug} workspaces={workspaces} />
        </div>
        <div className="border-t">
          <UserPanel user={user} profileHref={profileHref} locale={locale} />
        </div>
      </div>
    </>
  );
}

function NavGroups({ groups }: { groups: NavGroup[] }) {
  return groups.map(({ title, items }) => (
    <div key={title ?? ''} className="not-first:mt-5">
      {title ? <p className="px-2.5 pb-1.5 text-muted-foreground text-xs">{title}</p> : null}
      <NavList items={items} />
    </div>
  ));
}

function NavList({ items }: { items: NavItem[] }) {
  return (
    <ul className="space-y-0.5">
      {items.map(({ href, label, icon }) => {
        const Icon = NAV_ICONS[icon];
        return (
          <li key={href}>
            <NavLink href={href}>
              <Icon aria-hidden="true" className="size-4 shrink-0" />
              {label}
            </NavLink>
          </li>
        );
      })}
    </ul>
  );
}

function Initial({ email }: { email: string }) {
  return (
    <span
      aria-hidden="true"
      className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent font-medium text-accent-foreground text-xs uppercase"
    >
      {email.slice(0, 1)}
    </span>
  );
}
