'use client';

import { type ReactNode, useActionState, useEffect, useId, useRef, useState } from 'react';
import { cn } from '@/components/cn';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Input } from '@/components/ui/input';
import type { CardChoice, OwnAmountChoice, PackChoice, TopUpScreen } from '@/lib/portal/top-up';
import type { TopUpResult } from '../actions';
import { type OwnAmountTexts, ownAmountQuote, type Total } from '../own-amount';

/** Everything the form says, in the reader's language. */
export interface FormTexts extends OwnAmountTexts {
  legend: string;
  credits: string;
  marked: string;
  own: string;
  amountIn: string;
  failed: string;
  payLegend: string;
  checkout: string;
  checkoutHint: string;
  total: string;
  lineCredits: string;
  lineBonus: string;
  lineGet: string;
  linePrice: string;
  lineFee: string;
  lineTax: string;
  tax: string;
  toPay: string;
  submit: string;
  submitCard: string;
  pending: string;
  pendingCard: string;
  hint: string;
  hintCard: string;
  /** Per pack: '+250 bonus credits'. */
  bonusOf: Record<string, string>;
  /** With `{total}` where the sum stands. */
  get: string;
}

interface TopUpFormProps {
  action: (before: TopUpResult | null, form: FormData) => Promise<TopUpResult>;
  screen: TopUpScreen;
  initialChoice: string;
  texts: FormTexts;
}

/**
 * Choose, see the total, pay on Stripe's page or with a saved card. Without script the radios and the button work the
 * same; only the total of an own amount is then first seen on Stripe's page.
 */
export function TopUpForm({ action, screen, initialChoice, texts }: TopUpFormProps) {
  const { packs, ownAmount, cards } = screen;
  const [result, submit, isPending] = useActionState(action, null);
  const [choice, setChoice] = useState(result?.choice ?? initialChoice);
  const [amount, setAmount] = useState(result?.amount ?? screen.initialAmount);
  const [pay, setPay] = useState(result?.pay ?? cards[0]?.id ?? 'checkout');
  const form = useRef<HTMLFormElement>(null);
  const drawn = useRef({ choice, amount });
  // What was typed or chosen before this script ran stands in the fields, and nobody has told it yet.
  useEffect(() => {
    if (!form.current) return;
    const given = new FormData(form.current);
    const [typed, chosen, by] = ['amount', 'choice', 'pay'].map((name) => given.get(name));
    const isTyped = typeof typed === 'string' && typed !== drawn.current.amount;
    if (isTyped) setAmount(typed);
    if (typeof chosen === 'string') setChoice(isTyped && chosen === drawn.current.choice ? 'own' : chosen);
    if (typeof by === 'string') setPay(by);
  }, []);
  const quote = ownAmount && amount ? ownAmountQuote(amount, ownAmount, texts) : null;
  const total = choice === 'own' ? (quote?.total ?? null) : packTotal(packs.find(({ id }) => id === choice));
  const amountError = result?.field === 'amount' && result.amount === amount ? result.message : quote?.error;

  return (
    <form ref={form} action={submit} className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <input type="hidden" name="purchaseId" value={screen.purchaseId} />
      <input type="hidden" name="currency" value={screen.currency} />
      <div className="space-y-8">
        {result && result.field === null ? (
          <Alert tone="destructive" title={texts.failed}>
            {result.message}
          </Alert>
        ) : null}
        <fieldset className="grid gap-3 sm:grid-cols-2">
          <legend className="mb-3 font-medium text-sm">{texts.legend}</legend>
          {packs.map((pack) => (
            <Choice key={pack.id} value={pack.id} choice={choice} onChoose={setChoice} className={CARD}>
              <PackFace pack={pack} texts={texts} />
            </Choice>
          ))}
          {ownAmount ? (
            <OwnAmount
              own={ownAmount}
              texts={texts}
              amount={amount}
              onAmount={setAmount}
              choice={choice}
              onChoose={setChoice}
              error={choice === 'own' ? amountError : undefined}
            />
          ) : null}
        </fieldset>
        {cards.length > 0 ? <PayChoice cards={cards} pay={pay} onPay={setPay} texts={texts} /> : null}
      </div>
      <Summary total={total} isPending={isPending} isCard={pay !== 'checkout'} texts={texts} />
    </form>
  );
}

const packTotal = (pack: PackChoice | undefined): Total | null => pack ?? null;

interface PayChoiceProps {
  cards: CardChoice[];
  pay: string;
  onPay: (value: string) => void;
  texts: FormTexts;
}

function PayChoice({ cards, pay, onPay, texts }: PayChoiceProps) {
  const face = (label: string, hint: string) => (
    <span className="min-w-0">
      <span className="block font-medium text-sm">{label}</span>
      <span className="block text-muted-foreground text-sm">{hint}</span>
    </span>
  );
  return (
    <fieldset className="grid gap-3 sm:grid-cols-2">
      <legend className="mb-3 font-medium text-sm">{texts.payLegend}</legend>
      {cards.map(({ id, label, expires }) => (
        <Choice key={id} name="pay" value={id} choice={pay} onChoose={onPay} className={CARD}>
          {face(label, expires)}
        </Choice>
      ))}
      <Choice name="pay" value="checkout" choice={pay} onChoose={onPay} className={CARD}>
        {face(texts.checkout, texts.checkoutHint)}
      </Choice>
    </fieldset>
  );
}

interface ChoiceProps {
  name?: string;
  value: string;
  choice: string;
  onChoose: (value: string) => void;
  className?: string;
  children: ReactNode;
}

