import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { AuditFilters } from "@/components/admin/audit/audit-filters";
import { boundsOf } from "@/components/admin/chat-filters";
import type { AuditEntry } from "@/lib/audit/contract";
import { callApi } from "@/lib/client/api";
import type { List } from "@/lib/sessions/contract";

/** No event tells of a new row; in milliseconds. */
const LOOK_AGAIN = 20_000;

function loadPage(filters: AuditFilters, cursor: string): Promise<List<AuditEntry>> {
  const { actor_id, action } = filters;
  const { from, to } = boundsOf(filters);
  const query = new URLSearchParams({
    ...(actor_id && { actor_id: String(actor_id) }),
    ...(action && { action }),
    ...(from && { from }),
    ...(to && { to }),
    ...(cursor && { cursor }),
  });
  return callApi({ side: "staff" }, "GET", `/api/audit?${query}`);
}

/** The audit log under these filters, page after page. */
export function useAudit(filters: AuditFilters) {
  return useInfiniteQuery({
    queryKey: ["audit", filters],
    queryFn: ({ pageParam }) => loadPage(filters, pageParam),
    initialPageParam: "",
    getNextPageParam: (page: List<AuditEntry>) => page.next_cursor,
    placeholderData: keepPreviousData,
    // Who has asked for older rows reads them: each further page would be fetched again.
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? LOOK_AGAIN : false),
  });
}
