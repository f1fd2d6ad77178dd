type Watcher = {
  /** The page was hidden, frozen or without a network and may have missed that the world went on. */
  onWake(): void;
  /** The browser says that it has no network; it may be wrong, or the server may be nearer. */
  onOffline(): void;
};

/** Watches what the browser does with the page. A program in Node is never put to sleep: nothing is watched. */
export function watchPage({ onWake, onOffline }: Watcher): () => void {
  if (typeof document === "undefined") return () => {};
  const end = new AbortController();
  const { signal } = end;
  const onVisibility = () => {
    if (document.visibilityState === "visible") onWake();
  };
  window.addEventListener("online", onWake, { signal });
  window.addEventListener("offline", onOffline, { signal });
  // Also out of the back-forward cache, where the page stood still with all its timers.
  window.addEventListener("pageshow", onWake, { signal });
  document.addEventListener("resume", onWake, { signal });
  document.addEventListener("visibilitychange", onVisibility, { signal });
  return () => end.abort();
}
