"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * Back and Forward from one query of a page to another stay on the page that is here, also after a
 * reload. What Next left in those steps is from before the reload: it would ask the server for each
 * of them, find that the answer has another query, and load the whole page anew in the middle of
 * the next step back. It has to hear of a step before Next does, so it is used by what is there as
 * long as the page: a window's listeners are called in the order in which they came.
 */
export function useOwnSteps(): void {
  const path = usePathname();
  const query = useSearchParams();
  const now = useRef<{ path: string; state: unknown }>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: Next writes the state with each query
  useEffect(() => {
    now.current = { path, state: history.state };
  }, [path, query]);
  useEffect(() => {
    function onPopState(event: PopStateEvent) {
      if (location.pathname !== now.current?.path) return;
      event.stopImmediatePropagation();
      // First the page that is here, then its address: Next reads both out of the step.
      history.replaceState(now.current.state, "", location.href);
      history.replaceState(null, "", location.href);
    }
    window.addEventListener("popstate", onPopState);
    return () => window.removeEventListener("popstate", onPopState);
  }, []);
}
