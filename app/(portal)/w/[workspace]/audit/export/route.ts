import { getActor } from '@/lib/auth/get-actor';
import { download, type ExportFormat } from '@/lib/export/download';
import { readLocale } from '@/lib/i18n/read-locale';
import { exportAudit, parseAuditParams } from '@/lib/portal/audit';
import { one, oneOf, toSearchParams } from '@/lib/portal/query';
import { loadWorkspace } from '@/lib/portal/workspace';
import { answer } from '../../_lib/answer';

const FORMATS = ['csv', 'json'] as const satisfies readonly ExportFormat[];

/** The listed entries as a file: `format` csv or json, `bom=1` for spreadsheets, and the filters of the screen. */
export function GET(request: Request, { params }: { params: Promise<{ workspace: string }> }): Promise<Response> {
  return answer(async () => {
    const actor = await getActor();
    const workspace = await loadWorkspace(actor, (await params).workspace, await readLocale());
    const query = toSearchParams(new URL(request.url).searchParams);
    const format = oneOf(query, 'format', FORMATS) ?? 'csv';
    const bom = one(query, 'bom') === '1';
    const body = exportAudit(actor, workspace, parseAuditParams(query), { format, bom });
    return download(body, { name: `${workspace.slug}-audit-log`, format });
  });
}
