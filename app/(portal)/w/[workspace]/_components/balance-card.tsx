import { CalendarClock, Gauge, Landmark } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '@/components/cn';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Figure } from '@/components/ui/figure';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import type { BalanceCard as Balance } from '@/lib/portal/overview';

interface BalanceCardProps {
  locale: AnyLocale;
  balance: Balance;
  /** 'Available', or whose it is. */
  title: string;
  note?: string;
  topUpHref: string | null;
  /** Whether the figures keep themselves up to date. */
  live: ReactNode;
}

/** What is left, in the biggest type of the portal, and what people ask next: worth, pace, expiry. */
export function BalanceCard({ locale, balance, title, note, topUpHref, live }: BalanceCardProps) {
  const t = translator(locale, 'overview');
  return (
    <Card aria-labelledby="balance-title">
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-6 p-5 sm:p-7">
        <div className="min-w-0">
          <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground text-sm">
            <h2 id="balance-title">{title}</h2>
            {live}
          </div>
          <Figure {...balance.available} unit={t('credits')} />
          {note ? <p className="mt-3 text-muted-foreground text-sm">{note}</p> : null}
          <Parts locale={locale} balance={balance} />
          {balance.updated ? (
            <p className="mt-3 text-muted-foreground text-xs">{t('updated', { at: balance.updated })}</p>
          ) : null}
        </div>
        {topUpHref ? (
          <Link
            prefetch={false}
            href={topUpHref}
            className={buttonVariants({ size: 'lg', className: 'max-sm:w-full' })}
          >
            {t('topUp')}
          </Link>
        ) : (
          <p className="max-w-48 text-muted-foreground text-sm">{t('cannotTopUp')}</p>
        )}
      </div>
      <Facts locale={locale} balance={balance} />
    </Card>
  );
}

function Facts({ locale, balance }: { locale: AnyLocale; balance: Balance }) {
  const t = translator(locale, 'overview');
  const { nextExpiry, value, runway, isEmpty, frozen } = balance;
  return (
    <dl className="grid border-t sm:grid-cols-3 sm:divide-x max-sm:divide-y">
      <Fact icon={<Gauge />} label={t('pace.label')} detail={runway.basis} isPressing={runway.isShort}>
        {runway.text ?? (isEmpty ? '–' : t('pace.noEnd'))}
      </Fact>
      <Fact
        icon={<CalendarClock />}
        label={t('expiry.label')}
        detail={
          nextExpiry
            ? t('expiry.detail', { date: nextExpiry.date, relative: nextExpiry.relative })
            : t(frozen ? 'expiry.noneFree' : 'expiry.noneDetail')
        }
      >
        {nextExpiry ? t('expiry.amount', { amount: nextExpiry.amount }) : t('expiry.none')}
      </Fact>
      <Fact
        icon={<Landmark />}
        label={t('value.label')}
        detail={t(value ? 'value.detail' : frozen ? 'value.frozenDetail' : 'value.noneDetail')}
      >
        {value ?? t('value.none')}
      </Fact>
    </dl>
  );
}

interface FactProps {
  icon: ReactNode;
  label: string;
  detail: string;
  isPressing?: boolean;
  children: ReactNode;
}

function Fact({ icon, label, detail, isPressing, children }: FactProps) {
  return (
    <div className="px-5 py-4 sm:px-7">
      <dt className="flex items-center gap-2 text-muted-foreground text-sm [&_svg]:size-4">
        <span aria-hidden="true">{icon}</span>
        {label}
      </dt>
      <dd className={cn('figures mt-1.5 font-medium text-lg', isPressing && 'text-warning')}>{children}</dd>
      <dd className="mt-0.5 text-muted-foreground text-xs">{detail}</dd>
    </div>
  );
}

/** Only what there is: most wallets hold nothing back. */
function Parts({ locale, balance }: { locale: AnyLocale; balance: Balance }) {
  const t = translator(locale, 'overview');
  const parts = [
    { label: t('parts.held'), amount: balance.held },
    { label: t('parts.frozen'), amount: balance.frozen },
    { label: t('parts.arriving'), amount: balance.arriving },
    { label: t('parts.elsewhere'), amount: balance.elsewhere },
    { label: t('parts.scheduled'), amount: balance.scheduled },
    { label: t('parts.debt'), amount: balance.debt },
    ...balance.scoped.map(({ amount, features }) => ({ label: t('parts.scoped', { features }), amount })),
  ].filter(({ amount }) => amount !== null);
  if (parts.length === 0) return null;
  return (
    <ul className="mt-4 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {parts.map(({ label, amount }) => (
        <li key={label} className="text-muted-foreground">
          <span className="figures font-medium text-foreground">{amount}</span> {label}
        </li>
      ))}
    </ul>
  );
}
