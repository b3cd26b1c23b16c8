/**
 * One instance per process. server.ts and Next's bundles load their own copies of these modules; what must exist once
 * (the pool, the lanes, caches) is kept on globalThis under its name.
 */
export function singleton<T>(name: string, create: () => T): T {
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`coffer.${name}`);
  store[key] ??= create();
  return store[key];
}

/** Forgets an instance, for tests and for shutdown. */
export function dropSingleton(name: string): void {
  delete (globalThis as unknown as Record<symbol, unknown>)[Symbol.for(`coffer.${name}`)];
}
