import { Check } from 'lucide-react';
import Link from 'next/link';
import { cn } from '@/components/cn';

interface WorkspaceListProps {
  title: string;
  current: string;
  workspaces: { name: string; slug: string }[];
}

export function WorkspaceList({ title, current, workspaces }: WorkspaceListProps) {
  return (
    <section aria-label={title} className="p-2">
      <p aria-hidden="true" className="px-2.5 pt-1 pb-1.5 text-muted-foreground text-xs">
        {title}
      </p>
      <ul className="max-h-72 space-y-0.5 overflow-y-auto">
        {workspaces.map(({ name, slug }) => (
          <li key={slug}>
            <Link
              href={`/w/${slug}`}
              prefetch={false}
              aria-current={slug === current ? 'true' : undefined}
              className={cn(
                'flex h-9 items-center gap-2 rounded-md px-2.5 text-sm hover:bg-muted max-lg:h-11',
                slug === current && 'font-medium',
              )}
            >
              <span className="min-w-0 flex-1 truncate">{name}</span>
              {slug === current ? <Check aria-hidden="true" className="size-4 text-accent-foreground" /> : null}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
