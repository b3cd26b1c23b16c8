import Link from 'next/link';
import type { ReactNode } from 'react';
import { ActionForm } from '@/components/forms/action-form';
import { SelectField, TextField } from '@/components/forms/fields';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { translator } from '@/lib/i18n/translator';
import { newId } from '@/lib/ids';
import { OVERLAPS } from '@/lib/portal/change-keys';
import { type KeyScreen, readKeyScreen } from '@/lib/portal/keys';
import { withQuery } from '@/lib/portal/query';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { BudgetCard } from '../../_components/budget-card';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { secretTexts } from '../../_lib/secret-texts';
import { STATUS_TONES } from '../_components/tones';
import { revoke, rotate } from '../actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'keys')('title'));

export default async function KeyPage({ params }: { params: Promise<{ workspace: string; key: string }> }) {
  const { workspace: slug, key: keyId } = await params;
  const { actor, workspace } = await requirePortal(slug, 'keys:view', `/keys/${keyId}`);
  const key = await orScreen(() => readKeyScreen(actor, workspace, keyId));
  const t = translator(workspace.locale, 'keys');
  const base = `/w/${workspace.slug}`;
  // One that was replaced just now still shows its successor's secret there.
  const canBeFollowed = key.may.rotate || (key.may.revoke && key.status === 'replaced');
  return (
    <>
      <BackLink href={`${base}/keys`}>{t('form.back')}</BackLink>
      <PageHeader
        title={key.name}
        actions={
          key.mode === 'live' ? (
            <Link
              href={withQuery(`${base}/usage`, { key: key.id })}
              prefetch={false}
              className={buttonVariants({ variant: 'outline' })}
            >
              {t('key.usage')}
            </Link>
          ) : null
        }
      >
        <code className="font-mono">{key.hint}</code>
      </PageHeader>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Facts workspace={workspace} row={key} />
        <div className="space-y-6">
          {key.mode === 'live' ? (
            <BudgetCard
              workspace={workspace}
              target={{ scope: 'api_key', scopeId: key.id }}
              budgets={key.budgets}
              canEdit={key.may.setBudgets}
            />
          ) : null}
          {canBeFollowed ? <Rotate workspace={workspace} row={key} /> : null}
          {key.may.revoke ? (
            <Disclosure summary={t('revoke.title')}>
              <p>{t('revoke.text')}</p>
              <ActionForm
                action={revoke.bind(null, workspace.slug, key.id)}
                submit={t('revoke.submit')}
                variant="destructive"
              >
                <TextField name="confirm" label={t('revoke.confirm', { name: key.name })} required />
              </ActionForm>
            </Disclosure>
          ) : null}
        </div>
      </div>
    </>
  );
}

function Facts({ workspace, row }: { workspace: PortalWorkspace; row: KeyScreen }) {
  const t = translator(workspace.locale, 'keys');
  const scopeText = (scope: string) =>
    scope === 'read' || scope === 'spend' || scope === 'grant' || scope === 'admin' ? t(`scopes.${scope}`) : scope;
  return (
    <Card>
      <CardContent>
        <dl className="grid gap-x-6 gap-y-4 text-sm sm:grid-cols-2">
          <Fact label={t('list.status')}>
            <Badge tone={STATUS_TONES[row.status]}>{t(`status.${row.status}`)}</Badge>
          </Fact>
          <Fact label={t('key.mode')}>{t(`mode.${row.mode}`)}</Fact>
          <Fact label={t('key.scopes')}>
            {row.scopes.map((scope) => (
              <span key={scope} className="block">
                {scopeText(scope)}
              </span>
            ))}
          </Fact>
          <Fact label={t('key.member')}>{row.member ?? t('form.everybody')}</Fact>
          <Fact label={t('key.spent')}>{row.spent ?? '–'}</Fact>
          <Fact label={t('key.lastUsed')}>{row.lastUsed ?? t('list.never')}</Fact>
          <Fact label={t('key.created')}>{row.created}</Fact>
          <Fact label={t('key.expires')}>{row.expires ?? t('key.never')}</Fact>
          <Fact label={t('key.ips')}>{row.allowedIps.length > 0 ? row.allowedIps.join(', ') : t('key.anywhere')}</Fact>
          {row.replacedBy ? (
            <Fact label={t('key.replacedBy')}>
              <Link
                href={`/w/${workspace.slug}/keys/${row.replacedBy}`}
                prefetch={false}
                className="text-accent-foreground underline underline-offset-4"
              >
                {row.name}
              </Link>
            </Fact>
          ) : null}
        </dl>
      </CardContent>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd className="mt-0.5 break-words">{children}</dd>
    </div>
  );
}

function Rotate({ workspace, row }: { workspace: PortalWorkspace; row: KeyScreen }) {
  const t = translator(workspace.locale, 'keys');
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('rotate.title')}</CardTitle>
      </CardHeader>
      <CardContent>
        <p className="mb-4 text-muted-foreground text-sm">{t('rotate.text')}</p>
        <ActionForm
          action={rotate.bind(null, workspace.slug, row.id)}
          formId={newId()}
          submit={t('rotate.submit')}
          isClosed={!row.may.rotate}
          variant="outline"
          secretTexts={secretTexts(workspace.locale, t('form.secret'))}
        >
          <SelectField
            name="overlap"
            label={t('rotate.overlap')}
            defaultValue="86400"
            options={OVERLAPS.map((value) => ({ value, label: t(`rotate.overlaps.${value}`) }))}
          />
        </ActionForm>
      </CardContent>
    </Card>
  );
}
