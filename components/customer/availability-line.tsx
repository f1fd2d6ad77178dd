"use client";

import { clsx } from "clsx";
import { useAvailability } from "@/components/customer/use-availability";
import { waitText } from "@/components/customer/wait-text";
import type { Availability } from "@/lib/queue/contract";

const DOTS: Record<Availability["presence"], string> = {
  free: "bg-success",
  busy: "bg-warning",
  nobody: "border-2 border-text-subtle",
};

/** Before one writes: whether anybody is there, and how long it may take. */
export function AvailabilityLine({ initial }: { initial: Availability | null }) {
  const availability = useAvailability(initial);
  return (
    // In the page from the start, so that a change is announced.
    <p role="status" className="mt-3 flex gap-2 text-base text-text empty:hidden">
      {availability && (
        <>
          <span
            aria-hidden="true"
            className={clsx("mt-1.5 size-2 shrink-0 rounded-full", DOTS[availability.presence])}
          />
          <span className="text-pretty">{sentence(availability)}</span>
        </>
      )}
    </p>
  );
}

function sentence({ presence, estimated_wait }: Availability): string {
  if (presence === "nobody") {
    return "Nobody is here right now. Leave your message: it stays here, and we answer when we are back.";
  }
  const wait = estimated_wait === null ? "" : ` ${waitText(estimated_wait)}`;
  return presence === "free"
    ? `We are here.${wait || " Somebody can answer you now."}`
    : `We are here, and all busy at the moment.${wait || " It may take a little longer."}`;
}
