import Link from 'next/link';
import { redirect } from 'next/navigation';
import { MessagePage } from '@/components/layout/message-page';
import { buttonVariants } from '@/components/ui/button';
import { getActor } from '@/lib/auth/get-actor';
import { listOwnWorkspaces } from '@/lib/portal/workspace';

/** The front door: to the first workspace, or to sign in. */
export default async function Home() {
  const actor = await getActor();
  if (actor.kind !== 'user') redirect('/sign-in');
  const [first] = await listOwnWorkspaces(actor);
  if (first) redirect(`/w/${first.slug}`);
  return (
    <MessagePage
      title="You are in no workspace"
      actions={
        <Link href="/sign-out" prefetch={false} className={buttonVariants({ variant: 'outline' })}>
          Sign out
        </Link>
      }
    >
      You are signed in as {actor.email}. Ask the owner of a workspace to invite this address.
    </MessagePage>
  );
}
