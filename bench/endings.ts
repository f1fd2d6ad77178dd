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

export async function endAll(): Promise<void> {
  for (const end of [...open].reverse()) {
    await end().catch((error) => console.error("A part of the bench did not end in order:", error));
  }
}
