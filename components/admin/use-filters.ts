"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";

/** How filters are told from an address and written into one; both are the module's, not made anew. */
type Shape<Filters> = {
  read: (address: Pick<URLSearchParams, "get">) => Filters;
  write: (filters: Filters) => string;
};

/** The filters as they stand in the address, and how to change them: a change is a step back. */
export function useFilters<Filters>({ read, write }: Shape<Filters>) {
  const address = useSearchParams();
  const path = usePathname();
  const filters = useMemo(() => read(address), [address, read]);

  /** Next follows the browser's own history, without asking the server for the page again. */
  function change(part: Partial<Filters>, { in_place = false } = {}) {
    // The address is ahead of what was rendered when two filters are changed in a row.
    const now = new URLSearchParams(location.search);
    const query = write({ ...read(now), ...part });
    const to = query ? `${path}?${query}` : path;
    if (in_place) history.replaceState(null, "", to);
    else if (query !== write(read(now))) history.pushState(null, "", to);
  }

  return { filters, change };
}
