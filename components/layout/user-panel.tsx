import { LogOut, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { LanguageSwitch } from './language-switch';
import { ThemeSwitch } from './theme-switch';

export interface UserLink {
  href: string;
  label: string;
  Icon: LucideIcon;
}

interface UserPanelProps {
  user: { email: string; role: string };
  links: UserLink[];
  locale: AnyLocale;
}

const LINE = 'mt-1 flex h-9 w-full items-center gap-2.5 rounded-md px-2.5 text-sm hover:bg-muted max-lg:h-11';

/** Who is signed in, how they want to read, where else they may go, and out. */
export function UserPanel({ user, links, locale }: UserPanelProps) {
  const t = translator(locale, 'shell');
  return (
    <section aria-label={t('user.title')} className="p-2">
      <p className="truncate px-2.5 pt-1 pb-2 text-sm">
        {user.email}
        <span className="block text-muted-foreground text-xs">{user.role}</span>
      </p>
      <ThemeSwitch
        legend={t('user.theme')}
        labels={{ system: t('user.system'), light: t('user.light'), dark: t('user.dark') }}
      />
      <LanguageSwitch locale={locale} label={t('user.language')} />
      {links.map(({ href, label, Icon }) => (
        <Link key={href} href={href} prefetch={false} className={LINE}>
          <Icon aria-hidden="true" className="size-4 text-muted-foreground" />
          {label}
        </Link>
      ))}
      <form method="post" action="/api/auth/signout">
        <input type="hidden" name="callbackUrl" value="/sign-in" />
        <button type="submit" className={LINE}>
          <LogOut aria-hidden="true" className="size-4 text-muted-foreground" />
          {t('user.signOut')}
        </button>
      </form>
    </section>
  );
}
