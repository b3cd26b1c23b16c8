import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import type { Translator } from '@/lib/i18n/translator';
import type { SetUpField, SetUpScreen } from '@/lib/portal/automatic-set-up';

interface SetUpFieldsProps {
  t: Translator<'automatic'>;
  screen: SetUpScreen;
  /** The page's own address: the form only asks. */
  action: string;
}

/** The figures. Sent by address, so that what is shown beside can be gone back to and sent on. */
export function SetUpFields({ t, screen, action }: SetUpFieldsProps) {
  const { form, errors } = screen;
  return (
    <Card>
      <form method="get" action={action} className="space-y-5 p-5">
        <Field
          name="threshold"
          label={t('setUp.threshold')}
          value={form.threshold}
          error={errors.threshold}
          hint={t('setUp.thresholdHint', { balance: screen.balance })}
        />
        <Items t={t} screen={screen} />
        <fieldset className="space-y-4">
          <legend className="mb-3 font-medium text-sm">{t('setUp.caps', { currency: screen.currency })}</legend>
          <Field
            name="attempt"
            label={t('setUp.attempt')}
            value={form.attempt}
            error={errors.attempt}
            hint={t('setUp.attemptHint')}
          />
          <Field name="day" label={t('setUp.day')} value={form.day} error={errors.day} />
          <Field
            name="month"
            label={t('setUp.month')}
            value={form.month}
            error={errors.month}
            hint={t('setUp.zone', { zone: screen.zone })}
          />
        </fieldset>
        <Button type="submit" variant={screen.review ? 'outline' : 'primary'}>
          {t(screen.review ? 'setUp.recheck' : 'setUp.check')}
        </Button>
      </form>
    </Card>
  );
}

function Items({ t, screen }: { t: Translator<'automatic'>; screen: SetUpScreen }) {
  const { form, errors } = screen;
  return (
    <fieldset className="space-y-2" aria-describedby={errors.item ? 'item-error' : undefined}>
      <legend className="mb-2 font-medium text-sm">{t('setUp.item')}</legend>
      {screen.packs.map((pack) => (
        <Choice key={pack.id} value={pack.id} isChosen={form.item === pack.id}>
          {pack.text}
        </Choice>
      ))}
      {screen.ownCurrency ? (
        <div className="space-y-2">
          <Choice value="own" isChosen={form.item === 'own'}>
            {t('setUp.own')}
          </Choice>
          <div className="pl-7">
            <Field
              name="amount"
              label={t('setUp.ownAmount', { currency: screen.ownCurrency })}
              value={form.amount}
              error={errors.amount}
            />
          </div>
        </div>
      ) : null}
      {errors.item ? (
        <p id="item-error" className="text-destructive text-xs">
          {errors.item}
        </p>
      ) : null}
    </fieldset>
  );
}

function Choice({ value, isChosen, children }: { value: string; isChosen: boolean; children: ReactNode }) {
  return (
    <label className="figures flex items-center gap-3 text-sm">
      <input type="radio" name="item" value={value} defaultChecked={isChosen} className="size-4 accent-primary" />
      {children}
    </label>
  );
}

interface FieldProps {
  name: SetUpField;
  label: string;
  value: string;
  error: string | undefined;
  hint?: string;
}

function Field({ name, label, value, error, hint }: FieldProps) {
  const help = error ?? hint;
  return (
    <div className="space-y-1.5">
      <Label htmlFor={`auto-${name}`} className="block">
        {label}
      </Label>
      <Input
        id={`auto-${name}`}
        name={name}
        defaultValue={value}
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={error ? true : undefined}
        aria-describedby={help ? `auto-${name}-help` : undefined}
        className="figures max-w-52"
      />
      {help ? (
        <p id={`auto-${name}-help`} className={error ? 'text-destructive text-xs' : 'text-muted-foreground text-xs'}>
          {help}
        </p>
      ) : null}
    </div>
  );
}
