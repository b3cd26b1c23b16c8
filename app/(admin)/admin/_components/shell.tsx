import {
  Activity,
  ClipboardCheck,
  CreditCard,
  History,
  LayoutDashboard,
  type LucideIcon,
  Package,
  Undo2,
  UserCog,
  Users,
} from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '@/components/cn';
import { AppShell } from '@/components/layout/app-shell';
import { LogoMark } from '@/components/layout/logo';
import { Badge } from '@/components/ui/badge';
import type { AnyLocale } from '@/lib/i18n/locales';
import type { ConsoleTexts } from '../_lib/console';

const HOME = '/admin';

const PAGES = [
  { page: 'overview', href: HOME, Icon: LayoutDashboard },
  { page: 'review', href: `${HOME}/review`, Icon: ClipboardCheck },
  { page: 'customers', href: `${HOME}/customers`, Icon: Users },
  { page: 'purchases', href: `${HOME}/purchases`, Icon: CreditCard },
  { page: 'packs', href: `${HOME}/packs`, Icon: Package },
  { page: 'audit', href: `${HOME}/audit`, Icon: History },
  { page: 'people', href: `${HOME}/people`, Icon: UserCog },
  { page: 'system', href: `${HOME}/system`, Icon: Activity },
] as const satisfies { page: string; href: string; Icon: LucideIcon }[];

interface ShellProps {
  email: string;
  locale: AnyLocale;
  t: ConsoleTexts;
  isSandbox: boolean;
  children: ReactNode;
}

/** The frame of the operator's console. */
export function ConsoleShell({ email, locale, t, isSandbox, children }: ShellProps) {
  return (
    <AppShell
      locale={locale}
      navLabel={t('console')}
      groups={[{ title: null, items: PAGES.map(({ page, ...item }) => ({ ...item, label: t(`nav.${page}`) })) }]}
      home={HOME}
      user={{ email, role: t('operator') }}
      userLinks={[{ href: '/', label: t('toPortal'), Icon: Undo2 }]}
      hasBand
      brand={<Brand t={t} isSandbox={isSandbox} className="p-2" />}
      phoneBrand={<Brand t={t} isSandbox={isSandbox} className="flex-1" />}
    >
      {children}
    </AppShell>
  );
}

function Brand({ t, isSandbox, className }: { t: ConsoleTexts; isSandbox: boolean; className: string }) {
  return (
    <Link prefetch={false} href={HOME} className={cn('flex min-w-0 items-center gap-2.5 rounded-md', className)}>
      <LogoMark className="size-7 shrink-0" />
      <span className="min-w-0 flex-1 break-words font-medium text-sm leading-tight">{t('brand')}</span>
      {isSandbox ? <Badge tone="warning">{t('sandbox')}</Badge> : null}
    </Link>
  );
}
