import { handleAuthRequest } from '@/lib/auth/handle-auth';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

async function handle(request: Request, { params }: Context): Promise<Response> {
  return handleAuthRequest(request, (await params).nextauth);
}

export { handle as GET, handle as POST };
