import { Check } from 'lucide-react';
import Link from 'next/link';
import { cn } from '@/components/cn';

export interface WorkspaceName {
  name: string;
  slug: string;
}

/** A way to one of the reader's workspaces; the one they are in is marked. */
export function WorkspaceLink({ name, slug, isCurrent }: WorkspaceName & { isCurrent: boolean }) {
  return (
    <Link
      href={`/w/${slug}`}
      prefetch={false}
      aria-current={isCurrent ? 'true' : undefined}
      className={cn(
        'flex h-9 items-center gap-2 rounded-md px-2.5 text-sm hover:bg-muted max-lg:h-11',
        isCurrent && 'font-medium',
      )}
    >
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {isCurrent ? <Check aria-hidden="true" className="size-4 text-accent-foreground" /> : null}
    </Link>
  );
}
