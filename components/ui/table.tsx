import type { ComponentProps } from 'react';
import { cn } from '../cn';

/** Scrolls sideways inside its own box when it must; the box can be reached and scrolled with the keyboard. */
export function TableBox({ className, label, ...props }: ComponentProps<'div'> & { label: string }) {
  return (
    // No landmark of its own: it mostly stands in a section of the same name.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be focusable
      tabIndex={0}
      className={cn('scroll-shadow relative overflow-x-auto focus-visible:outline-offset-[-2px]', className)}
      {...props}
    />
  );
}

export function Table({ className, ...props }: ComponentProps<'table'>) {
  return <table className={cn('w-full border-collapse text-left text-sm', className)} {...props} />;
}

export function Th({ className, scope = 'col', ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope={scope}
      className={cn('whitespace-nowrap px-5 py-2.5 font-medium text-muted-foreground text-xs', className)}
      {...props}
    />
  );
}

export function Td({ className, ...props }: ComponentProps<'td'>) {
  return <td className={cn('px-5 py-3 align-middle', className)} {...props} />;
}

export function Tr({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('border-t', className)} {...props} />;
}
