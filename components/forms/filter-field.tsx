import type { ReactNode } from 'react';
import { Label } from '@/components/ui/label';

interface FilterFieldProps {
  id: string;
  label: string;
  className?: string;
  children: ReactNode;
}

/** A control of a filter form under its small label. */
export function FilterField({ id, label, className, children }: FilterFieldProps) {
  return (
    <div className={className}>
      <Label htmlFor={id} className="mb-1.5 block text-muted-foreground text-xs">
        {label}
      </Label>
      {children}
    </div>
  );
}
