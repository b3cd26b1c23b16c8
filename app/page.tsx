import Link from 'next/link';
import { redirect } from 'next/navigation';
import { MessagePage } from '@/components/layout/message-page';
import { buttonVariants } from '@/components/ui/button';
import { getActor } from '@/lib/auth/get-actor';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';
import { listOwnWorkspaces } from '@/lib/portal/workspace';

/** The front door: to the first workspace, to the console for an operator who has none, or to sign in. */
export default async function Home() {
  const actor = await getActor();
  if (actor.kind !== 'user') redirect('/sign-in');
  const [first] = await listOwnWorkspaces(actor);
  if (first) redirect(`/w/${first.slug}`);
  if (actor.isOperator) redirect('/admin');
  const t = translator(await readLocale(), 'errors');
  return (
    <MessagePage
      title={t('noWorkspace.title')}
      actions={
        <Link href="/sign-out" prefetch={false} className={buttonVariants({ variant: 'outline' })}>
          {t('noWorkspace.action')}
        </Link>
      }
    >
      {t('noWorkspace.text', { email: actor.email })}
    </MessagePage>
  );
}
