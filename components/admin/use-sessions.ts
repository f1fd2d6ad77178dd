import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { boundsOf, type ChatFilters } from "@/components/admin/chat-filters";
import { sessionRows } from "@/components/admin/session-rows";
import { callApi } from "@/lib/client/api";
import { useClientState } from "@/lib/client/use-chat-client";
import type { List, StaffSession } from "@/lib/sessions/contract";

export const SESSIONS = ["sessions"] as const;

function loadPage(filters: ChatFilters, cursor: string): Promise<List<StaffSession>> {
  const { from, to } = boundsOf(filters);
  const query = new URLSearchParams({
    ...(filters.status && { status: filters.status }),
    ...(filters.agent_id && { agent_id: String(filters.agent_id) }),
    ...(filters.q && { q: filters.q }),
    ...(from && { from }),
    ...(to && { to }),
    ...(cursor && { cursor }),
  });
  return callApi({ side: "staff" }, "GET", `/api/live-chat/admin/all-sessions?${query}`);
}

/** All chats under these filters, page after page, kept live by the connection's events. */
export function useSessions(filters: ChatFilters) {
  const query = useInfiniteQuery({
    queryKey: [...SESSIONS, filters],
    queryFn: ({ pageParam }) => loadPage(filters, pageParam),
    initialPageParam: "",
    getNextPageParam: (page: List<StaffSession>) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  const known = useClientState((state) => state.sessions);
  const rows = useMemo(() => {
    if (!query.data) return null;
    const fetched = query.data.pages.flatMap((page) => page.items);
    return sessionRows(fetched, known, filters, query.hasNextPage);
  }, [query.data, query.hasNextPage, known, filters]);
  return { query, rows };
}
