"use client";

import { clsx } from "clsx";
import { Clock, ClockAlert } from "lucide-react";
import { type Awaited, type Warmth, warmthOf } from "@/components/inbox/warmth";
import { Duration } from "@/components/ui/duration";
import { useSecondClock } from "@/components/ui/second-clock";

const looks: Record<Warmth, { word: string; look: string; Icon: typeof Clock | null }> = {
  calm: { word: "waits", look: "text-text-muted", Icon: null },
  warm: { word: "waits", look: "text-warning-text", Icon: Clock },
  hot: { word: "waits long", look: "text-danger-text", Icon: ClockAlert },
};

type WaitingTimeProps = {
  /** ISO time. */
  since: string;
  awaited: Awaited;
};

/** How long somebody has waited, warming up as it grows. */
export function WaitingTime({ since, awaited }: WaitingTimeProps) {
  const warmth = useSecondClock((now) => warmthOf(awaited, (now - Date.parse(since)) / 1000));
  const { word, look, Icon } = looks[warmth ?? "calm"];
  return (
    <span className={clsx("whitespace-nowrap", look)}>
      {Icon && <Icon aria-hidden="true" className="me-1 inline size-3.5 align-[-0.15em]" />}
      {word} <Duration since={since} className="font-semibold" />
    </span>
  );
}
