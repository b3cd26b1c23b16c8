import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../cn';

const alertVariants = cva('rounded-lg border px-4 py-3 text-sm', {
  variants: {
    tone: {
      neutral: 'bg-muted text-foreground',
      success: 'border-success/30 bg-success-surface text-success',
      warning: 'border-warning/30 bg-warning-surface text-warning',
      destructive: 'border-destructive/30 bg-destructive-surface text-destructive',
    },
  },
  defaultVariants: { tone: 'neutral' },
});

type AlertProps = Omit<ComponentProps<'div'>, 'title'> & VariantProps<typeof alertVariants> & { title?: ReactNode };

/** Says what happened and what to do. Errors are announced at once, the rest when the reader pauses. */
export function Alert({ className, tone, title, children, ...props }: AlertProps) {
  return (
    <div
      role={tone === 'destructive' ? 'alert' : 'status'}
      className={cn(alertVariants({ tone }), className)}
      {...props}
    >
      {title ? <p className="font-medium">{title}</p> : null}
      {children ? <div className={title ? 'mt-0.5 opacity-95' : undefined}>{children}</div> : null}
    </div>
  );
}
