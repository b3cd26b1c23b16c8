import { getActor } from '@/lib/auth/get-actor';
import { download } from '@/lib/export/download';
import { readLocale } from '@/lib/i18n/read-locale';
import { exportUsage } from '@/lib/portal/export-usage';
import { one, toSearchParams } from '@/lib/portal/query';
import { readUsageParams } from '@/lib/portal/usage';
import { loadWorkspace } from '@/lib/portal/workspace';
import { answer } from '../../_lib/answer';

/** The usage table as CSV: the parameters of the screen, and `bom=1` for spreadsheets. */
export function GET(request: Request, { params }: { params: Promise<{ workspace: string }> }): Promise<Response> {
  return answer(async () => {
    const actor = await getActor();
    const workspace = await loadWorkspace(actor, (await params).workspace, await readLocale());
    const query = toSearchParams(new URL(request.url).searchParams);
    const now = new Date();
    const asked = await readUsageParams(workspace, query, now);
    const body = await exportUsage(actor, workspace, asked, { now, bom: one(query, 'bom') === '1' });
    return download(body, { name: `${workspace.slug}-usage-${asked.fromDate}-${asked.toDate}`, format: 'csv' });
  });
}
