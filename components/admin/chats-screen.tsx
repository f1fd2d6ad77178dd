"use client";

import { Search } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { NO_FILTERS, readFilters, writeFilters } from "@/components/admin/chat-filters";
import { ChatsTable } from "@/components/admin/chats-table";
import { ExportMenu } from "@/components/admin/export-menu";
import { FilterBar } from "@/components/admin/filter-bar";
import { FoundMessages } from "@/components/admin/found-messages";
import { useFilters } from "@/components/admin/use-filters";
import { searchedFor } from "@/components/chat/use-message-search";
import { Input } from "@/components/ui/input";

export function ChatsScreen() {
  const { filters, change } = useFilters({ read: readFilters, write: writeFilters });
  const { search, setSearch } = useSearch();
  return (
    <>
      <h1 className="sr-only">Chats</h1>
      <section
        aria-label="Chats"
        className="min-w-0 overflow-hidden rounded-lg border border-border bg-surface"
      >
        <div className="flex flex-wrap items-center justify-between gap-3 border-b p-3">
          <search className="min-w-0 flex-1 basis-48 sm:max-w-96">
            <Input
              icon={<Search />}
              type="search"
              aria-label="Find in the messages of all chats"
              placeholder="Find in the messages of all chats"
              enterKeyHint="search"
              autoComplete="off"
              maxLength={200}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === "Escape" && !event.nativeEvent.isComposing) setSearch("");
              }}
              className="w-full"
            />
          </search>
          <ExportMenu filters={filters} />
        </div>
        {searchedFor(search) ? (
          <FoundMessages search={search} />
        ) : (
          <>
            <FilterBar filters={filters} onChange={change} />
            <ChatsTable filters={filters} onClear={() => change(NO_FILTERS)} />
          </>
        )}
      </section>
    </>
  );
}

/** What is searched for stands in the address, so that the way back from a chat finds it. */
function useSearch() {
  const path = usePathname();
  const address = useSearchParams();
  const [search, setText] = useState(() => address.get("said") ?? "");
  function setSearch(text: string) {
    setText(text);
    const next = new URLSearchParams(location.search);
    if (text) next.set("said", text);
    else next.delete("said");
    history.replaceState(null, "", next.size > 0 ? `${path}?${next}` : path);
  }
  return { search, setSearch };
}
