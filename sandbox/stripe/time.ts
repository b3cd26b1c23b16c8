import { expireDueSessions } from './resources/checkout-sessions';
import { settleDueRefunds } from './resources/refunds';
import type { Sandbox } from './sandbox';

/** Books what has become due. Called on a timer and when the clock is moved. */
export function letTimePass(sandbox: Sandbox): void {
  expireDueSessions(sandbox);
  settleDueRefunds(sandbox);
}