const CARD =
  'rounded-lg border bg-card shadow-raise hover:border-input has-[input[type=radio]:checked]:border-primary has-[input[type=radio]:checked]:ring-1 has-[input[type=radio]:checked]:ring-primary has-[input[type=radio]:focus-visible]:outline-2 has-[input[type=radio]:focus-visible]:outline-ring has-[input[type=radio]:focus-visible]:outline-offset-2';

function Choice({ name = 'choice', value, choice, onChoose, className, children }: ChoiceProps) {
  return (
    <label className={cn('flex gap-3 p-4', className)}>
      <input
        type="radio"
        name={name}
        value={value}
        checked={choice === value}
        onChange={() => onChoose(value)}
        className="mt-0.5 size-4 shrink-0 scroll-mb-40 accent-primary outline-none"
      />
      {children}
    </label>
  );
}

function PackFace({ pack, texts }: { pack: PackChoice; texts: FormTexts }) {
  return (
    <span className="flex min-w-0 flex-1 flex-col">
      <span className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1">
        <span className="text-muted-foreground text-sm">{pack.name}</span>
        {pack.isFeatured ? <Badge tone="accent">{texts.marked}</Badge> : null}
      </span>
      <span className="figures mt-1 block font-semibold text-xl tracking-tight">
        {pack.credits} <span className="font-normal text-muted-foreground text-sm">{texts.credits}</span>
      </span>
      {pack.bonus ? (
        <span className="figures block font-medium text-accent-foreground text-sm">{texts.bonusOf[pack.id]}</span>
      ) : null}
      <span className="mt-auto block pt-3">
        <span className="figures block font-medium">{pack.price}</span>
        <span className="mt-0.5 block text-muted-foreground text-xs">{pack.validity}</span>
      </span>
    </span>
  );
}

interface OwnAmountProps {
  own: OwnAmountChoice;
  texts: FormTexts;
  amount: string;
  onAmount: (amount: string) => void;
  choice: string;
  onChoose: (value: string) => void;
  error: string | undefined;
}

function OwnAmount({ own, texts, amount, onAmount, choice, onChoose, error }: OwnAmountProps) {
  const id = useId();
  return (
    // The legend counts as a child too: alone in its row, it takes the whole of it.
    <div className={cn(CARD, 'sm:last:even:col-span-2')}>
      <Choice value="own" choice={choice} onChoose={onChoose} className="pb-2">
        <span className="min-w-0 flex-1">
          <span className="font-medium text-sm">{texts.own}</span>
          <span className="figures block text-muted-foreground text-sm">{own.range}</span>
        </span>
      </Choice>
      <div className="px-4 pb-4 pl-11">
        <label htmlFor={`${id}-amount`} className="sr-only">
          {texts.amountIn}
        </label>
        <div className="flex items-center gap-2">
          <Input
            id={`${id}-amount`}
            name="amount"
            inputMode="decimal"
            autoComplete="off"
            placeholder={own.placeholder}
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

interface SummaryProps {
  total: Total | null;
  isPending: boolean;
  isCard: boolean;
  texts: FormTexts;
}

/** Beside the form on wide screens; on phones it stays at the lower edge, so that the button is always in reach. */
function Summary({ total, isPending, isCard, texts }: SummaryProps) {
  const hint = isCard ? texts.hintCard : texts.hint;
  return (
    <div className="max-lg:contents lg:sticky lg:top-10">
      <Card
        className="p-5 max-lg:[@media(min-height:30rem)]:sticky max-lg:bottom-3 max-lg:z-10 max-lg:p-4 max-lg:shadow-pop"
        aria-labelledby="total-title"
      >
        <h2 id="total-title" className="font-medium text-base max-lg:sr-only">
          {texts.total}
        </h2>
        <dl className="figures space-y-2 text-sm lg:mt-4" aria-live="polite">
          <Line
            label={texts.lineCredits}
            value={total?.credits ?? '–'}
            className={total?.bonus ? 'max-lg:hidden' : ''}
          />
          {total?.bonus ? <Line label={texts.lineBonus} value={`+${total.bonus}`} className="max-lg:hidden" /> : null}
          {total?.bonus ? (
            <Line label={texts.lineGet} value={texts.get.replace('{total}', total.totalCredits)} />
          ) : null}
          {total?.fee ? <Line label={texts.linePrice} value={total.price} className="max-lg:hidden" /> : null}
          {total?.fee ? <Line label={texts.lineFee} value={total.fee} /> : null}
          <Line label={texts.lineTax} value={texts.tax} className="max-lg:hidden" />
          <div className="flex items-baseline justify-between gap-4 lg:border-t lg:pt-3">
            <dt>{texts.toPay}</dt>
            <dd className="font-semibold text-xl">{total?.total ?? '–'}</dd>
          </div>
        </dl>
        <Button type="submit" size="lg" className="mt-5 w-full max-lg:mt-3" disabled={isPending}>
          {submitText(texts, isPending, isCard)}
        </Button>
        <p className="mt-3 text-muted-foreground text-xs max-lg:hidden">
          {total ? `${total.validity}. ` : ''}
          {hint}
        </p>
      </Card>
      <p className="text-muted-foreground text-xs lg:hidden">{hint}</p>
    </div>
  );
}

function submitText(texts: FormTexts, isPending: boolean, isCard: boolean): string {
  if (isPending) return isCard ? texts.pendingCard : texts.pending;
  return isCard ? texts.submitCard : texts.submit;
}

function Line({ label, value, className }: { label: string; value: string; className?: string }) {
  return (
    <div className={cn('flex items-baseline justify-between gap-4', className)}>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="text-right">{value}</dd>
    </div>
  );
}
