import { expect, test } from "vitest";
import { reasonText, verdictText } from "@/components/admin/reason-text";
import { type Candidate, VERDICTS } from "@/lib/assignment/contract";

const candidate: Candidate = {
  agent_id: 1,
  name: "Mara",
  status: "online",
  active_chats: 1,
  max_concurrent_chats: 5,
  last_given_at: null,
  missing_skills: ["German", "billing"],
  verdict: "fits",
};

test("how a chat came to whom it came is said in sentences", () => {
  const reasons = { mode: "priority", waited: 90, passed_over: 0, candidates: [] } as const;
  expect(reasonText({ ...reasons, candidates: [] })).toBe(
    "Given automatically, by priority, after a wait of 1 min 30 s. It was first in the queue.",
  );
  expect(reasonText({ ...reasons, mode: "skill_based", passed_over: 2, candidates: [] })).toBe(
    "Given automatically, by skill, after a wait of 1 min 30 s. It had waited the longest but for 2 chats that nobody who was there could take.",
  );
});

test("each verdict has its words", () => {
  const words = VERDICTS.map((verdict) => verdictText({ ...candidate, verdict }, "least_busy"));
  expect(words).toEqual([
    "Chosen: had the smallest share of their limit",
    "Could have taken it",
    "Was away",
    "Had no room",
    "Lacked German, billing",
    "Had it last",
  ]);
  const busy = { ...candidate, status: "busy", verdict: "not_online" } as const;
  expect(verdictText(busy, "priority")).toBe("Was busy");
  const none = { ...candidate, max_concurrent_chats: 0, verdict: "full" } as const;
  expect(verdictText(none, "priority")).toBe("Takes no chats");
});
