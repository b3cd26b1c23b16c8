import type { ComponentProps } from 'react';
import { cn } from '../cn';

const field =
  'w-full rounded-md border border-input bg-card text-foreground shadow-raise placeholder:text-muted-foreground focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-destructive';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(field, 'h-9 px-3 text-base sm:text-sm', className)} {...props} />;
}

/** The browser's own select: it works everywhere, on phones with the phone's picker. */
export function Select({ className, ...props }: ComponentProps<'select'>) {
  return (
    <select
      className={cn(field, 'select-arrow h-9 appearance-none truncate pr-8 pl-3 text-base sm:text-sm', className)}
      {...props}
    />
  );
}
