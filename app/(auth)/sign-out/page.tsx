import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { getActor } from '@/lib/auth/get-actor';
import { AuthPage } from '../_components/auth-page';

export const metadata: Metadata = { title: 'Sign out' };

export default async function SignOutPage() {
  const actor = await getActor();
  if (actor.kind !== 'user') redirect('/sign-in');
  return (
    <AuthPage
      title="Sign out?"
      intro={
        <>
          You are signed in as <strong className="break-words text-foreground">{actor.email}</strong>.
        </>
      }
    >
      <form method="post" action="/api/auth/signout">
        <input type="hidden" name="callbackUrl" value="/sign-in" />
        <Button type="submit" size="lg" className="w-full">
          Sign out
        </Button>
      </form>
    </AuthPage>
  );
}
