/** What has to end before the bench may, newest first, also when it fails midway or is cut short. */
const open = new Set<() => Promise<unknown>>();

/**
 * Remembers how something that was started is ended.
 * @returns does it now; once, however often it is called
 */
export function atTheEnd(end: () => Promise<unknown>): () => Promise<void> {
  let done: Promise<void> | undefined;
  const once = () => {
    open.delete(once);
    done ??= end().then(() => {});
    return done;
  };
  open.add(once);
  return once;
}

let ending: Promise<void> | undefined;

/** Also when it is asked for twice, as by Ctrl-C and by what failed because of it. */
export function endAll(): Promise<void> {
  ending ??= (async () => {
    for (const end of [...open].reverse()) {
      await end().catch((error) => console.error("A part did not end in order:", error));
    }
  })();
  return ending;
}
