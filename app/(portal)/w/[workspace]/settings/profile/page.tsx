import { ActionForm } from '@/components/forms/action-form';
import { SelectField, TextField } from '@/components/forms/fields';
import { PageHeader } from '@/components/layout/page-header';
import { Badge } from '@/components/ui/badge';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { isLocale, LOCALE_NAMES, LOCALES } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { readProfile, type SessionRow } from '@/lib/portal/profile';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { SettingsTabs } from '../_components/settings-tabs';
import { saveProfile, signOutOne, signOutOthers } from './actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'settings')('tabs.profile'));

export default async function ProfilePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'workspace:view', '/settings/profile');
  const profile = await orScreen(() => readProfile(actor, workspace));
  const t = translator(workspace.locale, 'settings');
  const hasOthers = profile.sessions.length > 1;
  return (
    <>
      <PageHeader title={t('tabs.profile')}>{t('profile.intro')}</PageHeader>
      <SettingsTabs workspace={workspace} here="profile" />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card>
          <CardHeader>
            <CardTitle>{t('profile.details')}</CardTitle>
          </CardHeader>
          <CardContent>
            <ActionForm action={saveProfile.bind(null, workspace.slug)} submit={t('profile.save')}>
              <TextField name="name" label={t('profile.name')} defaultValue={profile.name} required maxLength={200} />
              <TextField
                name="email"
                label={t('profile.email')}
                help={t('profile.emailHelp')}
                defaultValue={profile.email}
                readOnly
              />
              <SelectField
                name="locale"
                label={t('profile.language')}
                defaultValue={isLocale(workspace.locale) ? workspace.locale : (profile.locale ?? 'en')}
                options={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))}
              />
            </ActionForm>
          </CardContent>
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>{t('profile.sessions')}</CardTitle>
          </CardHeader>
          <CardContent>
            <p className="mb-4 text-muted-foreground text-sm">{t('profile.sessionsIntro')}</p>
            <ul className="divide-y border-y">
              {profile.sessions.map((session) => (
                <Session key={session.id} workspace={workspace} session={session} />
              ))}
            </ul>
            <div className="mt-5">
              {hasOthers ? (
                <ActionForm
                  action={signOutOthers.bind(null, workspace.slug)}
                  submit={t('profile.endOthers')}
                  variant="outline"
                />
              ) : (
                <p className="text-muted-foreground text-sm">{t('profile.onlyHere')}</p>
              )}
            </div>
          </CardContent>
        </Card>
      </div>
    </>
  );
}

function Session({ workspace, session }: { workspace: PortalWorkspace; session: SessionRow }) {
  const t = translator(workspace.locale, 'settings');
  const { since, until } = session;
  const browser = session.browser ?? t('profile.unknownBrowser');
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3 text-sm">
      <div>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {browser}
          {session.isThis ? <Badge tone="accent">{t('profile.thisOne')}</Badge> : null}
        </p>
        <p className="mt-0.5 text-muted-foreground text-xs">{t('profile.since', { since, until })}</p>
      </div>
      {session.isThis ? null : (
        <ActionForm
          action={signOutOne.bind(null, workspace.slug)}
          submit={t('profile.end')}
          submitLabel={t('profile.endNamed', { browser, since })}
          variant="outline"
          size="sm"
          inline
        >
          <input type="hidden" name="session" value={session.id} />
        </ActionForm>
      )}
    </li>
  );
}
