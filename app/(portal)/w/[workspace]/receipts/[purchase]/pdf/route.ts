import { getActor } from '@/lib/auth/get-actor';
import { isAppError } from '@/lib/errors';
import { readLocale } from '@/lib/i18n/read-locale';
import { makeReceiptPdf } from '@/lib/portal/receipt-pdf';
import { loadWorkspace } from '@/lib/portal/workspace';

/** The receipt as a file, in the reader's language; `size=letter` or `size=a4` for another paper than the workspace's own. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ workspace: string; purchase: string }> },
): Promise<Response> {
  const { workspace: slug, purchase: purchaseId } = await params;
  try {
    const actor = await getActor();
    const workspace = await loadWorkspace(actor, slug, await readLocale());
    const asked = new URL(request.url).searchParams.get('size');
    const size = asked === 'letter' || asked === 'a4' ? asked : undefined;
    const { name, body } = await makeReceiptPdf(actor, workspace, { purchaseId, size });
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'private, no-store',
      },
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return Response.json({ code: error.code }, { status: error.status });
  }
}
