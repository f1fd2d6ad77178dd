import { useQuery } from "@tanstack/react-query";
import type { Assignment } from "@/lib/assignment/contract";
import { callApi } from "@/lib/client/api";

/** Who had a chat, by whom they were given it and why; looked at anew each time that it is shown. */
export function useAssignments(session_id: string, is_shown: boolean) {
  return useQuery({
    queryKey: ["assignments", session_id],
    queryFn: async () => {
      const path = `/api/live-chat/${session_id}/assignments`;
      const { items } = await callApi<{ items: Assignment[] }>({ side: "staff" }, "GET", path);
      return items;
    },
    enabled: is_shown,
    staleTime: 0,
    gcTime: 0,
  });
}
