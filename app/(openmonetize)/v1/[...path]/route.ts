import { handle } from '@/lib/api/next-door';

// Whatever else is asked for under /v1 gets the API's own 404, never a page.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handle('/v1/{path}');
