"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type CallError, callApi, type Identity } from "@/lib/client/api";
import { useClientState } from "@/lib/client/use-chat-client";
import { may } from "@/lib/rights";
import type { RetryInput, ZendeskReport } from "@/lib/zendesk/contract";

const STAFF_SIDE: Identity = { side: "staff" };
const ZENDESK = ["zendesk"] as const;
/** No event tells of it; in milliseconds. */
const LOOK_AGAIN = 60_000;

export const useMayManageZendesk = () =>
  useClientState((state) => may(state.me.role, "zendesk.manage"));

/** How many tickets were given up, for admins; undefined for others and where there is no Zendesk. */
export function useGivenUp(): number | undefined {
  const { data } = useQuery({
    queryKey: ZENDESK,
    queryFn: () => callApi<ZendeskReport>(STAFF_SIDE, "GET", "/api/zendesk"),
    enabled: useMayManageZendesk(),
    refetchInterval: LOOK_AGAIN,
  });
  return data?.zendesk?.gave_up;
}

/** Tries again what was given up: one ticket, or without an id all. */
export function useRetryZendesk() {
  const queries = useQueryClient();
  return useMutation<{ retried: number }, CallError, RetryInput>({
    mutationFn: (body) => callApi(STAFF_SIDE, "POST", "/api/zendesk", body),
    onSettled: () =>
      Promise.all(
        ["zendesk", "tickets", "ticket"].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
}
