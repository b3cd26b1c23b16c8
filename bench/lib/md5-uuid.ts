import { createHash } from 'node:crypto';

/** PostgreSQL's `md5(name)::uuid`: how the benchmark's books name their rows. */
export function md5Uuid(name: string): string {
  const hex = createHash('md5').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
