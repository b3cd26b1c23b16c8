import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { Button, buttonVariants } from '@/components/ui/button';
import type { UserActor } from '@/lib/auth/actor';
import { getActor } from '@/lib/auth/get-actor';
import { type InviteState, readInvite } from '@/lib/auth/invites';
import { readLocale } from '@/lib/i18n/read-locale';
import { type Translator, translator } from '@/lib/i18n/translator';
import { roleLabel } from '@/lib/portal/labels';
import { AuthPage, TEXT_LINK } from '../../_components/auth-page';
import { RICH } from '../../_components/rich';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readLocale(), 'auth')('invite.page'), referrer: 'same-origin' };
}

type Texts = Translator<'auth'>;

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, locale] = await Promise.all([params, readLocale()]);
  const t = translator(locale, 'auth');
  const actor = await getActor();
  if (actor.kind !== 'user') return <SignInFirst t={t} path={`/invite/${encodeURIComponent(token)}`} />;
  const invite = await readInvite(actor, token);
  switch (invite.state) {
    case 'joined':
      return redirect(`/w/${invite.workspaceSlug}`);
    case 'open':
      return <Offer t={t} token={token} invite={invite} role={roleLabel(locale, invite.role).name} user={actor} />;
    case 'other_email':
      return <OtherEmail t={t} user={actor} />;
    default:
      return <Refused t={t} state={invite.state} />;
  }
}

function SignInFirst({ t, path }: { t: Texts; path: string }) {
  return (
    <AuthPage title={t('invite.signInTitle')} intro={t('invite.signInIntro')}>
      <Link href={`/sign-in?${new URLSearchParams({ callbackUrl: path })}`} className={buttonVariants({ size: 'lg' })}>
        {t('invite.signIn')}
      </Link>
    </AuthPage>
  );
}

interface OfferProps {
  t: Texts;
  token: string;
  invite: InviteState & { state: 'open' };
  role: string;
  user: UserActor;
}

function Offer({ t, token, invite, role, user }: OfferProps) {
  return (
    <AuthPage
      title={t('invite.title', { workspace: invite.workspaceName })}
      intro={t.rich('invite.intro', { ...RICH, role, email: user.email })}
    >
      <form method="post" action={`/invite/${encodeURIComponent(token)}/accept`}>
        <Button type="submit" size="lg" className="w-full">
          {t('invite.join')}
        </Button>
      </form>
      <Link href="/" className={TEXT_LINK}>
        {t('invite.notNow')}
      </Link>
    </AuthPage>
  );
}

function OtherEmail({ t, user }: { t: Texts; user: UserActor }) {
  return (
    <AuthPage title={t('invite.otherTitle')} intro={t.rich('invite.otherIntro', { ...RICH, email: user.email })}>
      <Link href="/sign-out" className={buttonVariants({ variant: 'outline', size: 'lg' })}>
        {t('invite.otherAction')}
      </Link>
    </AuthPage>
  );
}

type Refusal = Exclude<InviteState['state'], 'open' | 'joined' | 'other_email'>;

function Refused({ t, state }: { t: Texts; state: Refusal }) {
  return (
    <AuthPage title={t(`invite.refused.${state}.title`)} intro={t(`invite.refused.${state}.text`)}>
      <Link href="/" className={buttonVariants({ variant: 'outline', size: 'lg' })}>
        {t('invite.portal')}
      </Link>
    </AuthPage>
  );
}
