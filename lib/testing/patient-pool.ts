/** For processes that tests start: their pool waits as long as the tests' own. */
import { createPool } from '../db/pool';
import { getEnv } from '../env';
import { singleton } from '../singleton';

singleton('pool', () => {
  const { DATABASE_URL, DATABASE_POOL_MAX } = getEnv();
  return createPool({ connectionString: DATABASE_URL, max: DATABASE_POOL_MAX, patience: 10 });
});
