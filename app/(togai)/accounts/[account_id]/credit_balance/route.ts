import { handle } from '@/lib/api/next-door';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handle('/accounts/{account_id}/credit_balance');
