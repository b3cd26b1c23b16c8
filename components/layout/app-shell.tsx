import { ChevronsUpDown, type LucideIcon, Menu } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { cn } from '../cn';
import { NavLink } from './nav-link';
import { PopoverCloser } from './popover-closer';
import { type UserLink, UserPanel } from './user-panel';

interface NavItem {
  href: string;
  label: string;
  Icon: LucideIcon;
}

export interface NavGroup {
  /** null: the first group needs no heading. */
  title: string | null;
  items: NavItem[];
}

interface AppShellProps {
  locale: AnyLocale;
  /** At the top of the side bar, and of a phone's bar. */
  brand: ReactNode;
  phoneBrand: ReactNode;
  navLabel: string;
  groups: NavGroup[];
  /** The address that begins all others. */
  home: string;
  user: { email: string; role: string };
  userLinks: UserLink[];
  /** Between the pages and the user in a phone's menu. */
  phoneExtra?: ReactNode;
  /** A band at the top, so that nobody takes the operator's console for the portal. */
  hasBand?: boolean;
  /** Menus that the brand opens. */
  menus?: ReactNode;
  children: ReactNode;
}

/** For the buttons at both ends of the side bar, each of which opens a menu. */
export const MENU_BUTTON = 'flex w-full min-w-0 items-center gap-2.5 rounded-md p-2 text-left hover:bg-muted';

/** The frame of all signed-in pages: a side bar on wide screens, a top bar with a menu on phones. */
export function AppShell(props: AppShellProps) {
  const { locale, navLabel, user, userLinks, hasBand, children } = props;
  const t = translator(locale, 'shell');
  const nav = <NavGroups groups={props.groups} home={props.home} />;
  const panel = <UserPanel user={user} links={userLinks} locale={locale} />;
  return (
    <div
      className={cn(
        'min-h-dvh lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)]',
        hasBand && 'border-foreground border-t-4 dark:border-muted-foreground',
      )}
    >
      <aside
        className={cn(
          'sticky top-0 hidden flex-col border-r bg-background p-3 lg:flex',
          hasBand ? 'h-[calc(100dvh-4px)]' : 'h-dvh',
        )}
      >
        {props.brand}
        <nav aria-label={navLabel} className="mt-5 flex-1 overflow-y-auto">
          {nav}
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
      {props.menus}
      <div id="user-menu" popover="auto" className="popover-panel fixed bottom-18 left-3 w-64">
        {panel}
      </div>
      <header className="sticky top-0 z-30 flex h-14 items-center gap-3 border-b bg-background/95 px-4 backdrop-blur lg:hidden">
        {props.phoneBrand}
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
        <nav aria-label={navLabel} className="p-2">
          {nav}
        </nav>
        {props.phoneExtra ? <div className="border-t">{props.phoneExtra}</div> : null}
        <div className="border-t">{panel}</div>
      </div>
      <PopoverCloser />
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl px-4 py-6 outline-none sm:px-8 lg:py-10">
        {children}
      </main>
    </div>
  );
}

function NavGroups({ groups, home }: { groups: NavGroup[]; home: string }) {
  return groups.map(({ title, items }) => (
    <div key={title ?? ''} className="not-first:mt-5">
      {title ? <p className="px-2.5 pb-1.5 text-muted-foreground text-xs">{title}</p> : null}
      <ul className="space-y-0.5">
        {items.map(({ href, label, Icon }) => (
          <li key={href}>
            <NavLink href={href} isExact={href === home}>
              <Icon aria-hidden="true" className="size-4 shrink-0" />
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  ));
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
