import { sqlState } from '../db/transaction';

const QUERY_CANCELED = '57014';

/**
 * The answer, or null when it would take the database longer than a statement may (5 s): in a huge workspace the screen
 * then offers a shorter range instead of an error.
 */
export async function orTooBig<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (sqlState(error) === QUERY_CANCELED) return null;
    throw error;
  }
}
