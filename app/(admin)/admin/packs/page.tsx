import Link from 'next/link';
import { ActionForm } from '@/components/forms/action-form';
import { TextField } from '@/components/forms/fields';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { unitCostText } from '@/lib/admin/parse';
import { listCreditPrices, listManagedPacks, type ManagedPack } from '@/lib/billing/edit-packs';
import type { CreditPrice } from '@/lib/billing/types';
import { one, type SearchParams } from '@/lib/portal/query';
import { Fact, Facts, Folded, Inset, Nothing, Section } from '../_components/parts';
import { ReasonField } from '../_components/reason-field';
import { type ConsoleFormats, type ConsoleTexts, consoleTitle, orScreen, requireConsole } from '../_lib/console';
import { movePackAction, removePriceAction, setPriceAction } from './actions';

export const generateMetadata = consoleTitle('packs');

interface TextsProps {
  t: ConsoleTexts;
  f: ConsoleFormats;
}

export default async function PacksPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { actor, t, f } = await requireConsole('packs:view', '/admin/packs');
  const packs = await orScreen(() => listManagedPacks(actor));
  const prices = await orScreen(() => listCreditPrices(actor));
  return (
    <>
      <PageHeader
        title={t('nav.packs')}
        actions={
          <Link prefetch={false} href="/admin/packs/new" className={buttonVariants()}>
            {t('packs.create')}
          </Link>
        }
      >
        {t('packs.intro')}
      </PageHeader>
      <div className="space-y-6">
        {one(await searchParams, 'saved') === 'yes' ? <Alert tone="success">{t('packs.saved')}</Alert> : null}
        <Section title={t('packs.list')}>
          {packs.length === 0 ? (
            <Nothing>{t('packs.empty')}</Nothing>
          ) : (
            <ul>
              {packs.map((pack, index) => (
                <Pack key={pack.id} pack={pack} isFirst={index === 0} isLast={index === packs.length - 1} t={t} f={f} />
              ))}
            </ul>
          )}
        </Section>
        <Section title={t('prices.title')} note={t('prices.note')}>
          <Prices prices={prices} t={t} f={f} />
        </Section>
      </div>
    </>
  );
}

function Pack({ pack, isFirst, isLast, t, f }: TextsProps & { pack: ManagedPack; isFirst: boolean; isLast: boolean }) {
  const term = (days: number | null) => (days === null ? t('never') : t('packs.days', { count: days }));
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t px-5 py-4 text-sm">
      <div className="min-w-0">
        <Link
          prefetch={false}
          href={`/admin/packs/${pack.id}`}
          className="font-medium text-base underline-offset-4 hover:underline"
        >
          {pack.name}
        </Link>{' '}
        <Badge tone={pack.isActive ? 'success' : 'neutral'}>
          {pack.isActive ? t('packs.active') : t('packs.inactive')}
        </Badge>{' '}
        {pack.isFeatured ? <Badge tone="accent">{t('packs.featured')}</Badge> : null}
        <p className="figures mt-1 text-muted-foreground">
          {f.credits(pack.creditMicro)}
          {pack.bonusMicro > 0n ? ` + ${f.credits(pack.bonusMicro)}` : ''} {t('columns.credits')} ·{' '}
          {pack.prices.map(({ currency, priceMinor }) => f.money(priceMinor, currency)).join(' · ')}
        </p>
        <p className="text-muted-foreground text-xs">
          {t('columns.ends')}: {term(pack.validDays)}
          {pack.bonusMicro > 0n ? ` · ${t('packs.bonus')}: ${term(pack.bonusValidDays)}` : ''}
        </p>
      </div>
      <div className="flex gap-2">
        {isFirst ? null : (
          <ActionForm
            action={movePackAction.bind(null, pack.id, 'up')}
            submit={t('packs.up')}
            submitLabel={t('packs.upOf', { name: pack.name })}
            variant="outline"
            size="sm"
            inline
          />
        )}
        {isLast ? null : (
          <ActionForm
            action={movePackAction.bind(null, pack.id, 'down')}
            submit={t('packs.down')}
            submitLabel={t('packs.downOf', { name: pack.name })}
            variant="outline"
            size="sm"
            inline
          />
        )}
      </div>
    </li>
  );
}

function Prices({ prices, t, f }: TextsProps & { prices: CreditPrice[] }) {
  return (
    <>
      {prices.length === 0 ? <Nothing>{t('prices.empty')}</Nothing> : null}
      <Facts>
        {prices.map((price) => (
          <Fact key={price.currency} label={price.currency.toUpperCase()}>
            {t('prices.line', {
              cost: unitCostText(price.unitCostNano),
              min: f.money(price.minMinor, price.currency),
              max: f.money(price.maxMinor, price.currency),
            })}
            <span className="block text-muted-foreground text-xs">
              {t('columns.ends')}: {price.validDays === null ? t('never') : t('packs.days', { count: price.validDays })}
            </span>
          </Fact>
        ))}
      </Facts>
      {prices.map(({ currency }) => (
        <Folded key={currency} title={t('prices.removeOf', { currency: currency.toUpperCase() })}>
          <ActionForm
            action={removePriceAction.bind(null, currency)}
            submit={t('prices.remove')}
            submitLabel={t('prices.removeOf', { currency: currency.toUpperCase() })}
            variant="destructive"
          >
            <ReasonField t={t} />
          </ActionForm>
        </Folded>
      ))}
      <Folded title={t('prices.add')}>
        <Inset>
          <ActionForm action={setPriceAction} submit={t('prices.set')} className="max-w-2xl">
            <div className="grid gap-5 sm:grid-cols-2">
              <TextField name="currency" label={t('customer.currency')} maxLength={3} required />
              <TextField
                name="unitCost"
                label={t('prices.unitCost')}
                help={t('prices.unitCostHelp')}
                inputMode="decimal"
                required
              />
              <TextField name="min" label={t('prices.min')} inputMode="decimal" required />
              <TextField name="max" label={t('prices.max')} inputMode="decimal" required />
              <TextField name="validDays" label={t('packs.validDays')} help={t('packs.daysHelp')} inputMode="numeric" />
            </div>
            <ReasonField t={t} />
          </ActionForm>
        </Inset>
      </Folded>
    </>
  );
}
