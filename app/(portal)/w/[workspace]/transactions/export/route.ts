import { getActor } from '@/lib/auth/get-actor';
import { download, type ExportFormat } from '@/lib/export/download';
import { readLocale } from '@/lib/i18n/read-locale';
import { exportTransactions } from '@/lib/portal/export-transactions';
import { one, oneOf, toSearchParams } from '@/lib/portal/query';
import { parseTransactionsParams } from '@/lib/portal/transactions-params';
import { loadWorkspace } from '@/lib/portal/workspace';
import { answer } from '../../_lib/answer';

const FORMATS = ['csv', 'json'] as const satisfies readonly ExportFormat[];

/** The listed transactions as a file: `format` csv or json, `bom=1` for spreadsheets, and the filters of the screen. */
export function GET(request: Request, { params }: { params: Promise<{ workspace: string }> }): Promise<Response> {
  return answer(async () => {
    const workspace = await loadWorkspace(await getActor(), (await params).workspace, await readLocale());
    const query = toSearchParams(new URL(request.url).searchParams);
    const format = oneOf(query, 'format', FORMATS) ?? 'csv';
    const body = exportTransactions(await getActor(), workspace, parseTransactionsParams(query, workspace), {
      format,
      bom: one(query, 'bom') === '1',
    });
    return download(body, { name: `${workspace.slug}-transactions`, format });
  });
}
