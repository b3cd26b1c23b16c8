'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from '../cn';
import { Input, Select } from '../ui/input';
import { Label } from '../ui/label';
import { useFormContext } from './action-form';

interface FieldProps {
  name: string;
  label: string;
  help?: ReactNode;
  /** The label is for ears only, where the place says it to the eye. */
  hideLabel?: boolean;
  className?: string;
}

/** Everything but the control itself: label, help, and what is wrong with it. */
function useField({ name, help, row }: Pick<TextFieldProps, 'name' | 'help' | 'row'>) {
  const id = useId();
  const { state } = useFormContext();
  const error = state?.fields[row === undefined ? name : `${name}.${row}`];
  const isDescribed = error !== undefined || (help !== undefined && help !== null);
  return {
    id,
    error,
    value: state?.values[name]?.[row ?? 0],
    control: {
      id,
      name,
      'aria-invalid': error ? (true as const) : undefined,
      'aria-describedby': isDescribed ? `${id}-help` : undefined,
    },
  };
}

function Frame({
  id,
  label,
  help,
  error,
  hideLabel,
  className,
  children,
}: Omit<FieldProps, 'name'> & { id: string; error: string | undefined; children: ReactNode }) {
  return (
    <div className={className}>
      <Label htmlFor={id} className={hideLabel ? 'sr-only' : 'mb-1.5 block'}>
        {label}
      </Label>
      {children}
      {error || help ? (
        <div id={`${id}-help`} className={cn('mt-1.5 text-xs', error ? 'text-destructive' : 'text-muted-foreground')}>
          {error ?? help}
        </div>
      ) : null}
    </div>
  );
}

type TextFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, 'name' | 'className'> & {
    inputClass?: string;
    /** For one of several fields of this name: which one it was when the form was sent. */
    row?: number;
  };

export function TextField({
  name,
  label,
  help,
  hideLabel,
  className,
  row,
  inputClass,
  defaultValue,
  ...props
}: TextFieldProps) {
  const { id, error, value, control } = useField({ name, help, row });
  return (
    <Frame {...{ id, label, help, error, hideLabel, className }}>
      <Input
        {...control}
        key={value}
        defaultValue={value ?? defaultValue}
        autoComplete="off"
        className={inputClass}
        {...props}
      />
    </Frame>
  );
}

type TextAreaFieldProps = FieldProps & Omit<ComponentProps<'textarea'>, 'name' | 'className'>;

export function TextAreaField({ name, label, help, hideLabel, className, defaultValue, ...props }: TextAreaFieldProps) {
  const { id, error, value, control } = useField({ name, help });
  return (
    <Frame {...{ id, label, help, error, hideLabel, className }}>
      <textarea
        {...control}
        key={value}
        defaultValue={value ?? defaultValue}
        className="w-full rounded-md border border-input bg-card px-3 py-2 text-base text-foreground shadow-raise placeholder:text-muted-foreground focus-visible:outline-offset-0 aria-invalid:border-destructive sm:text-sm"
        {...props}
      />
    </Frame>
  );
}

export interface Option {
  value: string;
  label: string;
}

type SelectFieldProps = FieldProps & { options: readonly Option[]; defaultValue?: string; selectClass?: string };

export function SelectField({
  name,
  label,
  help,
  hideLabel,
  className,
  options,
  defaultValue,
  selectClass,
}: SelectFieldProps) {
  const { id, error, value, control } = useField({ name, help });
  return (
    <Frame {...{ id, label, help, error, hideLabel, className }}>
      <Select {...control} key={value} defaultValue={value ?? defaultValue} className={selectClass}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Frame>
  );
}

export interface Choice extends Option {
  /** One line on what it means. */
  meaning?: string;
}

interface ChoicesProps {
  name: string;
  legend: string;
  /** The legend is for ears only, where a title says it to the eye. */
  hideLegend?: boolean;
  help?: string;
  choices: readonly Choice[];
  /** One of them, or any number. */
  type: 'radio' | 'checkbox';
  defaultValues?: readonly string[];
  className?: string;
  /** Many short ones beside each other. */
  columns?: boolean;
  /** The labels are words of the API, which no translator may touch. */
  isCode?: boolean;
}

/** Radios or checkboxes, each with its meaning. */
export function Choices({
  name,
  legend,
  hideLegend,
  help,
  choices,
  type,
  defaultValues = [],
  className,
  columns,
  isCode,
}: ChoicesProps) {
  const id = useId();
  const { state } = useFormContext();
  const chosen = state && Object.keys(state.values).length > 0 ? (state.values[name] ?? []) : defaultValues;
  const error = state?.fields[name];
  return (
    <fieldset className={className} aria-describedby={error || help ? `${id}-help` : undefined}>
      <legend className={hideLegend ? 'sr-only' : 'mb-2 font-medium text-sm'}>{legend}</legend>
      <div key={chosen.join()} className={columns ? 'grid gap-x-6 gap-y-2 sm:grid-cols-2' : 'space-y-2.5'}>
        {choices.map(({ value, label, meaning }) => (
          <label key={value} className="flex min-h-6 gap-3 text-sm">
            <input
              type={type}
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
              aria-invalid={error && type === 'checkbox' ? true : undefined}
              className="mt-0.5 size-4 shrink-0 accent-primary"
            />
            <span className="min-w-0">
              <span translate={isCode ? 'no' : undefined} className="block break-words">
                {label}
              </span>
              {meaning ? <span className="block text-muted-foreground text-xs">{meaning}</span> : null}
            </span>
          </label>
        ))}
      </div>
      {error || help ? (
        <p id={`${id}-help`} className={cn('mt-2 text-xs', error ? 'text-destructive' : 'text-muted-foreground')}>
          {error ?? help}
        </p>
      ) : null}
    </fieldset>
  );
}

/** One yes or no. */
export function Check({
  name,
  label,
  meaning,
  defaultChecked,
}: {
  name: string;
  label: string;
  meaning?: string;
  defaultChecked?: boolean;
}) {
  const { state } = useFormContext();
  const isKept = state && Object.keys(state.values).length > 0;
  return (
    <label className="flex gap-3 text-sm">
      <input
        type="checkbox"
        name={name}
        value="yes"
        defaultChecked={isKept ? state.values[name]?.includes('yes') : defaultChecked}
        className="mt-0.5 size-4 shrink-0 accent-primary"
      />
      <span className="min-w-0">
        <span className="block">{label}</span>
        {meaning ? <span className="block text-muted-foreground text-xs">{meaning}</span> : null}
      </span>
    </label>
  );
}
