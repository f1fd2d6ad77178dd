"use client";

import Link from "next/link";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { useGivenUp, useRetryZendesk } from "@/components/zendesk/use-zendesk";
import { toErrorBody } from "@/lib/client/api";

/** Tells admins that tickets did not reach Zendesk and are tried no more; nothing where all is well. */
export function GivenUpNotice() {
  const count = useGivenUp();
  const retry = useRetryZendesk();
  const toast = useToast();
  if (!count) return null;

  const again = () =>
    retry.mutate(
      {},
      {
        onSuccess: ({ retried }) =>
          toast({ tone: "info", title: `${retried} ${retried === 1 ? "is" : "are"} tried again` }),
        onError(error) {
          const { message } = toErrorBody(error);
          toast({ tone: "danger", title: "Nothing was tried again", description: message });
        },
      },
    );
  return (
    <Banner
      tone="warning"
      title={
        count === 1 ? "1 ticket did not reach Zendesk" : `${count} tickets did not reach Zendesk`
      }
      action={
        <>
          <Link href="/tickets?zendesk=gave_up" className={buttonClass({ size: "sm" })}>
            {count === 1 ? "Show it" : "Show them"}
          </Link>
          <Button size="sm" loading={retry.isPending} onClick={again}>
            {count === 1 ? "Try again" : "Try all again"}
          </Button>
        </>
      }
    >
      Each says why. Nothing of them is lost here, and Parley tries no more by itself.
    </Banner>
  );
}
