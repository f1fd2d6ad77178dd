"use client";

import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useMayManageZendesk, useRetryZendesk } from "@/components/zendesk/use-zendesk";
import { toErrorBody } from "@/lib/client/api";
import type { TicketInZendesk } from "@/lib/zendesk/contract";

type ZendeskFailedProps = { zendesk: TicketInZendesk; retry: ReturnType<typeof useRetry> };

/**
 * Tries a ticket again in Zendesk, where it was given up and the reader may.
 * @param onGone when it worked, and with it the button went away
 */
export function useRetry(
  ticket_id: string,
  zendesk: TicketInZendesk | null | undefined,
  onGone: () => void,
) {
  const { mutate, isPending, error } = useRetryZendesk();
  const may_retry = useMayManageZendesk();
  const can = may_retry && zendesk?.state === "gave_up";
  function retry() {
    if (isPending) return;
    // By then the button is gone, and the focus with it.
    const giveBack = () => document.activeElement === document.body && onGone();
    mutate({ ticket_id }, { onSuccess: () => setTimeout(giveBack) });
  }
  return { run: can ? retry : undefined, isPending, error };
}

/** Why a ticket is not in Zendesk, or not all of it, and that nothing more comes by itself. */
export function ZendeskFailed({ zendesk, retry }: ZendeskFailedProps) {
  const title =
    zendesk.id === null
      ? "This ticket is not in Zendesk"
      : "What was said lately is not in Zendesk";
  return (
    <Banner
      tone="warning"
      title={title}
      action={
        retry.run && (
          <Button size="sm" shortcut="Z" loading={retry.isPending} onClick={retry.run}>
            Try again
          </Button>
        )
      }
    >
      {zendesk.problem} {!retry.run && "An admin can have it tried again. "}
      {retry.error && `It was not tried again: ${toErrorBody(retry.error).message}`}
    </Banner>
  );
}
