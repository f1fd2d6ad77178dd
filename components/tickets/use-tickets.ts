"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { queryOf, type TicketFilters } from "@/components/tickets/ticket-filters";
import type { Agent } from "@/lib/agents/contract";
import { callApi, type Identity } from "@/lib/client/api";
import type { List } from "@/lib/sessions/contract";
import type { Ticket } from "@/lib/tickets/contract";

export const STAFF_SIDE: Identity = { side: "staff" };
export const TICKETS = ["tickets"] as const;
/** No event tells of a ticket, so it is asked again while it is looked at; in milliseconds. */
export const LOOK_AGAIN = 20_000;

/** The tickets that the reader may read, under these filters, page after page. */
export function useTickets(filters: TicketFilters) {
  return useInfiniteQuery({
    queryKey: [...TICKETS, filters],
    queryFn: ({ pageParam }) =>
      callApi<List<Ticket>>(STAFF_SIDE, "GET", `/api/tickets?${queryOf(filters, pageParam)}`),
    initialPageParam: "",
    getNextPageParam: (page: List<Ticket>) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN,
  });
}

/** Who a ticket may be assigned to, by name. */
export function useAgents() {
  return useQuery({
    queryKey: ["agents"],
    queryFn: () => callApi<List<Agent>>(STAFF_SIDE, "GET", "/api/agents"),
    select: ({ items }) => items,
    staleTime: LOOK_AGAIN,
  });
}
