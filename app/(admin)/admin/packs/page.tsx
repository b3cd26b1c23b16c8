import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { ActionForm } from '@/components/forms/action-form';
import { TextField } from '@/components/forms/fields';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { listCreditPrices, listManagedPacks, type ManagedPack } from '@/lib/billing/edit-packs';
import type { CreditPrice } from '@/lib/billing/types';
import { one, type SearchParams } from '@/lib/portal/query';
import { Fact, Facts, Folded, Nothing, Section } from '../_components/parts';
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

const termText = (days: number | null, t: ConsoleTexts): string =>
  days === null ? t('packs.forever') : t('packs.validFor', { count: days });

function Pack({ pack, isFirst, isLast, t, f }: TextsProps & { pack: ManagedPack; isFirst: boolean; isLast: boolean }) {
  const term = (days: number | null) => termText(days, t);
  return (
    <li className="flex items-center justify-between gap-4 border-t px-5 py-4 text-sm">
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
        <p className="figures mt-1">
          {pack.prices.map(({ currency, priceMinor }) => f.money(priceMinor, currency)).join(' · ')}
          <span className="text-muted-foreground">
            {' · '}
            {pack.bonusMicro > 0n
              ? t('packs.amountBonus', { amount: f.credits(pack.creditMicro), bonus: f.credits(pack.bonusMicro) })
              : t('packs.amount', { amount: f.credits(pack.creditMicro) })}
          </span>
        </p>
        <p className="text-muted-foreground text-xs">
          {term(pack.validDays)}
          {pack.bonusMicro > 0n ? ` · ${t('packs.bonusTerm', { term: term(pack.bonusValidDays) })}` : ''}
        </p>
      </div>
      <div className="flex shrink-0 gap-1">
        <Move pack={pack} direction="up" isPossible={!isFirst} t={t} />
        <Move pack={pack} direction="down" isPossible={!isLast} t={t} />
      </div>
    </li>
  );
}

interface MoveProps {
  pack: ManagedPack;
  direction: 'up' | 'down';
  isPossible: boolean;
  t: ConsoleTexts;
}

/** Keeps its place where there is nowhere to go, so that the arrows stand in two columns. */
function Move({ pack, direction, isPossible, t }: MoveProps) {
  if (!isPossible) return <span className="size-9" />;
  const Arrow = direction === 'up' ? ArrowUp : ArrowDown;
  return (
    <ActionForm
      action={movePackAction.bind(null, pack.id, direction)}
      submit={<Arrow aria-hidden="true" />}
      submitLabel={t(direction === 'up' ? 'packs.upOf' : 'packs.downOf', { name: pack.name })}
      variant="ghost"
      size="icon"
      inline
    />
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
              cost: f.unitPrice(price.unitCostNano, price.currency),
              min: f.money(price.minMinor, price.currency),
              max: f.money(price.maxMinor, price.currency),
            })}
            <span className="block text-muted-foreground text-xs">{termText(price.validDays, t)}</span>
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
        <ActionForm action={setPriceAction} submit={t('prices.set')} className="max-w-2xl">
          <div className="grid gap-5 sm:grid-cols-2">
            <TextField name="currency" label={t('customer.currency')} maxLength={3} inputClass="uppercase" required />
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
      </Folded>
    </>
  );
}
