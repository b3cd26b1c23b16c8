/** Ways in which a call can go wrong. Before: nothing happened. After: it happened, but the caller does not learn it. */
export const FAULT_KINDS = ['timeout_before', 'timeout_after', 'error_429', 'error_500', 'truncated_body'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  kind: FaultKind;
  /** `POST /v1/checkout/sessions`; `*` at the end matches the rest. */
  on: string;
  /** How many more calls it hits. */
  times: number;
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
  take(method: string, path: string): FaultKind | null {
    const call = `${method} ${path}`;
    const fault = this.#list.find(
      ({ on, times }) => times > 0 && (on.endsWith('*') ? call.startsWith(on.slice(0, -1)) : call === on),
    );
    if (!fault) return null;
    fault.times -= 1;
    return fault.kind;
  }
}
