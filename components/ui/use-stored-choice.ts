import { useCallback, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
/** For a browser that keeps nothing: it holds until the next load. */
const in_page = new Map<string, boolean>();

function read(name: string, otherwise: boolean): boolean {
  const chosen = in_page.get(name);
  if (chosen !== undefined) return chosen;
  try {
    const stored = localStorage.getItem(name);
    return stored === null ? otherwise : stored === "on";
  } catch {
    return otherwise;
  }
}

function choose(name: string, on: boolean): void {
  in_page.delete(name);
  try {
    localStorage.setItem(name, on ? "on" : "off");
  } catch {
    in_page.set(name, on);
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab chose.
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/**
 * Whether something is on in this browser, in all of its tabs: what was chosen, or `otherwise`.
 * @param name under which the browser keeps it
 */
export function useStoredChoice(name: string, otherwise: boolean) {
  const is_on = useSyncExternalStore(
    subscribe,
    () => read(name, otherwise),
    () => otherwise,
  );
  const setOn = useCallback((on: boolean) => choose(name, on), [name]);
  return [is_on, setOn] as const;
}
