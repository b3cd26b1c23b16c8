import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { WorkspaceLink, type WorkspaceName } from './workspace-link';
import { WorkspaceSearch } from './workspace-search';

/** More than these are searched: they do not fit into the menu at once. */
const MAX_LISTED = 8;

interface WorkspaceListProps {
  locale: AnyLocale;
  current: string;
  workspaces: WorkspaceName[];
  /** The menu holds nothing else: the search may take the focus when it opens. */
  isAlone?: boolean;
}

export function WorkspaceList({ locale, current, workspaces, isAlone = false }: WorkspaceListProps) {
  const t = translator(locale, 'shell');
  return (
    <section aria-label={t('workspaces.title')} className="p-2">
      <p aria-hidden="true" className="px-2.5 pt-1 pb-1.5 text-muted-foreground text-xs">
        {t('workspaces.title')}
      </p>
      {workspaces.length > MAX_LISTED ? (
        <WorkspaceSearch
          current={current}
          workspaces={workspaces}
          takesFocus={isAlone}
          texts={{ search: t('workspaces.search'), none: t('workspaces.none') }}
        />
      ) : (
        <ul className="space-y-0.5">
          {workspaces.map(({ name, slug }) => (
            <li key={slug}>
              <WorkspaceLink name={name} slug={slug} isCurrent={slug === current} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
