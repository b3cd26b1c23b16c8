import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { Button, buttonVariants } from '@/components/ui/button';
import type { UserActor } from '@/lib/auth/actor';
import { getActor } from '@/lib/auth/get-actor';
import { type InviteState, readInvite } from '@/lib/auth/invites';
import { AuthPage, TEXT_LINK } from '../../_components/auth-page';

export const metadata: Metadata = { title: 'Invitation', referrer: 'same-origin' };

const REFUSALS: Record<
  Exclude<InviteState['state'], 'open' | 'joined' | 'other_email'>,
  { title: string; text: string }
> = {
  used: { title: 'This invitation was used', text: 'It worked once. Ask for a new one if you need to get in again.' },
  expired: { title: 'This invitation has expired', text: 'Invitations are good for seven days. Ask for a new one.' },
  revoked: {
    title: 'This invitation was withdrawn',
    text: 'Ask whoever invited you, or use the newest mail you have.',
  },
  unknown: { title: 'There is no such invitation', text: 'Open the link in the mail once more, and in full.' },
};

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const actor = await getActor();
  if (actor.kind !== 'user') return <SignInFirst path={`/invite/${encodeURIComponent(token)}`} />;
  const invite = await readInvite(actor, token);
  switch (invite.state) {
    case 'joined':
      return redirect(`/w/${invite.workspaceSlug}`);
    case 'open':
      return <Offer token={token} invite={invite} user={actor} />;
    case 'other_email':
      return <OtherEmail user={actor} />;
    default:
      return <Refused {...REFUSALS[invite.state]} />;
  }
}

function SignInFirst({ path }: { path: string }) {
  return (
    <AuthPage title="You are invited" intro="Sign in with the e-mail address that the invitation was sent to.">
      <Link href={`/sign-in?${new URLSearchParams({ callbackUrl: path })}`} className={buttonVariants({ size: 'lg' })}>
        Sign in
      </Link>
    </AuthPage>
  );
}

function Offer({ token, invite, user }: { token: string; invite: InviteState & { state: 'open' }; user: UserActor }) {
  return (
    <AuthPage
      title={`Join ${invite.workspaceName}`}
      intro={
        <>
          You will be <strong className="text-foreground">{invite.role}</strong> there, as {user.email}.
        </>
      }
    >
      <form method="post" action={`/invite/${encodeURIComponent(token)}/accept`}>
        <Button type="submit" size="lg" className="w-full">
          Join
        </Button>
      </form>
      <Link href="/" className={TEXT_LINK}>
        Not now
      </Link>
    </AuthPage>
  );
}

function OtherEmail({ user }: { user: UserActor }) {
  return (
    <AuthPage
      title="This invitation is for another address"
      intro={
        <>
          You are signed in as <strong className="break-words text-foreground">{user.email}</strong>. An invitation
          works for the address it was sent to, and for no other.
        </>
      }
    >
      <Link href="/sign-out" className={buttonVariants({ variant: 'outline', size: 'lg' })}>
        Sign out and use the other address
      </Link>
    </AuthPage>
  );
}

function Refused({ title, text }: { title: string; text: string }) {
  return (
    <AuthPage title={title} intro={text}>
      <Link href="/" className={buttonVariants({ variant: 'outline', size: 'lg' })}>
        Go to the portal
      </Link>
    </AuthPage>
  );
}
