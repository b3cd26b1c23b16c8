import Link from 'next/link';
import { buttonVariants } from '@/components/ui/button';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { AuthPage, TEXT_LINK } from './auth-page';
import { RICH } from './rich';

interface MailSentProps {
  locale: AnyLocale;
  /** null when the address in the page's own address is not one. */
  email: string | null;
  minutes: number;
  /** Page of the local mailbox; undefined where mails go to real people. */
  mailboxUrl: string | undefined;
  returnTo: string;
}

/** Says the same whether the address is known or not. */
export function MailSent({ locale, email, minutes, mailboxUrl, returnTo }: MailSentProps) {
  const t = translator(locale, 'auth');
  const again = returnTo === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ callbackUrl: returnTo })}`;
  return (
    <AuthPage
      title={t('sent.title')}
      intro={t.rich('sent.intro', { ...RICH, email: email ?? t('sent.yourAddress'), minutes })}
    >
      {mailboxUrl ? (
        <div className="flex flex-col gap-2">
          <a href={mailboxUrl} className={buttonVariants({ size: 'lg' })}>
            {t('sent.openMailbox')}
          </a>
          <p className="text-muted-foreground text-sm">{t('sent.localMailbox')}</p>
        </div>
      ) : (
        <p className="text-muted-foreground text-sm">{t('sent.spam')}</p>
      )}
      <p className="text-sm">
        <Link href={again} className={TEXT_LINK}>
          {t('sent.again')}
        </Link>
      </p>
    </AuthPage>
  );
}
