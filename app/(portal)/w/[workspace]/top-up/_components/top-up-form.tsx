'use client';

import { type ReactNode, useActionState, useId, useState } from 'react';
import { cn } from '@/components/cn';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Input } from '@/components/ui/input';
import type { OwnAmountChoice, PackChoice } from '@/lib/portal/top-up';
import type { TopUpResult } from '../actions';
import { ownAmountQuote } from '../own-amount';

interface TopUpFormProps {
  action: (before: TopUpResult | null, form: FormData) => Promise<TopUpResult>;
  purchaseId: string;
  packs: PackChoice[];
  ownAmount: OwnAmountChoice | null;
  initialChoice: string;
  initialAmount: string;
}

/** What will be paid and got; null while an own amount is no amount yet. */
interface Total {
  credits: string;
  bonus: string | null;
  total: string;
  price: string;
  validity: string;
}

/**
 * Choose, see the total, pay on Stripe's page. Without script the radios and the button work the same; only the total
 * of an own amount is then first seen on Stripe's page.
 */
export function TopUpForm({ action, purchaseId, packs, ownAmount, initialChoice, initialAmount }: TopUpFormProps) {
  const [result, submit, isPending] = useActionState(action, null);
  const [choice, setChoice] = useState(result?.choice ?? initialChoice);
  const [amount, setAmount] = useState(result?.amount ?? initialAmount);
  const quote = ownAmount && amount ? ownAmountQuote(amount, ownAmount) : null;
  const total = choice === 'own' ? (quote?.total ?? null) : packTotal(packs.find(({ id }) => id === choice));
  const amountError = result?.field === 'amount' && result.amount === amount ? result.message : quote?.error;

  return (
    <form action={submit} className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <input type="hidden" name="purchaseId" value={purchaseId} />
      <div className="space-y-4">
        {result && result.field === null ? (
          <Alert tone="destructive" title="That did not work">
            {result.message}
          </Alert>
        ) : null}
        <fieldset className="grid gap-3 sm:grid-cols-2">
          <legend className="mb-3 font-medium text-sm">How many credits?</legend>
          {packs.map((pack) => (
            <Choice key={pack.id} value={pack.id} choice={choice} onChoose={setChoice} className={CARD}>
              <PackFace pack={pack} />
            </Choice>
          ))}
          {ownAmount ? (
            <OwnAmount
              own={ownAmount}
              amount={amount}
              onAmount={setAmount}
              choice={choice}
              onChoose={setChoice}
              error={choice === 'own' ? amountError : undefined}
            />
          ) : null}
        </fieldset>
      </div>
      <Summary total={total} isPending={isPending} ownRate={ownAmount?.rate ?? null} />
    </form>
  );
}

const packTotal = (pack: PackChoice | undefined): Total | null =>
  pack
    ? { credits: pack.credits, bonus: pack.bonus, total: pack.totalCredits, price: pack.price, validity: pack.validity }
    : null;

interface ChoiceProps {
  value: string;
  choice: string;
  onChoose: (value: string) => void;
  className?: string;
  children: ReactNode;
}

const CARD =
  'rounded-lg border bg-card shadow-raise hover:border-input has-[input[type=radio]:checked]:border-primary has-[input[type=radio]:checked]:ring-1 has-[input[type=radio]:checked]:ring-primary has-[input[type=radio]:focus-visible]:outline-2 has-[input[type=radio]:focus-visible]:outline-ring has-[input[type=radio]:focus-visible]:outline-offset-2';

function Choice({ value, choice, onChoose, className, children }: ChoiceProps) {
  return (
    <label className={cn('flex gap-3 p-4', className)}>
      <input
        type="radio"
        name="choice"
        value={value}
        checked={choice === value}
        onChange={() => onChoose(value)}
        className="mt-0.5 size-4 shrink-0 scroll-mb-40 accent-primary outline-none"
      />
      {children}
    </label>
  );
}

