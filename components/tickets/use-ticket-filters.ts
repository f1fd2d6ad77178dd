"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { readFilters, type TicketFilters, writeFilters } from "@/components/tickets/ticket-filters";

/** The filters as they stand in the address, and how to change them: a change is a step back. */
export function useTicketFilters() {
  const address = useSearchParams();
  const path = usePathname();
  const filters = useMemo(() => readFilters(address), [address]);

  /** Next follows the browser's own history, without asking the server for the page again. */
  function change(part: Partial<TicketFilters>, { in_place = false } = {}) {
    // The address is ahead of what was rendered when two filters are changed in a row.
    const now = readFilters(new URLSearchParams(location.search));
    const query = writeFilters({ ...now, ...part });
    const to = query ? `${path}?${query}` : path;
    if (in_place) history.replaceState(null, "", to);
    else if (query !== writeFilters(now)) history.pushState(null, "", to);
  }

  return { filters, change };
}
