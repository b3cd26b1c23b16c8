import { LogOut, ShieldCheck, UserRound } from 'lucide-react';
import Link from 'next/link';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { LanguageSwitch } from './language-switch';
import { ThemeSwitch } from './theme-switch';

interface UserPanelProps {
  user: { email: string; role: string; isOperator: boolean };
  profileHref: string;
  locale: AnyLocale;
}

const LINE = 'mt-1 flex h-9 w-full items-center gap-2.5 rounded-md px-2.5 text-sm hover:bg-muted max-lg:h-11';

export function UserPanel({ user, profileHref, locale }: UserPanelProps) {
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
      <Link href={profileHref} prefetch={false} className={LINE}>
        <UserRound aria-hidden="true" className="size-4 text-muted-foreground" />
        {t('user.profile')}
      </Link>
      {user.isOperator ? (
        <Link href="/admin" prefetch={false} className={LINE}>
          <ShieldCheck aria-hidden="true" className="size-4 text-muted-foreground" />
          {t('user.console')}
        </Link>
      ) : null}
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
