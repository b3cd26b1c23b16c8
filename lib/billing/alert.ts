import { log } from '../log';

/** Tells the operator that a person has to look at money. One line at level error, with a stable event name. */
export function alertOperator(event: string, facts: Record<string, unknown>): void {
  log.error({ event, ...facts }, 'a person has to look at this payment');
}
