import Link from 'next/link';
import { buttonVariants } from '@/components/ui/button';

export interface ActiveFilter {
  /** The parameter's name. */
  name: string;
  /** 'Member: Ada'. */
  text: string;
  /** The same view without it. */
  href: string;
}

/** What narrows the view, each with a way to take it away. */
export function ActiveFilters({
  label,
  takeAway,
  filters,
}: {
  label: string;
  takeAway: string;
  filters: ActiveFilter[];
}) {
  if (filters.length === 0) return null;
  return (
    <ul aria-label={label} className="flex flex-wrap gap-2">
      {filters.map(({ name, text, href }) => (
        <li key={name} className="max-w-full">
          <Link
            prefetch={false}
            href={href}
            className={buttonVariants({ variant: 'outline', size: 'sm', className: 'max-w-full' })}
          >
            <span className="truncate">{text}</span>
            <span aria-hidden="true">×</span>
            <span className="sr-only">{takeAway}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
