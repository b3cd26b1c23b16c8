'use client';

import { useActionState } from 'react';
import { cn } from '@/components/cn';
import { Button } from '@/components/ui/button';
import type { LookStep } from '@/lib/portal/look-up-payment';

interface StepFormProps {
  action: () => Promise<LookStep[]>;
  label: string;
}

const TONES: Record<LookStep['tone'], string> = {
  done: 'border-success',
  open: 'border-warning',
  wrong: 'border-destructive',
};

/** A button that does something in steps, and what each of them found. */
export function StepForm({ action, label }: StepFormProps) {
  const [steps, submit, isPending] = useActionState(action, []);
  return (
    <form action={submit}>
      <Button type="submit" variant="outline" disabled={isPending}>
        {label}
      </Button>
      <ol aria-live="polite" className="mt-4 space-y-2 text-sm empty:hidden">
        {steps.map(({ text, tone }) => (
          <li key={text} className={cn('border-l-2 pl-3', TONES[tone])}>
            {text}
          </li>
        ))}
      </ol>
    </form>
  );
}
