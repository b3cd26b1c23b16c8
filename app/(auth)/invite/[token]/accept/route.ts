import { handleInviteAcceptance } from '@/lib/auth/handle-invite';

interface Context {
  params: Promise<{ token: string }>;
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return handleInviteAcceptance(request, (await params).token);
}
