"use client";

import { useRef } from "react";
import { TicketFilterBar } from "@/components/tickets/ticket-filter-bar";
import { NO_FILTERS } from "@/components/tickets/ticket-filters";
import { TicketList } from "@/components/tickets/ticket-list";
import { useLetters } from "@/components/tickets/use-letters";
import { useTicketFilters } from "@/components/tickets/use-ticket-filters";
import { Kbd } from "@/components/ui/kbd";
import { PageHeader } from "@/components/ui/page-header";
import { GivenUpNotice } from "@/components/zendesk/given-up-notice";

export function TicketsScreen() {
  const { filters, change } = useTicketFilters();
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLElement>(null);

  function move(by: 1 | -1) {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-ticket]") ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const row = at < 0 ? rows.at(by > 0 ? 0 : -1) : rows[at + by];
    row?.focus();
    return row !== undefined;
  }
  useLetters({
    "/": () => search.current?.select(),
    j: () => move(1),
    k: () => move(-1),
  });

  return (
    <>
      <PageHeader
        title="Tickets"
        actions={
          <p className="flex items-center gap-1 text-xs text-text-subtle pointer-coarse:hidden">
            <Kbd keys="J" /> next <Kbd keys="K" className="ms-2" /> previous{" "}
            <Kbd keys="Enter" className="ms-2" /> open
          </p>
        }
      />
      <GivenUpNotice />
      <section
        ref={list}
        aria-label="Tickets"
        className="min-w-0 overflow-hidden rounded-lg border border-border bg-surface"
      >
        <TicketFilterBar filters={filters} onChange={change} searchRef={search} />
        <TicketList filters={filters} onClear={() => change(NO_FILTERS)} />
      </section>
    </>
  );
}
