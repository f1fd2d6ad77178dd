/**
 * One value for the whole process. The modules of `lib` are evaluated more than once in it (by
 * server.ts, by Next's bundle of the routes and by its bundle of the pages), so a module variable
 * is not one; `globalThis` is.
 */
export function slot<T>(name: string) {
  const key = Symbol.for(`parley.${name}`);
  const values = globalThis as unknown as Record<symbol, T | undefined>;
  return {
    /** @throws Error when nothing was set: a piece of the boot is missing. */
    get(): T {
      const value = values[key];
      if (value === undefined) throw new Error(`The ${name} is not set up.`);
      return value;
    },
    peek: (): T | undefined => values[key],
    set(value: T | undefined): void {
      values[key] = value;
    },
  };
}
