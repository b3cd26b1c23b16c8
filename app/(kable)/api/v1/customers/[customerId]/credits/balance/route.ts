import { handle } from '@/lib/api/next-door';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handle(
  '/api/v1/customers/{customerId}/credits/balance',
);
