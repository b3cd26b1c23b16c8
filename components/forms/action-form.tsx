'use client';

import {
  createContext,
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useContext,
  useEffect,
  useRef,
} from 'react';
import type { FormAction, FormState } from '@/lib/form-state';
import { cn } from '../cn';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { SecretOnce, type SecretTexts } from './secret-once';

interface FormContextValue {
  state: FormState | null;
  isPending: boolean;
}

const FormContext = createContext<FormContextValue>({ state: null, isPending: false });

/** What the form around it answered last. */
export const useFormContext = (): FormContextValue => useContext(FormContext);

interface ActionFormProps {
  action: FormAction;
  /** Makes sending it twice do it once. */
  formId?: string;
  children?: ReactNode;
  /** A picture needs `submitLabel`. */
  submit: ReactNode;
  variant?: 'primary' | 'outline' | 'destructive' | 'ghost' | 'link';
  size?: 'sm' | 'md' | 'lg' | 'icon';
  className?: string;
  /** For a form in a row: fields and button beside each other. */
  inline?: boolean;
  /** Set when the answer may hold a secret. */
  secretTexts?: SecretTexts;
  /** It cannot be sent any more, but what it answered is still to be read. */
  isClosed?: boolean;
  /** Says what a button alone is about, where several look alike. */
  submitLabel?: string;
}

/**
 * A form of a server action that works with and without script: what was typed stays when it is refused, and what went
 * wrong stands beside the field. With script the button is dead while it is on its way.
 */
export function ActionForm({
  action,
  formId,
  children,
  submit,
  variant,
  size,
  className,
  inline,
  secretTexts,
  isClosed,
  submitLabel,
}: ActionFormProps) {
  const [state, dispatch, isPending] = useActionState(action, null);
  const form = useRef<HTMLFormElement>(null);
  // Nothing more is asked beside what is shown only now.
  const isOver = isClosed || Boolean(state?.secret && secretTexts);
  useEffect(() => {
    if (state?.status === 'done') form.current?.reset();
    if (state?.status === 'refused') form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [state]);
  const send = (event: FormEvent<HTMLFormElement>) => {
    // Not by the form's own action, after which React would empty the fields.
    event.preventDefault();
    if (isPending) return;
    const data = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter);
    startTransition(() => dispatch(data));
  };
  return (
    <FormContext.Provider value={{ state, isPending }}>
      <form
        ref={form}
        action={dispatch}
        onSubmit={send}
        className={cn(inline ? 'flex flex-wrap items-end gap-3' : 'space-y-5', className)}
      >
        {formId ? <input type="hidden" name="formId" value={formId} /> : null}
        {isOver ? null : children}
        {isOver ? null : (
          <Button type="submit" variant={variant} size={size} disabled={isPending} aria-label={submitLabel}>
            {submit}
          </Button>
        )}
        {state?.message ? (
          <Alert tone={state.status === 'done' ? 'success' : 'destructive'} className={inline ? 'w-full' : undefined}>
            {state.message}
          </Alert>
        ) : null}
        {state?.secret && secretTexts ? <SecretOnce secret={state.secret} texts={secretTexts} /> : null}
      </form>
    </FormContext.Provider>
  );
}
