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
import { Overview } from "@/components/admin/overview";

export function ChatsScreen() {
  const address = useSearchParams();
  const path = usePathname();
  const filters = useMemo(() => readFilters(address), [address]);

  /** Next follows the browser's own history, without asking the server for the page again. */
  function change(part: Partial<ChatFilters>) {
    // The address is ahead of what was rendered when two filters are changed in a row.
    const now = readFilters(new URLSearchParams(location.search));
    const query = writeFilters({ ...now, ...part });
    history.replaceState(null, "", query ? `${path}?${query}` : path);
  }

  return (
    <>
      <h1 className="sr-only">Chats</h1>
      <Overview />
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
