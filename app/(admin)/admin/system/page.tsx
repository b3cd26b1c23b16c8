import { ActionForm } from '@/components/forms/action-form';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { readSystem } from '@/lib/admin/system';
import { Fact, Facts, Folded, Id, Inset, Section } from '../_components/parts';
import { CheckWords, VerifyState } from '../_components/verify-state';
import { consoleTitle, orScreen, requireConsole, ZONE } from '../_lib/console';
import { verifyAction } from './actions';

export const generateMetadata = consoleTitle('system');

const MEGABYTE = 1_000_000n;

export default async function SystemPage() {
  const { actor, locale, t, f } = await requireConsole('operator:view', '/admin/system');
  const system = await orScreen(() => readSystem(actor));
  const now = new Date();
  const newest = system.migrations.at(-1);
  return (
    <>
      <PageHeader title={t('nav.system')}>{t('system.intro')}</PageHeader>
      <div className="space-y-6">
        {system.stripe === 'sandbox' ? (
          <Alert tone="warning" title={t('system.sandboxTitle')}>
            {t('system.sandboxText')}
          </Alert>
        ) : null}
        {system.missingMigrations.length > 0 ? (
          <Alert tone="destructive" title={t('system.missingTitle')}>
            {system.missingMigrations.join(', ')}
          </Alert>
        ) : null}
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Section title={t('system.installation')}>
            <Facts>
              <Fact label={t('system.version')}>{system.version}</Fact>
              <Fact label={t('system.environment')}>{system.environment}</Fact>
              <Fact label={t('system.address')}>
                <span translate="no">{system.baseUrl}</span>
              </Fact>
              <Fact label="Stripe">
                <Badge tone={system.stripe === 'live' ? 'success' : 'warning'}>
                  {t(`stripeKinds.${system.stripe}`)}
                </Badge>
              </Fact>
              <Fact label="Node.js">{system.node}</Fact>
              <Fact label="PostgreSQL">{system.database.version}</Fact>
              <Fact label={t('system.database')}>
                <span translate="no">{system.database.name}</span> ·{' '}
                {t('system.megabytes', { size: f.count(system.database.sizeBytes / MEGABYTE) })}
              </Fact>
              <Fact label={t('system.migrations')}>
                {t('system.applied', { count: system.migrations.length })}
                {newest ? (
                  <span className="block text-muted-foreground text-xs">
                    <Id>{newest.name}</Id>
                  </span>
                ) : null}
              </Fact>
            </Facts>
            <Folded title={t('system.allMigrations')}>
              <ul className="space-y-1 text-xs">
                {system.migrations.map(({ name, appliedAt }) => (
                  <li key={name} className="flex flex-wrap justify-between gap-x-4">
                    <Id>{name}</Id>
                    <span className="figures text-muted-foreground">
                      {appliedAt ? f.dateTime(appliedAt, ZONE) : '–'}
                    </span>
                  </li>
                ))}
              </ul>
            </Folded>
          </Section>
          <div className="space-y-6">
            <Section title={t('system.queues')} note={t('system.queuesNote')}>
              <Facts>
                {system.queues.map(({ name, due, oldestDueAt }) => (
                  <Fact key={name} label={t(`queues.${name}`)}>
                    {t('system.due', { count: due })}
                    {oldestDueAt ? (
                      <span className="block text-muted-foreground text-xs">
                        {t('system.since', { when: f.relative(oldestDueAt, now) })}
                      </span>
                    ) : null}
                  </Fact>
                ))}
              </Facts>
            </Section>
            <Section title={t('system.verify')} note={t('system.verifyNote')}>
              <Facts>
                <VerifyState run={system.lastVerify} locale={locale} t={t} f={f} />
              </Facts>
              <Inset>
                <ActionForm action={verifyAction} submit={t('system.verifyNow')} variant="outline" />
              </Inset>
              <Folded title={t('system.allChecks')}>
                <dl className="space-y-3 text-sm">
                  {system.checks.map((check) => (
                    <CheckWords key={check.check} check={check} locale={locale} />
                  ))}
                </dl>
              </Folded>
            </Section>
          </div>
        </div>
      </div>
    </>
  );
}
