/**
 * One value for the whole process. The modules of `lib` are evaluated more than once in it (by
 * server.ts, by Next's bundle of the routes and by its bundle of the pages), so a module variable
 * is not one; `globalThis` is.
 */
export function slot<T>(name: string) {
  const key = Symbol.for(`parley.${name}`);
  const holders = globalThis as unknown as Record<symbol, { value: T | undefined } | undefined>;
  holders[key] ??= { value: undefined };
  // Looked up once: for each call it would be among what a message costs.
  const holder = holders[key];
  return {
    /** @throws Error when nothing was set: a piece of the boot is missing. */
    get(): T {
      if (holder.value === undefined) throw new Error(`The ${name} is not set up.`);
      return holder.value;
    },
    peek: (): T | undefined => holder.value,
    set(value: T | undefined): void {
      holder.value = value;
    },
  };
}
