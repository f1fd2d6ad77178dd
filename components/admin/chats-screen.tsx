"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import {
  type ChatFilters,
  NO_FILTERS,
  readFilters,
  writeFilters,
} from "@/components/admin/chat-filters";
import { ChatsTable } from "@/components/admin/chats-table";
import { FilterBar } from "@/components/admin/filter-bar";

export function ChatsScreen() {
  const address = useSearchParams();
  const path = usePathname();
  const filters = useMemo(() => readFilters(address), [address]);

  /** Next follows the browser's own history, without asking the server for the page again. */
  function change(part: Partial<ChatFilters>, { in_place = false } = {}) {
    // The address is ahead of what was rendered when two filters are changed in a row.
    const now = new URLSearchParams(location.search);
    const query = writeFilters({ ...readFilters(now), ...part });
    const to = query ? `${path}?${query}` : path;
    if (in_place) history.replaceState(null, "", to);
    else if (query !== writeFilters(readFilters(now))) history.pushState(null, "", to);
  }

  return (
    <>
      <h1 className="sr-only">Chats</h1>
      <section
        aria-label="Chats"
        className="min-w-0 overflow-hidden rounded-lg border border-border bg-surface"
      >
        <FilterBar filters={filters} onChange={change} />
        <ChatsTable filters={filters} onClear={() => change(NO_FILTERS)} />
      </section>
    </>
  );
}
