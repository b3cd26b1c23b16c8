import Link from 'next/link';
import { buttonVariants } from '@/components/ui/button';
import { AuthPage, TEXT_LINK } from './auth-page';

interface MailSentProps {
  /** null when the address in the page's own address is not one. */
  email: string | null;
  minutes: number;
  /** Page of the local mailbox; undefined where mails go to real people. */
  mailboxUrl: string | undefined;
  returnTo: string;
}

/** Says the same whether the address is known or not. */
export function MailSent({ email, minutes, mailboxUrl, returnTo }: MailSentProps) {
  const again = returnTo === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ callbackUrl: returnTo })}`;
  return (
    <AuthPage
      title="Check your mail"
      intro={
        <>
          A sign-in link is on its way to{' '}
          <strong className="break-words text-foreground">{email ?? 'your address'}</strong>. It works once, for{' '}
          {minutes} minutes.
        </>
      }
    >
      {mailboxUrl ? (
        <div className="flex flex-col gap-2">
          <a href={mailboxUrl} className={buttonVariants({ size: 'lg' })}>
            Open the local mailbox
          </a>
          <p className="text-muted-foreground text-sm">
            No mail server is set up, so mails of this installation land in a mailbox on this machine.
          </p>
        </div>
      ) : (
        <p className="text-muted-foreground text-sm">Nothing there? Look into the spam folder, too.</p>
      )}
      <p className="text-sm">
        <Link href={again} className={TEXT_LINK}>
          Use another address, or send it again
        </Link>
      </p>
    </AuthPage>
  );
}
