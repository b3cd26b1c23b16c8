import { beforeAll } from 'vitest';
import { awayFromMidnight } from './midnight';

// Most days begin and end by UTC. A file that goes by another zone's days says so itself.
beforeAll(() => awayFromMidnight(), 120_000);
