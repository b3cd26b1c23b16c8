import Link from 'next/link';
import { cn } from '../cn';

export interface Tab {
  href: string;
  label: string;
  isHere: boolean;
}

/** Neighbouring pages of one subject. They are links: each has its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="-mt-2 mb-6 overflow-x-auto border-b">
      <ul className="flex gap-5 max-sm:gap-3.5">
        {tabs.map(({ href, label: text, isHere }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={isHere ? 'page' : undefined}
              className={cn(
                '-mb-px flex h-10 items-center whitespace-nowrap border-transparent border-b-2 text-muted-foreground text-sm hover:text-foreground',
                isHere && 'border-primary font-medium text-foreground',
              )}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
