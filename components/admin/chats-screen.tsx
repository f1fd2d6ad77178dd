"use client";

import { NO_FILTERS } from "@/components/admin/chat-filters";
import { ChatsTable } from "@/components/admin/chats-table";
import { FilterBar } from "@/components/admin/filter-bar";
import { useFilters } from "@/components/admin/use-filters";

export function ChatsScreen() {
  const { filters, change } = useFilters();
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
