import { durationText } from "@/components/admin/reports/report-words";
import { ASSIGNMENT_WORDS } from "@/components/admin/setting-text";
import type { AutomaticMode, Candidate, Reasons } from "@/lib/assignment/contract";

const CHOSEN: Record<AutomaticMode, string> = {
  round_robin: "was given none for longest",
  least_busy: "had the smallest share of their limit",
  skill_based: "had all skills and the smallest share of their limit",
  priority: "had the smallest share of their limit",
};

const TURN: Record<AutomaticMode, string> = {
  round_robin: "had waited the longest",
  least_busy: "had waited the longest",
  skill_based: "had waited the longest",
  priority: "was first in the queue",
};

/** How a chat came to whom it came, in sentences. */
export function reasonText({ mode, waited, passed_over }: Reasons): string {
  const before = passed_over === 1 ? "one chat" : `${passed_over.toLocaleString("en")} chats`;
  const label = ASSIGNMENT_WORDS[mode].label;
  return [
    `Given automatically, ${label.charAt(0).toLowerCase()}${label.slice(1)}, after a wait of ${durationText(waited)}.`,
    passed_over === 0
      ? `It ${TURN[mode]}.`
      : `It ${TURN[mode]} but for ${before} that nobody who was there could take.`,
  ].join(" ");
}

/** What spoke for or against an agent at that time. */
export function verdictText(candidate: Candidate, mode: AutomaticMode): string {
  const { verdict, status, missing_skills, max_concurrent_chats } = candidate;
  switch (verdict) {
    case "chosen":
      return `Chosen: ${CHOSEN[mode]}`;
    case "fits":
      return "Could have taken it";
    case "not_online":
      return status === "busy" ? "Was busy" : "Was away";
    case "full":
      return max_concurrent_chats === 0 ? "Takes no chats" : "Had no room";
    case "lacks_skills":
      return `Lacked ${missing_skills.join(", ")}`;
    case "held":
      return "Had it last";
  }
}
