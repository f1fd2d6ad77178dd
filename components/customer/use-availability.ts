"use client";

import { useEffect, useState } from "react";
import { IDENTITY } from "@/components/customer/person";
import { callApi } from "@/lib/client/api";
import type { Availability } from "@/lib/queue/contract";

/** How often it is asked again while one looks at it, in milliseconds. */
const AGAIN = 30_000;

/**
 * Whether anybody is there, as it is now; null while that is not known.
 * @param initial as the server knew it when it made the page
 */
export function useAvailability(initial: Availability | null): Availability | null {
  const [availability, setAvailability] = useState(initial);
  const is_known = initial !== null;

  useEffect(() => {
    let is_over = false;
    async function ask() {
      if (document.visibilityState !== "visible") return;
      const now = await callApi<Availability>(IDENTITY, "GET", "/api/live-chat/availability").catch(
        () => null,
      );
      if (is_over) return;
      // What was true once may not be any more: better nothing than that.
      setAvailability(now);
    }
    // It is as old as the page.
    if (!is_known || performance.now() > AGAIN) void ask();
    const timer = setInterval(ask, AGAIN);
    document.addEventListener("visibilitychange", ask);
    return () => {
      is_over = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [is_known]);

  return availability;
}
