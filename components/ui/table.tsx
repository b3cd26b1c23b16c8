import type { ComponentProps, ReactNode } from 'react';
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

/**
 * A table whose rows are small cards of two columns on phones, so that nothing has to be scrolled sideways. Its rows are
 * `StackRow`s, whose cells say by `max-sm:order-…` where they stand there.
 */
export function StackTable({ caption, head, children }: { caption: string; head: ReactNode; children: ReactNode }) {
  return (
    <TableBox label={caption}>
      <Table className="max-sm:block">
        <caption className="sr-only">{caption}</caption>
        <thead className="max-sm:sr-only">
          <tr>{head}</tr>
        </thead>
        <tbody className="max-sm:block">{children}</tbody>
      </Table>
    </TableBox>
  );
}

export function StackRow({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <Tr
      className={cn(
        'relative max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:items-baseline max-sm:gap-x-4 max-sm:gap-y-1 max-sm:px-5 max-sm:py-3.5',
        className,
      )}
      {...props}
    />
  );
}

export function StackTd({ className, ...props }: ComponentProps<'td'>) {
  return <Td className={cn('max-sm:p-0', className)} {...props} />;
}

/** For the one link of a row: the whole row leads where it leads. */
export const ROW_LINK =
  'underline-offset-4 after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:outline-offset-[-2px]';

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
