"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { LOOK_AGAIN, STAFF_SIDE, TICKETS } from "@/components/tickets/use-tickets";
import type { WantedChange } from "@/components/tickets/use-wanted-change";
import { withOlder } from "@/components/tickets/with-older";
import { type CallError, callApi, toErrorBody } from "@/lib/client/api";
import type {
  ChangeTicketInput,
  CommentPage,
  Ticket,
  TicketComment,
  TicketPage,
  TranscriptPage,
} from "@/lib/tickets/contract";

/** A ticket is in Zendesk a few seconds after it was made here; in milliseconds. */
const ZENDESK_TAKES = 3000;

const keyOf = (ticket_id: string) => ["ticket", ticket_id] as const;
const pathOf = (ticket_id: string) => `/api/tickets/${ticket_id}`;

/** A ticket with its newest comments. */
export function useTicket(ticket_id: string) {
  const queries = useQueryClient();
  const key = keyOf(ticket_id);
  return useQuery({
    queryKey: key,
    async queryFn() {
      const page = await callApi<TicketPage>(STAFF_SIDE, "GET", pathOf(ticket_id));
      return withOlder(queries.getQueryData<TicketPage>(key), page);
    },
    refetchInterval: ({ state }) =>
      state.data?.ticket.zendesk?.state === "waiting" ? ZENDESK_TAKES : LOOK_AGAIN,
  });
}

/** What is to be changed, and the person whom it will show as its assignee until the answer comes. */
export type TicketChange = Omit<ChangeTicketInput, "ticket_id" | "version"> & {
  assignee?: Ticket["assignee"];
};

/**
 * Changes a ticket as it was seen: at once on the screen, and only if nobody else has changed it
 * since. If somebody did, theirs is shown and nothing of this is done.
 */
export function useChangeTicket(ticket_id: string) {
  const queries = useQueryClient();
  const key = keyOf(ticket_id);
  const put = (ticket: Ticket) =>
    queries.setQueryData<TicketPage>(key, (page) => page && { ...page, ticket });

  return useMutation<Ticket, CallError, WantedChange, Ticket | undefined>({
    mutationFn: async ({ assignee: _, ...body }) => {
      const { ticket } = await callApi<{ ticket: Ticket }>(
        STAFF_SIDE,
        "PATCH",
        pathOf(ticket_id),
        body,
      );
      return ticket;
    },
    // One after the other: the second is decided on what the first has left.
    scope: { id: ticket_id },
    async onMutate({ assignee_id, version, ...change }) {
      // An answer that is on its way knows nothing of it.
      await queries.cancelQueries({ queryKey: key });
      const before = queries.getQueryData<TicketPage>(key)?.ticket;
      if (before) put({ ...before, ...change });
      return before;
    },
    onSuccess(ticket) {
      put(ticket);
      void queries.invalidateQueries({ queryKey: TICKETS });
    },
    onError(error, _change, before) {
      const now = toErrorBody(error).details?.ticket as Ticket | undefined;
      if (now ?? before) put((now ?? before) as Ticket);
      void queries.invalidateQueries({ queryKey: key });
    },
  });
}

/** Comments before those that the ticket came with. @throws CallError */
export function useOlderComments(ticket_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (before: string) =>
      callApi<CommentPage>(STAFF_SIDE, "GET", `${pathOf(ticket_id)}/comments?before=${before}`),
    onSuccess: ({ comments, has_more }) =>
      queries.setQueryData<TicketPage>(
        keyOf(ticket_id),
        (page) => page && { ...page, comments: [...comments, ...page.comments], has_more },
      ),
  });
}

/** Adds a comment; with the same `client_id` it is the same one. */
export function useAddComment(ticket_id: string) {
  const queries = useQueryClient();
  return useMutation<TicketComment, CallError, { client_id: string; content: string }>({
    mutationFn: async (body) => {
      const path = `${pathOf(ticket_id)}/comments`;
      const { comment } = await callApi<{ comment: TicketComment }>(STAFF_SIDE, "POST", path, body);
      return comment;
    },
    async onSuccess(comment) {
      await queries.cancelQueries({ queryKey: keyOf(ticket_id) });
      queries.setQueryData<TicketPage>(keyOf(ticket_id), (page) => {
        if (!page || page.comments.some(({ id }) => id === comment.id)) return page;
        return { ...page, comments: [...page.comments, comment] };
      });
    },
  });
}

type Place = { seq: number; note_seq: number };

/** The chat as it was when the ticket was made, from its start. It never changes. */
export function useTranscript(ticket_id: string) {
  return useInfiniteQuery({
    queryKey: ["transcript", ticket_id],
    queryFn: ({ pageParam }) =>
      callApi<TranscriptPage>(
        STAFF_SIDE,
        "GET",
        `${pathOf(ticket_id)}/transcript?after_seq=${pageParam.seq}&after_note_seq=${pageParam.note_seq}`,
      ),
    initialPageParam: { seq: 0, note_seq: 0 } as Place,
    getNextPageParam: ({ messages, has_more }, _pages, before: Place) =>
      has_more
        ? {
            seq: Math.max(before.seq, ...messages.map(({ seq }) => seq)),
            note_seq: Math.max(before.note_seq, ...messages.map(({ note_seq }) => note_seq)),
          }
        : undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
