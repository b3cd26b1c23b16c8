import { handleStop, leadToStopPage } from '@/lib/billing/auto-top-up/handle-stop';

interface Context {
  params: Promise<{ token: string }>;
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return handleStop(request, (await params).token);
}

/** Opened as a link by hand. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return leadToStopPage((await params).token);
}
