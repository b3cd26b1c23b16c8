/** Stops the work when something that must hold does not: a bug of ours, never the caller's fault. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}

/** Makes the compiler prove that every case was handled. */
export function assertNever(value: never, message = 'unexpected value'): never {
  throw new Error(`assertion failed: ${message}: ${String(value)}`);
}
