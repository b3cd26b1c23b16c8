import type { ComponentProps } from 'react';
import { cn } from '../cn';

/** Stands where content will stand, in the content's size. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div aria-hidden="true" className={cn('motion-safe:animate-pulse rounded-md bg-muted', className)} {...props} />
  );
}
