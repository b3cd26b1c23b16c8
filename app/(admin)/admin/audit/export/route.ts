import { AUDIT_HEADER, exportAudit } from '@/lib/admin/audit';
import { parseAudit } from '@/lib/admin/audit-params';
import { getActor } from '@/lib/auth/get-actor';
import { isAppError } from '@/lib/errors';
import { csvStream } from '@/lib/export/csv';

/** The rows that the audit page's filters ask for, all of them, as a file for spreadsheets. */
export async function GET(request: Request): Promise<Response> {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  try {
    const rows = exportAudit(await getActor(), parseAudit(params));
    return new Response(csvStream(rows, { header: AUDIT_HEADER, bom: true }), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="audit.csv"',
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return Response.json({ error: error.code }, { status: error.status, headers: { 'cache-control': 'no-store' } });
  }
}