function PackFace({ pack }: { pack: PackChoice }) {
  return (
    <span className="flex min-w-0 flex-1 flex-col">
      <span className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1">
        <span className="text-muted-foreground text-sm">{pack.name}</span>
        {pack.isFeatured ? <Badge tone="accent">Most chosen</Badge> : null}
      </span>
      <span className="figures mt-1 block font-semibold text-xl tracking-tight">
        {pack.credits} <span className="font-normal text-muted-foreground text-sm">credits</span>
      </span>
      {pack.bonus ? (
        <span className="figures block font-medium text-accent-foreground text-sm">+{pack.bonus} bonus credits</span>
      ) : null}
      <span className="mt-auto flex items-baseline justify-between gap-3 pt-3">
        <span className="figures font-medium">{pack.price}</span>
        <span className="text-right text-muted-foreground text-xs">{pack.validity}</span>
      </span>
    </span>
  );
}

interface OwnAmountProps {
  own: OwnAmountChoice;
  amount: string;
  onAmount: (amount: string) => void;
  choice: string;
  onChoose: (value: string) => void;
  error: string | undefined;
}

function OwnAmount({ own, amount, onAmount, choice, onChoose, error }: OwnAmountProps) {
  const id = useId();
  return (
    <div className={cn(CARD, 'sm:last:odd:col-span-2')}>
      <Choice value="own" choice={choice} onChoose={onChoose} className="pb-2">
        <span className="min-w-0 flex-1">
          <span className="font-medium text-sm">An amount of your own</span>
          <span className="figures block text-muted-foreground text-sm">
            {own.min} to {own.max}, {own.rate}
          </span>
        </span>
      </Choice>
      <div className="px-4 pb-4 pl-11">
        <label htmlFor={`${id}-amount`} className="sr-only">
          Amount in {own.currency.toUpperCase()}
        </label>
        <div className="flex items-center gap-2">
          <Input
            id={`${id}-amount`}
            name="amount"
            inputMode="decimal"
            autoComplete="off"
            placeholder={own.min.replace(/[^\d.,]/g, '')}
            value={amount}
            onChange={(event) => {
              onAmount(event.target.value);
              onChoose('own');
            }}
            aria-invalid={error ? true : undefined}
            aria-describedby={`${id}-help`}
            className="figures max-w-44 scroll-mb-40"
          />
          <span className="text-muted-foreground text-sm">{own.currency.toUpperCase()}</span>
        </div>
        <p id={`${id}-help`} className={cn('mt-1.5 text-xs', error ? 'text-destructive' : 'text-muted-foreground')}>
          {error ?? `${own.validity}.`}
        </p>
      </div>
    </div>
  );
}

/** Beside the form on wide screens; on phones it stays at the lower edge, so that the button is always in reach. */
function Summary({ total, isPending, ownRate }: { total: Total | null; isPending: boolean; ownRate: string | null }) {
  const terms = total?.validity ?? ownRate;
  return (
    <div className="max-lg:contents lg:sticky lg:top-10">
      <Card
        className="p-5 max-lg:sticky max-lg:bottom-3 max-lg:z-10 max-lg:p-4 max-lg:shadow-pop"
        aria-labelledby="total-title"
      >
        <h2 id="total-title" className="font-medium text-base max-lg:sr-only">
          Total
        </h2>
        <dl className="figures space-y-2 text-sm lg:mt-4" aria-live="polite">
          <Line label="Credits" value={total?.credits ?? '–'} className={total?.bonus ? 'max-lg:hidden' : ''} />
          {total?.bonus ? <Line label="Bonus" value={`+${total.bonus}`} className="max-lg:hidden" /> : null}
          {total?.bonus ? <Line label="You get" value={`${total.total} credits`} /> : null}
          <div className="flex items-baseline justify-between gap-4 lg:border-t lg:pt-3">
            <dt>To pay</dt>
            <dd className="font-semibold text-xl">{total?.price ?? '–'}</dd>
          </div>
        </dl>
        <Button type="submit" size="lg" className="mt-5 w-full max-lg:mt-3" disabled={isPending}>
          {isPending ? 'Opening the payment page…' : 'Continue to payment'}
        </Button>
        <p className="mt-3 text-muted-foreground text-xs max-lg:hidden">
          {terms ? `${terms}. ` : ''}
          {PAYMENT_HINT}
        </p>
      </Card>
      <p className="text-muted-foreground text-xs lg:hidden">{PAYMENT_HINT}</p>
    </div>
  );
}

const PAYMENT_HINT = 'You pay on Stripe’s page. Tax, if any is due, is shown there before you pay.';

function Line({ label, value, className }: { label: string; value: string; className?: string }) {
  return (
    <div className={cn('flex items-baseline justify-between gap-4', className)}>
      <dt className="text-muted-foreground">{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
