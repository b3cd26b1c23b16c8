import {
  Activity,
  ClipboardCheck,
  CreditCard,
  History,
  LayoutDashboard,
  LogOut,
  type LucideIcon,
  Menu,
  Package,
  Undo2,
  UserCog,
  Users,
} from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PopoverCloser } from '@/app/(portal)/w/[workspace]/_components/popover-closer';
import { LogoMark } from '@/components/layout/logo';
import { Badge } from '@/components/ui/badge';
import type { ConsoleTexts } from '../_lib/console';
import { ConsoleNavLink } from './nav-link';

const PAGES = [
  { page: 'overview', href: '/admin', Icon: LayoutDashboard },
  { page: 'review', href: '/admin/review', Icon: ClipboardCheck },
  { page: 'customers', href: '/admin/customers', Icon: Users },
  { page: 'purchases', href: '/admin/purchases', Icon: CreditCard },
  { page: 'packs', href: '/admin/packs', Icon: Package },
  { page: 'audit', href: '/admin/audit', Icon: History },
  { page: 'people', href: '/admin/people', Icon: UserCog },
  { page: 'system', href: '/admin/system', Icon: Activity },
] as const satisfies { page: string; href: string; Icon: LucideIcon }[];

interface ShellProps {
  email: string;
  t: ConsoleTexts;
  isSandbox: boolean;
  children: ReactNode;
}

/**
 * The frame of the operator's console: the portal's look with a band of its own, so that nobody takes one for the other.
 */
export function ConsoleShell({ email, t, isSandbox, children }: ShellProps) {
  return (
    <div className="min-h-dvh border-foreground border-t-4 lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)]">
      <aside className="sticky top-0 hidden h-[calc(100dvh-4px)] flex-col border-r bg-background p-3 lg:flex">
        <Brand t={t} isSandbox={isSandbox} />
        <nav aria-label={t('console')} className="mt-5 flex-1 overflow-y-auto">
          <NavList t={t} />
        </nav>
        <You email={email} t={t} />
      </aside>
      <header className="sticky top-0 z-30 flex h-14 items-center gap-3 border-b bg-background/95 px-4 backdrop-blur lg:hidden">
        <div className="min-w-0 flex-1">
          <Brand t={t} isSandbox={isSandbox} />
        </div>
        <button
          type="button"
          popoverTarget="console-menu"
          aria-label={t('menu')}
          className="inline-flex size-10 items-center justify-center rounded-md hover:bg-muted"
        >
          <Menu aria-hidden="true" className="size-5" />
        </button>
      </header>
      <div
        id="console-menu"
        popover="auto"
        className="popover-panel fixed inset-x-3 top-16 max-h-[calc(100dvh-5rem)] w-auto overflow-y-auto lg:hidden"
      >
        <nav aria-label={t('console')} className="p-2">
          <NavList t={t} />
        </nav>
        <div className="border-t p-2">
          <You email={email} t={t} />
        </div>
      </div>
      <PopoverCloser />
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl px-4 py-6 outline-none sm:px-8 lg:py-10">
        {children}
      </main>
    </div>
  );
}

function Brand({ t, isSandbox }: { t: ConsoleTexts; isSandbox: boolean }) {
  return (
    <Link prefetch={false} href="/admin" className="flex items-center gap-2.5 rounded-md p-2">
      <LogoMark className="size-7 shrink-0" />
      <span className="min-w-0 flex-1 break-words font-medium text-sm leading-tight">{t('brand')}</span>
      {isSandbox ? <Badge tone="warning">{t('sandbox')}</Badge> : null}
    </Link>
  );
}

function NavList({ t }: { t: ConsoleTexts }) {
  return (
    <ul className="space-y-0.5">
      {PAGES.map(({ page, href, Icon }) => (
        <li key={page}>
          <ConsoleNavLink href={href}>
            <Icon aria-hidden="true" className="size-4 shrink-0" />
            {t(`nav.${page}`)}
          </ConsoleNavLink>
        </li>
      ))}
    </ul>
  );
}

const ROW = 'flex h-9 w-full items-center gap-2.5 rounded-md px-2.5 text-sm hover:bg-muted max-lg:h-11';

function You({ email, t }: { email: string; t: ConsoleTexts }) {
  return (
    <section aria-label={t('you')} className="border-t pt-2 max-lg:border-t-0 max-lg:pt-0">
      <p className="truncate px-2.5 pb-1 text-sm">
        {email}
        <span className="block text-muted-foreground text-xs">{t('operator')}</span>
      </p>
      <Link prefetch={false} href="/" className={ROW}>
        <Undo2 aria-hidden="true" className="size-4 text-muted-foreground" />
        {t('toPortal')}
      </Link>
      <form method="post" action="/api/auth/signout">
        <input type="hidden" name="callbackUrl" value="/sign-in" />
        <button type="submit" className={ROW}>
          <LogOut aria-hidden="true" className="size-4 text-muted-foreground" />
          {t('signOut')}
        </button>
      </form>
    </section>
  );
}
