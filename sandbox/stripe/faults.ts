/** Ways in which a call can go wrong. Before: nothing happened. After: it happened, but the caller does not learn it. */
export const FAULT_KINDS = [
  'timeout_before',
  'timeout_after',
  'error_409',
  'error_429',
  'error_500',
  'error_402',
  'truncated_body',
  'slow',
  'unknown_value',
  'missing_field',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  kind: FaultKind;
  /** `POST /v1/checkout/sessions`; `*` at the end matches the rest. */
  on: string;
  /** How many more calls it hits. */
  times: number;
  /** For `slow`: how long the answer waits. */
  delayMs?: number | undefined;
  /** For `unknown_value` and `missing_field`: which field of the answer. */
  field?: string | undefined;
}

/** Whether a pattern such as `POST /v1/refunds` or `GET /v1/charges*` means this call. */
export function isOn(on: string, method: string, path: string): boolean {
  const call = `${method} ${path}`;
  return on.endsWith('*') ? call.startsWith(on.slice(0, -1)) : call === on;
}

/** Which calls are to go wrong next. */
export class Faults {
  #list: Fault[] = [];

  add(fault: Fault): void {
    this.#list.push({ ...fault });
  }

  clear(): void {
    this.#list = [];
  }

  /** The fault for this call, used up by it; null: it goes well. */
  take(method: string, path: string): Fault | null {
    const fault = this.#list.find(({ on, times }) => times > 0 && isOn(on, method, path));
    if (!fault) return null;
    fault.times -= 1;
    return fault;
  }
}
