/**
 * Named points between the statements of a write, for tests that crash or hold a transaction exactly there. They do
 * nothing unless COFFER_ENV is `test` and somebody armed them: `armFailpoint` within the process, or the variable
 * COFFER_FAILPOINT=name for a process that is to be killed there.
 */
import { singleton } from '../singleton';

export const FAILPOINTS = [
  'fast:before',
  'fast:after',
  'batch:begun',
  'batch:locked',
  'batch:loaded',
  'batch:planned',
  'batch:written',
  'batch:committed',
] as const;

export type Failpoint = (typeof FAILPOINTS)[number];
type Action = () => Promise<void> | void;

const isEnabled = process.env.COFFER_ENV === 'test';
const armed = singleton('failpoints', () => {
  const actions = new Map<Failpoint, Action>();
  const wanted = FAILPOINTS.find((name) => name === process.env.COFFER_FAILPOINT);
  if (isEnabled && wanted) actions.set(wanted, () => void process.kill(process.pid, 'SIGKILL'));
  return actions;
});

/** Runs `action` at the point each time it is passed. Answers a function that disarms it. */
export function armFailpoint(name: Failpoint, action: Action): () => void {
  if (!isEnabled) throw new Error('failpoints work only with COFFER_ENV=test');
  armed.set(name, action);
  return () => {
    armed.delete(name);
  };
}

export async function failpoint(name: Failpoint): Promise<void> {
  if (armed.size === 0) return;
  await armed.get(name)?.();
}
