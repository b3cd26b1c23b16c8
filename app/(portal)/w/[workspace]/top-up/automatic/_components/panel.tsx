import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import type { Actor } from '@/lib/auth/actor';
import { translator } from '@/lib/i18n/translator';
import { readAutomaticPanel } from '@/lib/portal/automatic';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { STATE_TONES } from './tones';

/** Beside topping up: that it can happen by itself, and whether it does. Nothing for readers who may not see it. */
export async function AutomaticPanel({ actor, workspace }: { actor: Actor; workspace: PortalWorkspace }) {
  const panel = await readAutomaticPanel(actor, workspace);
  if (!panel) return null;
  const t = translator(workspace.locale, 'automatic');
  return (
    <Card
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 p-5"
      aria-labelledby="automatic-panel-title"
    >
      <div className="min-w-0 flex-1 basis-72">
        <h2 id="automatic-panel-title" className="flex items-center gap-2 font-medium text-base">
          {t('title')}
          <Badge tone={STATE_TONES[panel.state]}>{t(`state.${panel.state}`)}</Badge>
        </h2>
        <p className="mt-1 text-muted-foreground text-sm">{panel.text}</p>
      </div>
      <Link
        prefetch={false}
        href={`/w/${workspace.slug}/top-up/automatic`}
        className={buttonVariants({ variant: 'outline' })}
      >
        {t(panel.state === 'off' ? 'panel.setUp' : 'panel.manage')}
        <span className="sr-only">: {t('title')}</span>
      </Link>
    </Card>
  );
}
